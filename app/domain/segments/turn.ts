import { findFact } from '../facts/catalogue.ts';
import type { FactDefinition } from '../facts/fact.ts';
import { NEGATED_COMPARISON, type Comparison, type Condition, type Value } from './ast.ts';
import { describeWhen } from './duration.ts';
import { operandOf } from './evaluate/predicate.ts';
import type { FactValue } from './evaluate/run.ts';
import { LIMITS } from './limits.ts';
import { formatSeen } from './seen.ts';
import { printValue } from './print.ts';

/** A condition as it stands for one shopper. */
export interface Standing {
  readonly condition: Condition;
  readonly isTrue: boolean;
  readonly value: FactValue;
  readonly currency: string;
}

/**
 * What would have to be seen for a condition to turn, after "would have to be": "more than 5 (3 more)", "at most 5 (1 less)",
 * "known, and one of "GB", "US"".
 */
export function describeTurn(standing: Standing): string {
  const { condition, isTrue, value } = standing;
  if (condition.kind === 'presence') return condition.isSet === isTrue ? 'not known' : 'known';
  const isKnown = value !== null && !(typeof value === 'object' && value.length === 0);
  return isTrue ? wrongOf(standing) : isKnown ? rightOf(standing) : `known, and ${rightOf(standing)}`;
}

const RIGHT: Readonly<Record<Comparison, string>> = {
  '=': '',
  '!=': 'anything but ',
  '<': 'less than ',
  '<=': 'at most ',
  '>': 'more than ',
  '>=': 'at least ',
};

function compared(operator: Comparison, value: Value, standing: Standing): string {
  return RIGHT[operator] + printValue(value) + gap(operator, value, standing);
}

function rightOf(standing: Standing): string {
  const { condition, value } = standing;
  switch (condition.kind) {
    case 'compare':
      return compared(condition.operator, condition.value, standing);
    case 'in':
      return `${condition.isNegated ? 'none' : 'one'} of ${listOf(condition.values)}`;
    case 'contains':
      return containing(condition, condition.isNegated);
    case 'affix':
      return `a text that ${condition.side}s with ${printValue(condition.value)}`;
    case 'between': {
      const isLow = typeof value === 'number' && value < Number(amountOf(condition.low, standing));
      const hint = isLow ? gap('>=', condition.low, standing) : gap('<=', condition.high, standing);
      return `from ${printValue(condition.low)} to ${printValue(condition.high)}${hint}`;
    }
    case 'recent':
      return describeWhen(condition.window);
    case 'presence':
      return 'known';
  }
}

function wrongOf(standing: Standing): string {
  const { condition } = standing;
  switch (condition.kind) {
    case 'compare':
      return compared(NEGATED_COMPARISON[condition.operator], condition.value, standing);
    case 'in':
      return `${condition.isNegated ? 'one' : 'none'} of ${listOf(condition.values)}`;
    case 'contains':
      return containing(condition, !condition.isNegated);
    case 'affix':
      return `a text that does not ${condition.side} with ${printValue(condition.value)}`;
    case 'between':
      return `less than ${printValue(condition.low)} or more than ${printValue(condition.high)}`;
    case 'recent':
      return `not ${describeWhen(condition.window)}`;
    case 'presence':
      return 'not known';
  }
}

function containing({ values, match }: Extract<Condition, { kind: 'contains' }>, isWithout: boolean): string {
  const all = match === 'all' && values.length > 1;
  if (isWithout) return all ? `without one of ${listOf(values)}` : `without ${listOf(values)}`;
  const some = values.length === 1 ? '' : all ? 'all of ' : 'any of ';
  return `with ${some}${listOf(values)}`;
}

function listOf(values: readonly Value[]): string {
  return values.map(printValue).join(', ');
}

/** How far the value is from the nearest that fits: " (3 more)"; nothing where steps mean nothing. */
function gap(operator: Comparison, wanted: Value, standing: Standing): string {
  const { value, condition, currency } = standing;
  const fact = findFact(condition.fact.name);
  const target = amountOf(wanted, standing);
  if (fact === null || typeof value !== 'number' || typeof target !== 'number') return '';
  const isWhole = comesInWholes(fact);
  const distance = (isWhole ? nearest(operator, target, value) : limit(operator, target, value)) - value;
  const size = isWhole
    ? Math.ceil(Math.abs(distance))
    : Number(Math.abs(distance).toFixed(LIMITS.fractionDigits));
  if (size === 0) return '';
  return ` (${formatSeen(fact.type, size, currency)} ${distance > 0 ? 'more' : 'less'})`;
}

/** What models and connections say may be any number; all else is counted, or measured in minor units and seconds. */
function comesInWholes({ type, source }: FactDefinition): boolean {
  return type !== 'number' || (source !== 'estimate' && source !== 'connection');
}

/** The number nearest to `value` that fits; `value` itself where there is no nearest one, as above a bound that does not fit. */
function limit(operator: Comparison, target: number, value: number): number {
  return operator === '=' || operator === '<=' || operator === '>=' ? target : value;
}

/** The whole number nearest to `value` that fits; money is whole minor units, a duration whole seconds. */
function nearest(operator: Comparison, target: number, value: number): number {
  switch (operator) {
    case '=':
      return target;
    case '!=':
      return value;
    case '<':
      return Math.ceil(target) - 1;
    case '<=':
      return Math.floor(target);
    case '>':
      return Math.floor(target) + 1;
    case '>=':
      return Math.ceil(target);
  }
}

function amountOf(value: Value, { condition, currency }: Standing): number | string | boolean | null {
  const fact = findFact(condition.fact.name);
  return fact ? operandOf(value, fact, currency) : null;
}
