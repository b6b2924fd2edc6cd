import { printDay } from './day.ts';
import type { Clause, Query, QueryTest, QueryValue } from './query.ts';

/** A query as text in the form of 2026-10, one line. Reading it again gives the same tree (spans aside). */
export function printQuery(query: Query): string {
  if (query.kind === 'attribute' || query.kind === 'function') return printClause(query);
  const joint = query.kind === 'and' ? ' AND ' : ' OR ';
  return query.operands.map((operand) => printOperand(operand, query.kind)).join(joint);
}

function printOperand(query: Query, around: 'and' | 'or'): string {
  const isGrouped = query.kind === around || query.kind === 'or';
  return isGrouped ? `(${printQuery(query)})` : printQuery(query);
}

function printClause(clause: Clause): string {
  if (clause.kind === 'attribute') return `${clause.name} ${printTest(clause.test)}`;
  const parameters = clause.parameters.map(({ name, test }) => `${name} ${printTest(test)}`).join(', ');
  return `${clause.name} ${clause.isNegated ? 'NOT MATCHES' : 'MATCHES'} (${parameters})`;
}

function printTest(test: QueryTest): string {
  switch (test.kind) {
    case 'compare':
      return `${test.operator} ${printValue(test.value)}`;
    case 'in':
      return `${test.isNegated ? 'NOT IN' : 'IN'} (${test.values.map(printValue).join(', ')})`;
    case 'contains':
      return `${test.isNegated ? 'NOT CONTAINS' : 'CONTAINS'} ${printValue(test.value)}`;
    case 'between':
      return `BETWEEN ${printValue(test.low)} AND ${printValue(test.high)}`;
    case 'presence':
      return test.isSet ? 'IS NOT NULL' : 'IS NULL';
  }
}

function printValue(value: QueryValue): string {
  switch (value.kind) {
    case 'number':
      return value.text;
    case 'text':
      return `'${value.text.replace(/['\\]/g, '\\$&')}'`;
    case 'boolean':
      return String(value.isTrue);
    case 'day':
      return printDay(value.day);
  }
}
