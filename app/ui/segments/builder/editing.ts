import type { FactName } from '#app/domain/facts/catalogue.ts';
import type { Condition, Rule } from '#app/domain/segments/ast.ts';
import type { Catalogues } from '#app/domain/segments/complete/catalogues.ts';
import { startOf } from '#app/domain/segments/edit/change.ts';
import {
  joinAt,
  negateAt,
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
  /** Changes one condition; gives what is wrong with the change, and then changes nothing. */
  change(condition: Condition, next: Condition): string | null;
  remove(path: Path): void;
  join(path: Path, joint: Joint, name: FactName): void;
  negate(path: Path): void;
  switchJoint(path: Path): void;
}

export interface EditingOptions extends Pick<Editing, 'catalogues' | 'currency' | 'today'> {
  /** The rule and the very text it was read from. */
  readonly rule: Rule;
  readonly text: string;
  readonly onWrite: (text: string) => void;
}

/** Edits of a rule that are written as text: a changed condition in its place, a changed structure laid out anew. */
export function createEditing({ rule, text, onWrite, ...shop }: EditingOptions): Editing {
  const lay = (edited: Rule | null): void => onWrite(edited ? layOutRule(edited) : '');
  return {
    ...shop,
    change(condition, next) {
      const [problem] = readRule(printCondition(next), shop.currency).diagnostics;
      if (problem) return problem.message;
      onWrite(rewriteCondition(text, condition, next));
      return null;
    },
    remove: (path) => lay(removeAt(rule, path)),
    join: (path, joint, name) => lay(joinAt(rule, path, joint, startOf(name))),
    negate: (path) => lay(negateAt(rule, path)),
    switchJoint: (path) => lay(switchJointAt(rule, path)),
  };
}
