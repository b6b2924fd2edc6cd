import type { Fact } from '../../facts/catalogue.ts';
import { parseMoney } from '../../kernel/money.ts';
import type { Comparison, Condition, Value } from '../ast.ts';
import { durationSeconds } from '../duration.ts';
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
      return inPredicate(condition.values.map((value) => operandOf(value, fact, currency)));
    case 'contains':
      return containsPredicate(condition.value);
    case 'presence':
      return condition.isSet ? isSet : (value) => !isSet(value);
    case 'recent':
      return isSet;
  }
}

/** Money in minor units, durations in seconds, text as it is: texts are equal when every character is. */
export function operandOf(value: Value, fact: Fact, currency: string): Operand {
  switch (value.kind) {
    case 'duration':
      return durationSeconds(value);
    case 'text':
    case 'boolean':
      return value.value;
    case 'number':
      if (fact.type !== 'money') return value.value;
      return parseMoney(String(value.value), currency)?.amountMinor ?? value.value;
  }
}

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

function inPredicate(operands: readonly Operand[]): Predicate {
  const wanted = new Set(operands);
  return (value) => (typeof value === 'string' || typeof value === 'number') && wanted.has(value);
}

/** A list contains a text when an element equals it, a text when it is a part of it. */
function containsPredicate(value: Value): Predicate {
  const wanted = value.kind === 'text' ? value.value : '';
  return (found) => {
    if (typeof found === 'string') return found.includes(wanted);
    return typeof found === 'object' && found !== null && found.includes(wanted);
  };
}
