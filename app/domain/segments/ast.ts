/** A stretch of the rule's text: UTF-16 offsets, end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const DURATION_UNITS = ['minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof COMPARISONS)[number];

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

/** The stretch of time before now that a condition looks at. */
export type Window = Duration | CalendarSpan | LaggedSpan;

/** A value written in a rule. */
export type Value =
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | Duration;

/** A fact by name, over all time or over a window. The span holds the window too. */
export interface FactReference {
  readonly name: string;
  readonly nameSpan: Span;
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
  | (ConditionBase & { readonly kind: 'in'; readonly values: readonly Value[] })
  | (ConditionBase & { readonly kind: 'contains'; readonly value: Value })
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
    case 'contains':
      return [condition.value];
    case 'in':
      return condition.values;
    case 'between':
      return [condition.low, condition.high];
    case 'presence':
    case 'recent':
      return [];
  }
}
