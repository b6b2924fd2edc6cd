import { findFact, type Fact } from '../../facts/catalogue.ts';
import { DIMENSIONS, type Dimension } from '../../facts/fact.ts';
import type { Token } from '../lex.ts';
import { unitOf } from '../parse-value.ts';

/** What the grammar lets stand next. */
export type Expectation =
  /** A fact, NOT or an opening parenthesis. */
  | 'operand'
  /** `of`, a window or an operator. */
  | 'after-fact'
  | 'dimension'
  /** The percent after INFERRED. */
  | 'percent'
  /** A value of the dimension, or IN. */
  | 'filter-value'
  | 'filter-list'
  /** The number after `within`. */
  | 'window-amount'
  /** seconds, minutes, hours, days, calendar. */
  | 'window-unit'
  | 'calendar-unit'
  | 'date'
  | 'until-date'
  /** The word `to` between two dates. */
  | 'to'
  /** `and` between two numbers of a window that ended some time ago. */
  | 'lag-and'
  | 'lag-amount'
  | 'lag-unit'
  | 'ago'
  /** IN or CONTAINS. */
  | 'after-not'
  | 'value'
  /** ANY, ALL or a value. */
  | 'contained'
  | 'with'
  | 'list-open'
  | 'list-value'
  | 'list-next'
  | 'low'
  | 'between-and'
  | 'high'
  /** After two numbers: a joint, or the unit of a window that ended some time ago. */
  | 'high-end'
  /** The unit of a duration that is compared with. */
  | 'unit'
  | 'presence'
  /** AND, OR, or a closing parenthesis. */
  | 'joint';

export interface Place {
  readonly expects: Expectation;
  readonly fact: Fact | null;
  readonly dimension: Dimension | null;
  readonly hasWindow: boolean;
  /** Parentheses that are open: those of groups, not of lists. */
  readonly depth: number;
  /** After `NOT`, another NOT would be in the way. */
  readonly isNegated: boolean;
  /** Where a list or a unit leads back to. */
  readonly then: Expectation;
}

export const START: Place = {
  expects: 'operand',
  fact: null,
  dimension: null,
  hasWindow: false,
  depth: 0,
  isNegated: false,
  then: 'joint',
};

/** The place after one more token. A token that does not belong there changes nothing, so that a slip stays a slip. */
export function step(place: Place, token: Token): Place {
  const word = token.kind === 'word' || token.kind === 'symbol' ? token.text.toLowerCase() : '';
  const isJoint = (word === 'and' && !WANTS_AND.has(place.expects)) || word === 'or';
  if (isJoint) return { ...START, depth: place.depth };
  return STEPS[place.expects](place, token, word);
}

const WANTS_AND: ReadonlySet<Expectation> = new Set(['between-and', 'lag-and']);

type Step = (place: Place, token: Token, word: string) => Place;

/** On a certain word or symbol to the next place. */
function on(words: Readonly<Record<string, Expectation>>): Step {
  return (place, _, word) => ({ ...place, expects: words[word] ?? place.expects });
}

const onNumber =
  (expects: Expectation): Step =>
  (place, { kind }) =>
    kind === 'number' ? { ...place, expects } : place;
const onText =
  (expects: Expectation): Step =>
  (place, { kind }) =>
    kind === 'text' ? { ...place, expects } : place;
const onUnit =
  (expects: Expectation): Step =>
  (place, token) =>
    unitOf(token) === null ? place : { ...place, expects };

