import type { Condition, Span, Window } from '../ast.ts';
import { describeWindow } from '../duration.ts';
import { neighbour } from './day.ts';
import type { Reporter } from './problem.ts';
import type { Day, Query, QueryTest } from './query.ts';
import { attribute, compareTo, dayValue, joinQueries } from './query-nodes.ts';

/** The days of a window, both inside; null = no end. */
interface Days {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** `purchases.last within 30 calendar days`, or IS SET; null after a report. */
export function exportDay(
  condition: Condition,
  name: string,
  isNegated: boolean,
  reporter: Reporter,
): Query | null {
  if (condition.kind === 'presence')
    return attribute(name, { kind: 'presence', isSet: condition.isSet !== isNegated });
  if (condition.kind !== 'recent') return null;
  const days = daysOf(condition.window, condition.fact.name, reporter);
  if (!days) return null;
  if (!isNegated) return attribute(name, testOf(days));
  const outside = [
    ...(days.from ? [attribute(name, compareTo('<=', dayValue(neighbour(days.from, -1))))] : []),
    ...(days.to ? [attribute(name, compareTo('>=', dayValue(neighbour(days.to, 1))))] : []),
  ];
  return joinQueries('or', [...outside, attribute(name, { kind: 'presence', isSet: false })]);
}

/** The days that a window holds; null after a report: Shopify counts whole days, back from today. */
export function daysOf(window: Window, subject: string, reporter: Reporter): Days | null {
  const named = `${subject} ${describeWindow(window)}`;
  const refuse = (span: Span, reason: string) => reporter.refuse(named, span, reason);
  switch (window.kind) {
    case 'dates':
      return { from: dateDay(window.from), to: dateDay(window.to) };
    case 'calendar':
      if (window.unit === 'days') return { from: { kind: 'ago', days: window.amount - 1 }, to: null };
      return refuse(
        window.span,
        'Shopify counts months back from today, Attune forward from the event. Write calendar days.',
      );
    case 'duration':
      return refuse(
        window.span,
        'it rolls by the second, and Shopify counts whole days. Write calendar days.',
      );
    case 'lagged':
      return refuse(window.span, 'it rolls by the second, and Shopify counts whole days. Write dates.');
  }
}

/** A test that holds inside the days. */
export function testOf({ from, to }: Days): QueryTest {
  if (from && to) return { kind: 'between', low: dayValue(from), high: dayValue(to) };
  return from ? compareTo('>=', dayValue(from)) : compareTo('<=', dayValue(to ?? { kind: 'ago', days: 0 }));
}

function dateDay(date: string | null): Day | null {
  return date === null ? null : { kind: 'date', date };
}
