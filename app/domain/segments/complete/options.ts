import { FACTS, type Fact } from '../../facts/catalogue.ts';
import { DURATION_UNITS } from '../ast.ts';
import { QUESTIONS, type Question } from '../check.ts';
import { printText } from '../print.ts';
import { CATALOGUE_OF_DIMENSION, CATALOGUE_OF_FACT, type Catalogues, type KnownValue } from './catalogues.ts';
import type { Expectation, Place } from './place.ts';

/** One thing that may stand at a place. */
export interface Option {
  /** What is written into the rule. */
  readonly text: string;
  readonly kind: 'fact' | 'keyword' | 'operator' | 'unit' | 'value';
  /** For the list: what it is; empty where the text says it. */
  readonly detail: string;
}

const keyword = (text: string, detail = ''): Option => ({ text, kind: 'keyword', detail });
const operator = (text: string, detail = ''): Option => ({ text, kind: 'operator', detail });
const unit = (text: string): Option => ({ text, kind: 'unit', detail: '' });

const OPERATORS_OF: Readonly<Record<Question, readonly string[]>> = {
  '=': ['='],
  '!=': ['!='],
  '<': ['<'],
  '<=': ['<='],
  '>': ['>'],
  '>=': ['>='],
  in: ['IN', 'NOT IN'],
  contains: ['CONTAINS', 'NOT CONTAINS'],
  affix: ['STARTS WITH', 'ENDS WITH'],
  between: ['BETWEEN'],
  presence: ['IS SET', 'IS MISSING'],
  recent: [],
};

const WINDOWS: readonly Option[] = [
  keyword('within', 'a number of days, hours, minutes or seconds'),
  keyword('between', 'a window that ended some time ago'),
  keyword('since', 'a date'),
  keyword('until', 'a date'),
  keyword('from', 'two dates'),
];

const UNITS = DURATION_UNITS.map(unit);
const AND_THEN = [operator('AND', 'both are true'), operator('OR', 'one is true')];

/** Everything that may stand at the place, best first, in no particular case of what was typed so far. */
export function optionsAt(place: Place, catalogues: Catalogues): readonly Option[] {
  return OPTIONS[place.expects](place, catalogues);
}

type Offer = (place: Place, catalogues: Catalogues) => readonly Option[];

const nothing: Offer = () => [];

const OPTIONS: Readonly<Record<Expectation, Offer>> = {
  operand: ({ isNegated }) => [
    ...FACTS.map((fact): Option => ({ text: fact.name, kind: 'fact', detail: fact.description })),
    ...(isNegated ? [] : [keyword('NOT', 'turns the next condition round')]),
    keyword('(', 'a group'),
  ],
  'after-fact': afterFact,
  dimension: ({ fact }) => (fact?.dimensions ?? []).map((name) => keyword(name)),
  'filter-value': (place, catalogues) => [
    ...dimensionValues(place, catalogues),
    keyword('IN', 'one of several'),
  ],
  'filter-list': () => [keyword('(')],
  percent: nothing,
  'window-amount': nothing,
  'window-unit': () => [...UNITS, keyword('calendar', "whole days or months of the shop's calendar")],
  'calendar-unit': () => [unit('days'), unit('months')],
  date: nothing,
  'until-date': nothing,
  to: () => [keyword('to', 'the last day')],
  'lag-and': () => [keyword('and')],
  'lag-amount': nothing,
  'lag-unit': () => UNITS,
  ago: () => [keyword('ago')],
  'after-not': ({ fact }) => (fact ? negatable(fact) : []),
  value: values,
  contained: (place, catalogues) => [
    ...values(place, catalogues),
    keyword('ANY', 'at least one of several'),
    keyword('ALL', 'every one of several'),
  ],
  with: () => [keyword('WITH')],
  'list-open': () => [keyword('(')],
  'list-value': (place, catalogues) =>
    place.then === 'after-fact' ? dimensionValues(place, catalogues) : values(place, catalogues),
  'list-next': () => [keyword(','), keyword(')')],
  low: nothing,
  'between-and': () => [keyword('AND')],
  high: nothing,
  'high-end': (place) => [...joints(place), ...UNITS],
  unit: () => UNITS,
  presence: () => [keyword('SET'), keyword('MISSING')],
  joint: joints,
};

function joints({ depth }: Place): readonly Option[] {
  return depth > 0 ? [...AND_THEN, keyword(')', 'ends the group')] : AND_THEN;
}

function afterFact({ fact, dimension, hasWindow }: Place): readonly Option[] {
  if (!fact) return [];
  const mayNarrow = fact.dimensions !== undefined && dimension === null && !hasWindow;
  const mayLookBack = (fact.isWindowable || fact.type === 'instant') && !hasWindow;
  return [
    ...QUESTIONS[fact.type].flatMap((question) => OPERATORS_OF[question].map((text) => operator(text))),
    ...(mayLookBack ? WINDOWS : []),
    ...(fact.isInferable ? [keyword('INFERRED', 'a missing value too, from how many percent on')] : []),
    ...(mayNarrow ? [keyword('of', 'only some products or searches')] : []),
  ];
}

function negatable(fact: Fact): readonly Option[] {
  return [operator('IN'), operator('CONTAINS')].filter(({ text }) =>
    QUESTIONS[fact.type].includes(text === 'IN' ? 'in' : 'contains'),
  );
}

function values({ fact }: Place, catalogues: Catalogues): readonly Option[] {
  if (!fact) return [];
  if (fact.type === 'boolean') return [keyword('true'), keyword('false')];
  if (fact.values) return fact.values.map((text) => known({ text }));
  const list = CATALOGUE_OF_FACT[fact.name];
  return list === undefined ? [] : (catalogues[list] ?? []).map(known);
}

function dimensionValues({ dimension }: Place, catalogues: Catalogues): readonly Option[] {
  const list = dimension && CATALOGUE_OF_DIMENSION[dimension];
  return list === null ? [] : (catalogues[list] ?? []).map(known);
}

function known({ text, label = '' }: KnownValue): Option {
  return { text: printText(text), kind: 'value', detail: label };
}
