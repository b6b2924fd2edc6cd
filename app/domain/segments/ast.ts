import type { Dimension } from '../facts/fact.ts';

/** A stretch of the rule's text: UTF-16 offsets, end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What is true exactly when the comparison is not, of a value that is there. */
export const NEGATED_COMPARISON: Readonly<Record<Comparison, Comparison>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** `60 days`. A day is 24 hours: windows roll, they do not follow the calendar. */
export interface Duration {
  readonly kind: 'duration';
  readonly amount: number;
  readonly unit: DurationUnit;
  readonly span: Span;
}

/** `60 calendar days`: whole days of the shop's time zone, today the last of them. */
export interface CalendarSpan {
  readonly kind: 'calendar';
  readonly amount: number;
  readonly unit: 'days' | 'months';
  readonly span: Span;
}

/** `between 60 and 30 days ago`: a rolling window that ended some time ago. */
export interface LaggedSpan {
  readonly kind: 'lagged';
  readonly from: number;
  readonly to: number;
  readonly unit: DurationUnit;
  readonly span: Span;
}

/** `from "2026-01-01" to "2026-03-31"`, `since "2026-01-01"`, `until "2026-03-31"`: dates of the shop's calendar, YYYY-MM-DD. */
export interface DateSpan {
  readonly kind: 'dates';
  /** The first day inside; null = from the beginning. */
  readonly from: string | null;
  /** The last day inside; null = without end. */
  readonly to: string | null;
  readonly span: Span;
}

/** The stretch of time that a condition looks at. */
export type Window = Duration | CalendarSpan | LaggedSpan | DateSpan;

/** `of type "Mug"`, `of product IN ("1", "2")`: only what has to do with one of these. */
export interface Filter {
  readonly dimension: Dimension;
  readonly values: readonly string[];
  readonly span: Span;
}

/** A value written in a rule. */
export type Value =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | Duration;

/** A fact by name, narrowed or not, over all time or over a window. The span holds filter and window too. */
export interface FactReference {
  readonly name: string;
  readonly nameSpan: Span;
  readonly filter: Filter | null;
  /** `INFERRED 90`: a missing value may be inferred, with a probability of at least so many percent. Left out: only what is known counts. */
  readonly inferredFrom?: number;
  readonly window: Window | null;
  readonly span: Span;
}

interface ConditionBase {
  readonly fact: FactReference;
  readonly span: Span;
}

/** The leaves of a rule: one question about one fact. */
export type Condition =
  | (ConditionBase & { readonly kind: 'compare'; readonly operator: Comparison; readonly value: Value })
  | (ConditionBase & { readonly kind: 'in'; readonly values: readonly Value[]; readonly isNegated: boolean })
  /** `CONTAINS "a"`, `CONTAINS ANY ("a", "b")`, `CONTAINS ALL (..)`, each after NOT too. One value is `any`. */
  | (ConditionBase & {
      readonly kind: 'contains';
      readonly values: readonly Value[];
      readonly match: 'any' | 'all';
      readonly isNegated: boolean;
    })
  /** `STARTS WITH "a"`, `ENDS WITH "a"`. */
  | (ConditionBase & { readonly kind: 'affix'; readonly side: 'start' | 'end'; readonly value: Value })
  | (ConditionBase & { readonly kind: 'between'; readonly low: Value; readonly high: Value })
  | (ConditionBase & { readonly kind: 'presence'; readonly isSet: boolean })
  /** `purchases.last within 30 days`: the fact's instant lies in the window before now. */
  | (ConditionBase & { readonly kind: 'recent'; readonly window: Window });

/** A rule as a tree. `and` and `or` hold two operands or more. */
export type Rule =
  | { readonly kind: 'and'; readonly operands: readonly Rule[]; readonly span: Span }
  | { readonly kind: 'or'; readonly operands: readonly Rule[]; readonly span: Span }
  | { readonly kind: 'not'; readonly operand: Rule; readonly span: Span }
  | Condition;

/** Every condition of a rule, left to right. */
export function conditionsOf(rule: Rule): readonly Condition[] {
  if (rule.kind === 'and' || rule.kind === 'or') return rule.operands.flatMap(conditionsOf);
  return rule.kind === 'not' ? conditionsOf(rule.operand) : [rule];
}

/** The values a condition holds, left to right. */
export function valuesOf(condition: Condition): readonly Value[] {
  switch (condition.kind) {
    case 'compare':
    case 'affix':
      return [condition.value];
    case 'in':
    case 'contains':
      return condition.values;
    case 'between':
      return [condition.low, condition.high];
    case 'presence':
    case 'recent':
      return [];
  }
}
