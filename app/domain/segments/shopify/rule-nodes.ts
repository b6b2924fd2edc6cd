import type { FactName } from '../../facts/catalogue.ts';
import type { Comparison, Condition, FactReference, Filter, Rule, Span, Value, Window } from '../ast.ts';

/** A fact to be asked about, at the place of the query that it stands for. */
export function factAt(
  name: FactName,
  span: Span,
  parts: { readonly filter?: Filter | null; readonly window?: Window | null } = {},
): FactReference {
  return { name, nameSpan: span, filter: parts.filter ?? null, window: parts.window ?? null, span };
}

export function numberAt(value: number, span: Span): Value {
  return { kind: 'number', value: value + 0, span };
}

export function compare(fact: FactReference, operator: Comparison, value: Value): Condition {
  return { kind: 'compare', fact, operator, value, span: fact.span };
}

export function presence(fact: FactReference, isSet: boolean): Condition {
  return { kind: 'presence', fact, isSet, span: fact.span };
}

export function recent(fact: FactReference, window: Window): Condition {
  return { kind: 'recent', fact, window, span: fact.span };
}

export function not(operand: Rule): Rule {
  return { kind: 'not', operand, span: operand.span };
}

/** All of them (`and`) or one of them (`or`); a single one stands alone, and groups of the same kind become one flat group. */
export function join(kind: 'and' | 'or', operands: readonly Rule[], span: Span): Rule {
  const flat = operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
  const [only] = flat;
  return only && flat.length === 1 ? only : { kind, operands: flat, span };
}
