import type { Condition, FactReference, Filter, Rule, Value } from './ast.ts';
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
      return `${fact} ${condition.isNegated ? 'NOT IN' : 'IN'} ${printList(condition.values)}`;
    case 'contains':
      return `${fact} ${condition.isNegated ? 'NOT ' : ''}CONTAINS ${printWanted(condition)}`;
    case 'affix':
      return `${fact} ${condition.side === 'start' ? 'STARTS' : 'ENDS'} WITH ${printValue(condition.value)}`;
    case 'between':
      return `${fact} BETWEEN ${printValue(condition.low)} AND ${printValue(condition.high)}`;
    case 'presence':
      return `${fact} IS ${condition.isSet ? 'SET' : 'MISSING'}`;
    case 'recent':
      return `${fact} ${formatWindow(condition.window)}`;
  }
}

function printWanted({ values, match }: Extract<Condition, { kind: 'contains' }>): string {
  const [only] = values;
  if (only && values.length === 1) return printValue(only);
  return `${match === 'all' ? 'ALL' : 'ANY'} ${printList(values)}`;
}

function printList(values: readonly Value[]): string {
  return `(${values.map(printValue).join(', ')})`;
}

function printFact({ name, filter, inferredFrom, window }: FactReference): string {
  const inferred = inferredFrom === undefined ? null : `INFERRED ${inferredFrom}`;
  return [name, filter && printFilter(filter), inferred, window && formatWindow(window)]
    .filter((part) => part !== null)
    .join(' ');
}

function printFilter({ dimension, values }: Filter): string {
  const [only = ''] = values;
  const listed = values.length === 1 ? printText(only) : `IN (${values.map(printText).join(', ')})`;
  return `of ${dimension} ${listed}`;
}

/** A text in quotes, as the rule's own language reads it back. */
export function printText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

/** A value as a rule writes it. */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'number':
    case 'boolean':
      return String(value.value);
    case 'text':
      return printText(value.value);
    case 'duration':
      return formatDuration(value);
  }
}
