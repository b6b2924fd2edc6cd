import type { Fact } from '../../facts/catalogue.ts';
import type { FactType } from '../../facts/fact.ts';
import type { Comparison, Condition, Value } from '../ast.ts';
import { operandOf, type Operand } from '../evaluate/predicate.ts';
import type { Parameters } from './parameters.ts';

/**
 * What a condition asks of its fact's value, as a boolean that is never NULL. `value` is SQL for a number (money in minor
 * units, durations in seconds), a text, a boolean, or a jsonb array of texts, as the fact's type says; NULL = missing.
 */
export function predicateSql(
  condition: Condition,
  fact: Fact,
  value: string,
  { currency, parameters }: { readonly currency: string; readonly parameters: Parameters },
): string {
  const operand = (written: Value): Operand => operandOf(written, fact, currency);
  const place = (written: Value): string => placeOf(operand(written), parameters);
  switch (condition.kind) {
    case 'compare':
      return compares(condition.operator, value, place(condition.value));
    case 'between':
      return isTrue(`${value} BETWEEN ${place(condition.low)} AND ${place(condition.high)}`);
    case 'in':
      return isIn(value, condition.values.map(operand), condition.isNegated, parameters);
    case 'contains':
      return contains(condition, value, fact.type, place);
    case 'affix': {
      const wanted = place(condition.value);
      const part = condition.side === 'start' ? 'left' : 'right';
      return isTrue(`${part}(${value}, length(${wanted})) = ${wanted}`);
    }
    case 'presence':
      return condition.isSet ? isSet(value, fact.type) : `NOT ${isSet(value, fact.type)}`;
    case 'recent':
      return `(${value} IS NOT NULL)`;
  }
}

/** Two-valued logic: what cannot be said is false. */
export function isTrue(sql: string): string {
  return `((${sql}) IS TRUE)`;
}

function placeOf(operand: Operand, parameters: Parameters): string {
  if (typeof operand === 'number') return parameters.number(operand);
  return typeof operand === 'string' ? parameters.text(operand) : parameters.boolean(operand);
}

/** A text that cannot be stored stands as NULL: it differs from every value there is. */
function compares(operator: Comparison, value: string, operand: string): string {
  if (operator === '!=') return `(${value} IS NOT NULL AND ${value} IS DISTINCT FROM ${operand})`;
  return isTrue(`${value} ${operator} ${operand}`);
}

function isIn(
  value: string,
  operands: readonly Operand[],
  isNegated: boolean,
  parameters: Parameters,
): string {
  const numbers = operands.filter((operand) => typeof operand === 'number');
  const texts = operands.filter((operand) => typeof operand === 'string');
  // Only numbers and texts are ever in a list.
  if (numbers.length + texts.length === 0) return 'false';
  const list = numbers.length > 0 ? parameters.numbers(numbers) : parameters.texts(texts);
  const found = isTrue(`${value} = ANY(${list})`);
  return isNegated ? `(${value} IS NOT NULL AND NOT ${found})` : found;
}

function contains(
  { values, match, isNegated }: Extract<Condition, { kind: 'contains' }>,
  value: string,
  type: FactType,
  place: (value: Value) => string,
): string {
  const isHeld = (wanted: Value): string =>
    isTrue(type === 'textList' ? `${value} ? ${place(wanted)}` : `strpos(${value}, ${place(wanted)}) > 0`);
  const held = `(${values.map(isHeld).join(match === 'all' ? ' AND ' : ' OR ')})`;
  return isNegated ? `(${value} IS NOT NULL AND NOT ${held})` : held;
}

function isSet(value: string, type: FactType): string {
  return type === 'textList' ? isTrue(`jsonb_array_length(${value}) > 0`) : `(${value} IS NOT NULL)`;
}