const STEPS: Readonly<Record<Expectation, Step>> = {
  operand: operandStep,
  'after-fact': factStep,
  dimension(place, _, word) {
    const dimension = DIMENSIONS.find((name) => name === word) ?? null;
    return dimension === null ? place : { ...place, dimension, expects: 'filter-value' };
  },
  'filter-value': (place, token, word) =>
    word === 'in'
      ? { ...place, expects: 'filter-list', then: 'after-fact' }
      : onText('after-fact')(place, token, word),
  'filter-list': on({ '(': 'list-value' }),
  percent: onNumber('after-fact'),
  'window-amount': onNumber('window-unit'),
  'window-unit': (place, token, word) =>
    word === 'calendar'
      ? { ...place, expects: 'calendar-unit' }
      : onUnit(afterWindow(place))(place, token, word),
  'calendar-unit': (place, token, word) =>
    /^(?:day|month)s?$/.test(word) ? { ...place, expects: afterWindow(place) } : place,
  date: (place, token, word) => onText(place.then)(place, token, word),
  to: on({ to: 'until-date' }),
  'until-date': (place, token, word) => onText(afterWindow(place))(place, token, word),
  'lag-and': on({ and: 'lag-amount' }),
  'lag-amount': onNumber('lag-unit'),
  'lag-unit': onUnit('ago'),
  ago: (place, _, word) => (word === 'ago' ? { ...place, expects: afterWindow(place) } : place),
  'after-not': on({ in: 'list-open', contains: 'contained' }),
  value: valueStep('joint'),
  contained: (place, token, word) =>
    word === 'any' || word === 'all'
      ? { ...place, expects: 'list-open' }
      : onText('joint')(place, token, word),
  with: on({ with: 'value' }),
  'list-open': (place, _, word) =>
    word === '(' ? { ...place, expects: 'list-value', then: 'joint' } : place,
  'list-value': (place, { kind }, word) =>
    kind === 'symbol' ? listEnd(place, word) : { ...place, expects: 'list-next' },
  'list-next': (place, _, word) =>
    word === ',' ? { ...place, expects: 'list-value' } : listEnd(place, word),
  low: valueStep('between-and'),
  'between-and': on({ and: 'high' }),
  high: (place, token, word) =>
    valueStep(place.fact?.isWindowable ? 'high-end' : 'joint')(place, token, word),
  'high-end': (place, token, word) =>
    unitOf(token) === null ? STEPS.joint(place, token, word) : { ...place, hasWindow: true, expects: 'ago' },
  unit: (place, token) => (unitOf(token) === null ? place : { ...place, expects: place.then }),
  presence: (place, _, word) =>
    word === 'set' || word === 'missing' ? { ...place, expects: 'joint' } : place,
  joint: (place, _, word) => (word === ')' ? { ...place, depth: Math.max(0, place.depth - 1) } : place),
};

function operandStep(place: Place, token: Token, word: string): Place {
  if (word === 'not') return { ...place, isNegated: true };
  if (word === '(') return { ...START, depth: place.depth + 1 };
  if (word === ')' && place.depth > 0) return { ...place, depth: place.depth - 1, expects: 'joint' };
  return token.kind === 'word' ? { ...place, fact: findFact(token.text), expects: 'after-fact' } : place;
}

const OPERATORS: Readonly<Record<string, Expectation>> = {
  not: 'after-not',
  in: 'list-open',
  contains: 'contained',
  starts: 'with',
  ends: 'with',
  is: 'presence',
  '=': 'value',
  '!=': 'value',
  '<': 'value',
  '<=': 'value',
  '>': 'value',
  '>=': 'value',
};

/** `between` opens two values, or for what has a past a window that ended some time ago: the token after the number tells. */
function factStep(place: Place, token: Token, word: string): Place {
  if (word === 'of') return { ...place, expects: 'dimension' };
  if (word === 'inferred') return { ...place, expects: 'percent' };
  if (word === 'within') return { ...place, hasWindow: true, expects: 'window-amount' };
  if (word === 'since' || word === 'until') return { ...place, hasWindow: true, expects: 'until-date' };
  if (word === 'from') return { ...place, hasWindow: true, expects: 'date', then: 'to' };
  if (word === 'between') return { ...place, expects: 'low' };
  return on(OPERATORS)(place, token, word);
}

/** Of an instant a window is the whole question; of a count the comparison follows. */
function afterWindow({ fact }: Place): Expectation {
  return fact?.type === 'instant' ? 'joint' : 'after-fact';
}

/** A value, with its unit where the fact is a duration. After `between` a window in the past may stand instead. */
function valueStep(next: Expectation): Step {
  return (place, { kind }, word) => {
    const isBoolean = word === 'true' || word === 'false';
    if (kind !== 'number' && kind !== 'text' && !isBoolean) return place;
    if (kind === 'number' && place.fact?.type === 'duration')
      return { ...place, expects: 'unit', then: next };
    const isLag = next === 'between-and' && place.fact?.type === 'instant' && kind === 'number';
    return { ...place, expects: isLag ? 'lag-and' : next };
  };
}

function listEnd(place: Place, word: string): Place {
  return word === ')' ? { ...place, expects: place.then } : place;
}
