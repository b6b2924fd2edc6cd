import type { Rule } from '../ast.ts';

/** Where a part of a rule is: the operand to take at each group, from the root; of a NOT always 0. */
export type Path = readonly number[];
export type Joint = 'and' | 'or';

/** Of nodes that are in no text (yet). */
const NOWHERE = { start: 0, end: 0 };

/** The part at the path; null where the rule has none. */
export function partAt(rule: Rule, [index, ...rest]: Path): Rule | null {
  if (index === undefined) return rule;
  if (rule.kind === 'not') return index === 0 ? partAt(rule.operand, rest) : null;
  const operand = rule.kind === 'and' || rule.kind === 'or' ? rule.operands[index] : undefined;
  return operand === undefined ? null : partAt(operand, rest);
}

/** The rule with another part at the path. Nothing else changes, not even superfluous parentheses. */
export function replaceAt(rule: Rule, path: Path, next: Rule): Rule {
  return editAt(rule, path, () => next) ?? next;
}

/** The rule without the part at the path; a group of one becomes that one. Null when nothing is left. */
export function removeAt(rule: Rule, path: Path): Rule | null {
  return editAt(rule, path, () => null);
}

/** The part at the path joined with another one right after it: in its own group where that has this joint, else in a new one. */
export function joinAt(rule: Rule, path: Path, joint: Joint, added: Rule): Rule {
  return editAt(rule, path, (part) => group(joint, [part, added])) ?? added;
}

/** NOT before the part at the path, or no longer. */
export function negateAt(rule: Rule, path: Path): Rule {
  const negate = (part: Rule): Rule =>
    part.kind === 'not' ? part.operand : { kind: 'not', operand: part, span: NOWHERE };
  return editAt(rule, path, negate) ?? rule;
}

/** AND instead of OR in the group at the path, or the other way round. What is no group stays. */
export function switchJointAt(rule: Rule, path: Path): Rule {
  const turn = (part: Rule): Rule =>
    part.kind === 'and' || part.kind === 'or'
      ? group(part.kind === 'and' ? 'or' : 'and', part.operands)
      : part;
  return editAt(rule, path, turn) ?? rule;
}

/** A group in which groups of the same joint are taken apart: the meaning is the same. */
function group(joint: Joint, parts: readonly Rule[]): Rule {
  const operands = parts.flatMap((part) => (part.kind === joint ? part.operands : [part]));
  return { kind: joint, operands, span: NOWHERE };
}

function editAt(rule: Rule, [index, ...rest]: Path, edit: (part: Rule) => Rule | null): Rule | null {
  if (index === undefined) return edit(rule);
  if (rule.kind === 'not') {
    const operand = editAt(rule.operand, rest, edit);
    return operand && { ...rule, operand };
  }
  if (rule.kind !== 'and' && rule.kind !== 'or') return rule;
  const before = rule.operands[index];
  if (before === undefined) return rule;
  return withOperand(rule, index, editAt(before, rest, edit));
}

/** A part that became a group of the joint it stands in is taken apart; one that was such a group already stays one. */
function withOperand(rule: Extract<Rule, { kind: Joint }>, index: number, part: Rule | null): Rule {
  const isNewGroup = part?.kind === rule.kind && rule.operands[index]?.kind !== rule.kind;
  const parts = part === null ? [] : isNewGroup ? part.operands : [part];
  const operands = rule.operands.toSpliced(index, 1, ...parts);
  const [only] = operands;
  return operands.length === 1 && only ? only : { ...rule, operands };
}
