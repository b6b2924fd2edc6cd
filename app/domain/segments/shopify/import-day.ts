import type { FactName } from '../../facts/catalogue.ts';
import type { DateSpan, Rule, Span, Window } from '../ast.ts';
import { neighbour } from './day.ts';
import type { Reporter } from './problem.ts';
import type { Day, QueryTest, QueryValue } from './query.ts';
import { factAt, join, not, presence, recent } from './rule-nodes.ts';

/** A day that Attune can count from: some days ago, or a date. */
export type PlainDay = Extract<Day, { kind: 'ago' | 'date' }>;

/** The days that a test lets through, both ends inside; null = no end. */
export interface DayRange {
  readonly from: PlainDay | null;
  readonly to: PlainDay | null;
  readonly isNegated: boolean;
}

/** The range that a test of a date describes; null after a report. IS NULL is no range. */
export function rangeOf(
  test: Exclude<QueryTest, { kind: 'presence' }>,
  subject: string,
  span: Span,
  reporter: Reporter,
): DayRange | null {
  if (test.kind === 'between') {
    const [from, to] = [plainDay(test.low, subject, reporter), plainDay(test.high, subject, reporter)];
    return from && to && { from, to, isNegated: false };
  }
  if (test.kind !== 'compare')
    return reporter.wrong(subject, span, `${subject} is a date: expected = != < <= > >= BETWEEN or IS NULL.`);
  const day = plainDay(test.value, subject, reporter);
  if (!day) return null;
  const [before, after] = [neighbour(day, -1) as PlainDay, neighbour(day, 1) as PlainDay];
  switch (test.operator) {
    case '=':
    case '!=':
      return { from: day, to: day, isNegated: test.operator === '!=' };
    case '<':
      return { from: null, to: before, isNegated: false };
    case '<=':
      return { from: null, to: day, isNegated: false };
    case '>':
      return { from: after, to: null, isNegated: false };
    case '>=':
      return { from: day, to: null, isNegated: false };
  }
}

function plainDay(value: QueryValue, subject: string, reporter: Reporter): PlainDay | null {
  if (value.kind !== 'day') return reporter.wrong(subject, value.span, `Expected a date for ${subject}.`);
  const { day } = value;
  if (day.kind === 'moment')
    return reporter.refuse(
      subject,
      value.span,
      'Attune compares whole days of the calendar here, without a time of day.',
    );
  if (day.kind !== 'months-ago') return day;
  const days = Math.round((day.months * 365) / 12);
  const reason = `Shopify counts months back from today and Attune forward from the event, which differs at the end of a month. Write days, e.g. -${days}d.`;
  return reporter.refuse(subject, value.span, reason);
}

/** A condition on when something happened. No news is dated ahead, so today is the last day there is. */
export function dayCondition(
  name: FactName,
  range: DayRange,
  subject: string,
  span: Span,
  reporter: Reporter,
): Rule | null {
  const { from, to } = range;
  if (isAhead(from))
    return reporter.refuse(
      subject,
      span,
      'it asks for a day that lies ahead, and nothing has happened there yet.',
    );
  const fact = factAt(name, span);
  const dates = from?.kind === 'date' && to?.kind === 'date' ? datesOf(from.date, to.date, span) : null;
  const sides = dates
    ? [recent(fact, dates)]
    : [...(from ? [recent(fact, since(from, span))] : []), ...(to ? notAfter(to) : [])];
  const inside = join('and', sides, span);
  return range.isNegated ? not(inside) : inside;

  function notAfter(day: PlainDay): readonly Rule[] {
    if (day.kind === 'date') return [recent(fact, datesOf(null, day.date, span))];
    const isKnown = from ? [] : [presence(fact, true)];
    return day.days <= 0 ? isKnown : [...isKnown, not(recent(fact, calendarDays(day.days, span)))];
  }
}

function isAhead(day: PlainDay | null): boolean {
  return day?.kind === 'ago' && day.days < 0;
}

function since(day: PlainDay, span: Span): Window {
  return day.kind === 'date' ? datesOf(day.date, null, span) : calendarDays(day.days + 1, span);
}

/** The window of a count or a sum: it must end today or at a date; null after a report. Undefined = all time. */
export function windowOf(
  { from, to, isNegated }: DayRange,
  subject: string,
  span: Span,
  reporter: Reporter,
): Window | null | undefined {
  const endsNow = to === null || (to.kind === 'ago' && to.days <= 0);
  if (isNegated) return reporter.refuse(subject, span, 'Attune has no window that leaves one day out.');
  if (isAhead(from)) return reporter.refuse(subject, span, 'its window begins in the future.');
  if (endsNow) return from === null ? undefined : since(from, span);
  if (to.kind === 'date' && from?.kind !== 'ago') return datesOf(from?.date ?? null, to.date, span);
  return reporter.refuse(
    subject,
    span,
    'Attune has no window of calendar days that ended some days ago. Write dates, or a window that ends today.',
  );
}

function calendarDays(amount: number, span: Span): Window {
  return { kind: 'calendar', amount, unit: 'days', span };
}

function datesOf(from: string | null, to: string | null, span: Span): DateSpan {
  return { kind: 'dates', from, to, span };
}
