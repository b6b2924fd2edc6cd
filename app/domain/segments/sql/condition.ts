import { findFact, type Fact } from '../../facts/catalogue.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { emptyProfile } from '../../profiles/empty-profile.ts';
import type { Condition, Filter, Window } from '../ast.ts';
import { compileRule } from '../evaluate/compile.ts';
import { LAST_30_DAYS } from '../evaluate/fact-sources.ts';
import { predicateOf } from '../evaluate/predicate.ts';
import type { FactValue } from '../evaluate/run.ts';
import { TOP_SCORE } from '../evaluate/series-window.ts';
import { count, type Setting } from './aggregates.ts';
import { FACT_SQL, type FactSql } from './facts.ts';
import type { Asked, Joins } from './joins.ts';
import { loyaltyTier } from './loyalty-tier.ts';
import { predicateSql } from './predicate.ts';
import { untilNow, windowRange, type InstantRange } from './window-range.ts';

/** What conditions are compiled for: one instant of one shop. */
export interface Asking extends Setting {
  readonly now: Instant;
  /** IANA zone of the shop, for calendar days. */
  readonly timezone: string;
  readonly joins: Joins;
}

/** A condition as SQL that is true or false, never NULL. */
export interface Leaf {
  readonly sql: string;
  /** Set when it asks about one kind of rows: then it may be tested while they are grouped. */
  readonly rows: {
    readonly asked: Asked;
    readonly inGroup: string;
    /** What it is of a shopper without such rows. */
    readonly whenEmpty: boolean;
  } | null;
  /** Whether it asks about the row of the shopper itself. */
  readonly readsProfile: boolean;
}

/** A checked condition. */
export function conditionSql(condition: Condition, asking: Asking): Leaf {
  const fact = findFact(condition.fact.name);
  invariant(fact, `the rule was checked, so ${condition.fact.name} is a fact`);
  const source = FACT_SQL[fact.name];
  const asks = (value: string): string => predicateSql(condition, fact, value, asking);
  switch (source.kind) {
    case 'constant':
      return { sql: String(holdsForAll(condition, asking)), rows: null, readsProfile: false };
    case 'still':
      return ofProfile(asks(orInferred(source.of(asking), condition, asking)));
    case 'tier':
      return ofProfile(asks(loyaltyTier(asking)));
    case 'lasting':
      return ofProfile(asks(lastingSql(source.type, condition.fact.filter, asking)));
    case 'created':
      return ofProfile(source.isAge ? asks(ageOf(CREATED, asking)) : createdSql(condition, asking));
    case 'score':
      return { sql: asks(scoreOf(source, asking)), rows: null, readsProfile: false };
    case 'aggregate': {
      const aggregate = source.of(condition.fact.filter, asking);
      const asked = asking.joins.ask(aggregate, rangeOf(condition.fact.window, asking));
      return rowsLeaf(asked, asks, isTrueOf(aggregate.empty, condition, fact, asking));
    }
    case 'age': {
      const rows = source.rows(null, asking.parameters);
      const first = { rows, sql: `min(${rows.at})`, empty: null };
      const asked = asking.joins.ask(first, untilNow(asking.now));
      const seconds = (at: string): string => `floor(extract(epoch FROM ${at}))::bigint`;
      const test = (at: string): string => asks(ageOf(seconds(at), asking));
      return rowsLeaf(asked, test, isTrueOf(null, condition, fact, asking));
    }
    case 'moment':
      return momentLeaf(condition, source, asking);
  }
}

/** What is known; where that is missing and the rule says INFERRED, what is inferred with enough probability. */
function orInferred(known: string, { fact }: Condition, { parameters }: Asking): string {
  if (fact.inferredFrom === undefined) return known;
  const inferred = `shopper.estimates->'inferred'->${parameters.text(fact.name)}`;
  const isSure = `(${inferred}->>'percent')::numeric >= ${parameters.number(fact.inferredFrom)}`;
  return `coalesce(${known}, CASE WHEN ${isSure} THEN ${inferred}->>'value' END)`;
}

const CASTS = { string: 'text', number: 'numeric', boolean: 'boolean' } as const;

