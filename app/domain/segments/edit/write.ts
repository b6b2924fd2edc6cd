import type { Condition, Rule } from '../ast.ts';
import { printCondition, printRule } from '../print.ts';

/** A rule of more characters is written with a line for each condition of its outermost group. */
const LINE = 60;

/** A rule as text that is easy to read. Reading it again gives the same rule. */
export function layOutRule(rule: Rule): string {
  const line = printRule(rule);
  if (line.length <= LINE || (rule.kind !== 'and' && rule.kind !== 'or')) return line;
  const joint = rule.kind.toUpperCase();
  return rule.operands.map((operand) => printOperand(rule, operand)).join(`\n${joint} `);
}

/** As the printer writes it inside the group: with parentheses where they are needed. */
function printOperand(rule: Extract<Rule, { kind: 'and' | 'or' }>, operand: Rule): string {
  const isGrouped = operand.kind === 'or' || (operand.kind === 'and' && rule.kind === 'and');
  return isGrouped ? `(${printRule(operand)})` : printRule(operand);
}

/**
 * The text of a rule with one of its conditions changed. All else keeps its spaces, line breaks and spelling. `condition` is as it
 * was read from this very text.
 */
export function rewriteCondition(text: string, { span }: Pick<Condition, 'span'>, next: Condition): string {
  return text.slice(0, span.start) + printCondition(next) + text.slice(span.end);
}
