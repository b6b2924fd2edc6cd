import type { Condition, FactReference, Rule, Value } from './ast.ts';
import { formatDuration, formatWindow } from './duration.ts';

/** A rule as canonical text, one line. Reading it again gives the same tree (spans aside). */
export function printRule(rule: Rule): string {
  switch (rule.kind) {
    case 'and':
      return rule.operands.map((operand) => printOperand(operand, operand.kind === 'and')).join(' AND ');
    case 'or':
      return rule.operands.map((operand) => printOperand(operand, false)).join(' OR ');
    case 'not':
      return `NOT ${printOperand(rule.operand, rule.operand.kind === 'and')}`;
    default:
      return printCondition(rule);
  }
}

function printOperand(rule: Rule, isGrouped: boolean): string {
  const text = printRule(rule);
  return isGrouped || rule.kind === 'or' ? `(${text})` : text;
}

/** One condition as canonical text. */
export function printCondition(condition: Condition): string {
  const fact = printFact(condition.fact);
  switch (condition.kind) {
    case 'compare':
      return `${fact} ${condition.operator} ${printValue(condition.value)}`;
    case 'in':
      return `${fact} IN (${condition.values.map(printValue).join(', ')})`;
    case 'contains':
      return `${fact} CONTAINS ${printValue(condition.value)}`;
    case 'between':
      return `${fact} BETWEEN ${printValue(condition.low)} AND ${printValue(condition.high)}`;
    case 'presence':
      return `${fact} IS ${condition.isSet ? 'SET' : 'MISSING'}`;
    case 'recent':
      return `${fact} ${formatWindow(condition.window)}`;
  }
}

function printFact({ name, window }: FactReference): string {
  return window === null ? name : `${name} ${formatWindow(window)}`;
}

/** A value as a rule writes it. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'text':
      return `"${value.value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
    case 'duration':
      return formatDuration(value);
  }
}
