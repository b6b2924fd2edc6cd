import type { Fact } from '../../facts/catalogue.ts';
import { parseMoney } from '../../kernel/money.ts';
import type { Comparison, Condition, Value } from '../ast.ts';
import { durationSeconds } from '../duration.ts';
import { productIdOf } from './product-filter.ts';
import type { FactValue, Predicate } from './run.ts';

/** A written value in the unit in which its fact is kept. */
export type Operand = number | string | boolean;

/** What a condition asks of its fact's value. Two-valued: a missing value fits nothing but IS MISSING. */
export function predicateOf(condition: Condition, fact: Fact, currency: string): Predicate {
  switch (condition.kind) {
    case 'compare':
      return comparePredicate(condition.operator, operandOf(condition.value, fact, currency));
    case 'between':
      return betweenPredicate(
        operandOf(condition.low, fact, currency),
        operandOf(condition.high, fact, currency),
      );
    case 'in':
      return inPredicate(
        condition.values.map((value) => operandOf(value, fact, currency)),
        condition.isNegated,
      );
    case 'contains':
      return containsPredicate(condition, (value) => String(operandOf(value, fact, currency)));
    case 'affix':
      return affixPredicate(condition);
    case 'presence':
      return condition.isSet ? isSet : (value) => !isSet(value);
    case 'recent':
      return isSet;
  }
}

/** Money in minor units, durations in seconds, products by their gid, other text as it is: texts are equal when every character is. */
export function operandOf(value: Value, fact: Fact, currency: string): Operand {
  switch (value.kind) {
    case 'duration':
      return durationSeconds(value);
    case 'text':
      return holdsProducts(fact) ? productIdOf(value.value) : value.value;
    case 'boolean':
      return value.value;
    case 'number':
      if (fact.type !== 'money') return value.value;
      return parseMoney(String(value.value), currency)?.amountMinor ?? value.value;
  }
}

const holdsProducts = ({ name }: Fact): boolean => name.endsWith('.product_ids');

function isSet(value: FactValue): boolean {
  return value !== null && !(typeof value === 'object' && value.length === 0);
}

function comparePredicate(operator: Comparison, operand: Operand): Predicate {
  if (typeof operand === 'number') return numberPredicate(operator, operand);
  const equals: Predicate = (value) => value === operand;
  return operator === '=' ? equals : (value) => value !== null && !equals(value);
}

function numberPredicate(operator: Comparison, operand: number): Predicate {
  switch (operator) {
    case '=':
      return (value) => value === operand;
    case '!=':
      return (value) => typeof value === 'number' && value !== operand;
    case '<':
      return (value) => typeof value === 'number' && value < operand;
    case '<=':
      return (value) => typeof value === 'number' && value <= operand;
    case '>':
      return (value) => typeof value === 'number' && value > operand;
    case '>=':
      return (value) => typeof value === 'number' && value >= operand;
  }
}

function betweenPredicate(low: Operand, high: Operand): Predicate {
  const [isFromLow, isToHigh] = [comparePredicate('>=', low), comparePredicate('<=', high)];
  return (value) => isFromLow(value) && isToHigh(value);
}

function inPredicate(operands: readonly Operand[], isNegated: boolean): Predicate {
  const wanted = new Set(operands);
  return (value) =>
    (typeof value === 'string' || typeof value === 'number') && wanted.has(value) !== isNegated;
}

/**
 * A list contains a text when an element equals it, a text when it is a part of it. Nothing is in an empty list, so NOT CONTAINS
 * is true of it; both are false of a missing value.
 */
function containsPredicate(
  { values, match, isNegated }: Extract<Condition, { kind: 'contains' }>,
  operand: (value: Value) => string,
): Predicate {
  const texts = values.map(operand);
  return (found) => {
    if (found === null || typeof found === 'number' || typeof found === 'boolean') return false;
    const isIn = (text: string): boolean => found.includes(text);
    return (match === 'all' ? texts.every(isIn) : texts.some(isIn)) !== isNegated;
  };
}

function affixPredicate({ side, value }: Extract<Condition, { kind: 'affix' }>): Predicate {
  const wanted = textOf(value);
  return (found) =>
    typeof found === 'string' && (side === 'start' ? found.startsWith(wanted) : found.endsWith(wanted));
}

function textOf(value: Value): string {
  return value.kind === 'text' ? value.value : '';
}
