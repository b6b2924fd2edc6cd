import type { FactName } from '#app/domain/facts/catalogue.ts';
import type { Condition, Rule } from '#app/domain/segments/ast.ts';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';
import { startOf } from '#app/domain/segments/edit/change.ts';
import {
  joinAt,
  negateAt,
  partAt,
  removeAt,
  switchJointAt,
  type Joint,
  type Path,
} from '#app/domain/segments/edit/tree.ts';
import { layOutRule, rewriteCondition } from '#app/domain/segments/edit/write.ts';
import { printCondition } from '#app/domain/segments/print.ts';
import { readRule } from '../read-rule.ts';

/** What the rows of the builder can do to the rule. */
export interface Editing {
  readonly catalogues: Catalogues;
  readonly currency: string;
  /** Of the shop's calendar, YYYY-MM-DD. */
  readonly today: string;
  /** Changes the condition at a path; gives what is wrong with the change, and then changes nothing. */
  change(path: Path, next: Condition): string | null;
  remove(path: Path): void;
  join(path: Path, joint: Joint, name: FactName): void;
  negate(path: Path): void;
  switchJoint(path: Path): void;
}

/** A rule with the very text it was read from. */
export interface WrittenRule {
  readonly rule: Rule;
  readonly text: string;
}

export interface EditingOptions extends Pick<Editing, 'catalogues' | 'currency' | 'today'> {
  /** What is on the screen when an edit is made. */
  readonly current: () => WrittenRule;
  readonly onWrite: (text: string) => void;
}

/** Edits of a rule that are written as text: a changed condition in its place, a changed structure laid out anew. */
export function createEditing({ current, onWrite, ...shop }: EditingOptions): Editing {
  const lay = (edit: (rule: Rule) => Rule | null): void => {
    const edited = edit(current().rule);
    onWrite(edited ? layOutRule(edited) : '');
  };
  return {
    ...shop,
    change(path, next) {
      const [problem] = readRule(printCondition(next), shop.currency).diagnostics;
      if (problem) return problem.message;
      const { rule, text } = current();
      const before = partAt(rule, path);
      if (before) onWrite(rewriteCondition(text, before, next));
      return null;
    },
    remove: (path) => lay((rule) => removeAt(rule, path)),
    join: (path, joint, name) => lay((rule) => joinAt(rule, path, joint, startOf(name))),
    negate: (path) => lay((rule) => negateAt(rule, path)),
    switchJoint: (path) => lay((rule) => switchJointAt(rule, path)),
  };
}