/** The first of the fields named that was told and is of this type; NULL once that has expired. */
function lastingSql(type: keyof typeof CASTS, filter: Filter | null, { now, parameters }: Asking): string {
  const told = (filter?.values ?? []).map((field) => {
    const at = `shopper.attributes->'connected'->${parameters.text(field)}`;
    return `WHEN jsonb_typeof(${at}->'value') = '${type}'
      THEN CASE WHEN (${at}->>'until')::bigint > ${parameters.number(now)} THEN (${at}->>'value')::${CASTS[type]} END`;
  });
  return told.length === 0 ? `NULL::${CASTS[type]}` : `(CASE ${told.join(' ')} END)`;
}

const CREATED = "(shopper.attributes->>'createdAt')::bigint";

function ofProfile(sql: string): Leaf {
  return { sql, rows: null, readsProfile: true };
}

function rowsLeaf(asked: Asked, test: (value: string) => string, whenEmpty: boolean): Leaf {
  const rows = { asked, inGroup: test(asked.inGroup), whenEmpty };
  return { sql: test(asked.column), rows, readsProfile: false };
}

function isTrueOf(value: FactValue, condition: Condition, fact: Fact, { currency }: Asking): boolean {
  return predicateOf(condition, fact, currency)(value);
}

function rangeOf(window: Window | null, { now, timezone }: Asking): InstantRange {
  return windowRange(window, now, timezone);
}

/** Seconds since; NULL of what lies ahead. */
function ageOf(seconds: string, { now, parameters }: Asking): string {
  const at = parameters.number(now);
  return `(CASE WHEN ${seconds} <= ${at} THEN ${at} - ${seconds} END)`;
}

/** A condition on a fact that knows no shopper, decided here: outside a checkout what the checkout would tell is missing. */
function holdsForAll(condition: Condition, { now, timezone, tiers, currency }: Asking): boolean {
  const context = {
    now,
    timezone,
    tiers,
    findProduct: () => null,
    markets: [],
    cart: null,
    country: null,
  };
  const run = { profile: emptyProfile('visitor:'), context, now, validUntil: Infinity };
  return compileRule(condition, currency)(run);
}

function createdSql(condition: Condition, asking: Asking): string {
  const { parameters, now } = asking;
  const range = condition.kind === 'recent' ? rangeOf(condition.window, asking) : untilNow(now);
  const from = range.from === null ? '' : ` AND ${CREATED} >= ${parameters.number(range.from)}`;
  const isIn = `((${CREATED} < ${parameters.number(range.to)}${from}) IS TRUE)`;
  return condition.kind === 'presence' && !condition.isSet ? `NOT ${isIn}` : isIn;
}

function scoreOf({ parts }: Extract<FactSql, { kind: 'score' }>, asking: Asking): string {
  const range = rangeOf(LAST_30_DAYS, asking);
  const points = parts.map(([each, of]) => `${each} * ${asking.joins.ask(of(null, asking), range).column}`);
  return `least(${TOP_SCORE}, ${points.join(' + ')})`;
}

/**
 * Whether it happened, or happened in a window. The last one is in a window that ends now when any one is: then nothing older
 * is looked at.
 */
function momentLeaf(
  condition: Condition,
  { rows: rowsOf, end }: Extract<FactSql, { kind: 'moment' }>,
  asking: Asking,
): Leaf {
  const { joins, now, parameters } = asking;
  const { filter } = condition.fact;
  const range = condition.kind === 'recent' ? rangeOf(condition.window, asking) : untilNow(now);
  const isMissing = condition.kind === 'presence' && !condition.isSet;
  if (condition.kind === 'presence' || (end === 'last' && range.to === now + 1)) {
    const asked = joins.ask(count(rowsOf)(filter, asking), range);
    return rowsLeaf(asked, (value) => `${value} ${isMissing ? '=' : '>'} 0`, isMissing);
  }
  const rows = rowsOf(filter, parameters);
  const sql = `${end === 'last' ? 'max' : 'min'}(${rows.at})`;
  const asked = joins.ask({ rows, sql, empty: null }, untilNow(now));
  const from = (at: string): string =>
    range.from === null ? '' : ` AND ${at} >= ${parameters.instant(range.from)}`;
  const isIn = (at: string): string => `((${at} < ${parameters.instant(range.to)}${from(at)}) IS TRUE)`;
  return rowsLeaf(asked, isIn, false);
}
