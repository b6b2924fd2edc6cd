import type { Span } from '../ast.ts';
import type {
  AttributeClause,
  Comparison,
  Day,
  FunctionClause,
  Parameter,
  Query,
  QueryTest,
  QueryValue,
} from './query.ts';

/** A query made of a rule has no text yet, so no places. */
const NOWHERE: Span = { start: 0, end: 0 };

export function attribute(name: string, test: QueryTest): AttributeClause {
  return { kind: 'attribute', name, nameSpan: NOWHERE, test, span: NOWHERE };
}

export function matches(name: string, parameters: readonly Parameter[], isNegated: boolean): FunctionClause {
  return { kind: 'function', name, nameSpan: NOWHERE, parameters, isNegated, span: NOWHERE };
}

export function parameter(name: string, test: QueryTest): Parameter {
  return { name, nameSpan: NOWHERE, test, span: NOWHERE };
}

export function compareTo(operator: Comparison, value: QueryValue): QueryTest {
  return { kind: 'compare', operator, value };
}

export function numberValue(value: number): QueryValue {
  return { kind: 'number', text: String(value), span: NOWHERE };
}

export function textValue(text: string): QueryValue {
  return { kind: 'text', text, span: NOWHERE };
}

export function dayValue(day: Day): QueryValue {
  return { kind: 'day', day, span: NOWHERE };
}

/** All of them or one of them; groups of the same kind become one flat group. */
export function joinQueries(kind: 'and' | 'or', operands: readonly Query[]): Query {
  const flat = operands.flatMap((operand) =>
    (operand.kind === 'and' || operand.kind === 'or') && operand.kind === kind ? operand.operands : [operand],
  );
  const [only] = flat;
  return only && flat.length === 1 ? only : { kind, operands: flat, span: NOWHERE };
}
