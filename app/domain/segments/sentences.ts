import { DIMENSIONS } from '../facts/fact.ts';
import type { Problem, ProblemCode } from './diagnostic.ts';
import { LIMITS } from './limits.ts';

const after = (advice: string | null): string => (advice === null ? '' : ` ${advice}`);
const guess = (suggestion: string | null): string =>
  suggestion === null ? '' : ` Did you mean ${suggestion}?`;

/** Every code's sentence: what was expected, what was found, what to do. */
export const SENTENCES: { readonly [Code in ProblemCode]: (problem: Problem<Code>) => string } = {
  'empty-rule': () => 'Expected a condition, found an empty rule. Write for example: purchases.count > 5',
  'rule-too-long': (p) => `Expected a rule of at most ${p.limit} characters, found ${p.length}.`,
  'too-many-conditions': (p) =>
    `Expected at most ${p.limit} conditions in one rule. Use IN (..) or split the segment.`,
  'too-deep': (p) => `Expected at most ${p.limit} groups and NOTs inside each other.`,
  'list-too-long': (p) => `Expected at most ${p.limit} values in one list.`,
  'text-too-long': (p) => `Expected a text of at most ${p.limit} characters.`,
  'number-too-long': (p) =>
    `Expected at most ${LIMITS.wholeDigits} digits and ${LIMITS.fractionDigits} decimals, found ${p.found}.`,
  'duration-out-of-range': (p) => `Expected from ${p.least} to ${p.most} in whole units, found ${p.found}.`,
  'lag-out-of-range': (p) =>
    `Expected whole units, the larger number first, from 1 unit to ${p.limitDays} days, found ${p.found}.`,
  'unexpected-character': (p) => `Found ${p.found}, which has no meaning here.${after(p.advice)}`,
  'unclosed-text': () => 'Expected a closing quote before the end of the line, found none.',
  'unclosed-group': () => 'Expected a closing parenthesis ) for this one, found none.',
  'unexpected-token': (p) => `Expected ${p.expected}, found ${p.found}.${after(p.advice)}`,
  'unknown-fact': (p) => `Expected the name of a fact, found ${p.name}.${guess(p.suggestion)}`,
  'not-in-events': (p) => `Expected a fact that a file of events can tell, found ${p.name}, which it cannot.`,
  'unknown-dimension': (p) =>
    `Expected ${DIMENSIONS.slice(0, -1).join(', ')} or ${DIMENSIONS.at(-1)} after of, found ${p.name}.${guess(p.suggestion)}`,
  'filter-missing': (p) =>
    `Expected of which field ${p.fact} is. Write for example: ${p.fact} of field "points"`,
  'filter-mismatch': (p) => `${p.fact} cannot be narrowed to one ${p.dimension}. ${p.allowed}`,
  'never-inferred': (p) => `${p.fact} is never inferred: INFERRED may follow ${p.allowed}.`,
  'filter-value': (p) => `Expected a text in quotes for the ${p.dimension}, found ${p.found}.`,
  'operator-mismatch': (p) => `${p.fact} is ${p.type}: expected ${p.allowed}, found ${p.found}.`,
  'value-mismatch': (p) => `Expected ${p.expected} for ${p.fact}, found ${p.found}.`,
  'window-mismatch': (p) => `${p.fact} cannot be used this way with a window of time. ${p.advice}`,
  'empty-range': (p) => `Expected the smaller value first, found BETWEEN ${p.low} AND ${p.high}.`,
  'unknown-value': (p) => `Expected ${p.allowed} for ${p.fact}, found "${p.found}".${guess(p.suggestion)}`,
  'not-a-date': (p) => `Expected a date of the calendar from 1970 on, e.g. "2026-01-31", found ${p.found}.`,
  'dates-out-of-order': (p) => `Expected the earlier date first, found from "${p.from}" to "${p.to}".`,
  'not-a-country': (p) =>
    `Expected a two-letter country code, e.g. "GB", found "${p.found}".${guess(p.suggestion)}`,
  'money-digits': (p) => `Expected at most ${p.digits} decimals for ${p.currency}, found ${p.found}.`,
};
