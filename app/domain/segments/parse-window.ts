import { SECONDS } from '../kernel/instant.ts';
import type { CalendarSpan, LaggedSpan, Window } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { durationSeconds } from './duration.ts';
import { LIMITS } from './limits.ts';
import { parseDates } from './parse-dates.ts';
import { parseDuration, unitOf } from './parse-value.ts';

/** Whether a window of time comes next. */
export function isWindow(cursor: Cursor): boolean {
  return cursor.isKeyword('WITHIN') || isDates(cursor) || isLag(cursor);
}

/** The window of which `isWindow` has seen the start; null after a report. */
export function parseWindow(cursor: Cursor): Window | null {
  if (isDates(cursor)) return parseDates(cursor);
  return cursor.takeIf('WITHIN') ? parseSpan(cursor) : parseLag(cursor);
}

function isDates(cursor: Cursor): boolean {
  return cursor.isKeyword('SINCE') || cursor.isKeyword('UNTIL') || cursor.isKeyword('FROM');
}

/** What follows WITHIN: `60 days`, `60 calendar days` or `2 calendar months`. */
function parseSpan(cursor: Cursor): Window | null {
  const isCalendar = cursor.peek().kind === 'number' && isWord(cursor, 1, 'calendar');
  return isCalendar ? parseCalendar(cursor) : parseDuration(cursor);
}

function parseCalendar(cursor: Cursor): CalendarSpan | null {
  const token = cursor.take();
  cursor.take();
  const unit = unitOf(cursor.peek()) === 'days' ? 'days' : isMonths(cursor) ? 'months' : null;
  if (unit === null) return cursor.expected('days or months after calendar');
  const amount = Number(token.text);
  const span = { start: token.span.start, end: cursor.take().span.end };
  const limit = unit === 'days' ? LIMITS.durationDays : LIMITS.calendarMonths;
  if (Number.isInteger(amount) && amount >= 1 && amount <= limit)
    return { kind: 'calendar', amount, unit, span };
  const found = `${token.text.slice(0, 40)} calendar ${unit}`;
  const [least, most] = [`1 calendar ${unit.slice(0, -1)}`, `${limit} calendar ${unit}`];
  return cursor.report(span, { code: 'duration-out-of-range', found, least, most });
}

/** Whether `between 60 and 30 days ago` comes next, and not BETWEEN with two values. */
function isLag(cursor: Cursor): boolean {
  return (
    cursor.isKeyword('BETWEEN') &&
    cursor.peek(1).kind === 'number' &&
    cursor.isKeyword('AND', 2) &&
    cursor.peek(3).kind === 'number' &&
    unitOf(cursor.peek(4)) !== null &&
    isWord(cursor, 5, 'ago')
  );
}

/** `between 60 and 30 days ago`, of which `isLag` has seen the shape; null after a report. */
function parseLag(cursor: Cursor): LaggedSpan | null {
  const start = cursor.take().span.start;
  const [from, , to, unitToken] = [cursor.take(), cursor.take(), cursor.take(), cursor.take()];
  const span = { start, end: cursor.take().span.end };
  const unit = unitOf(unitToken) ?? 'days';
  const [older, newer] = [Number(from.text), Number(to.text)];
  const isInRange =
    Number.isInteger(older) &&
    Number.isInteger(newer) &&
    newer >= 1 &&
    older > newer &&
    durationSeconds({ amount: older, unit }) <= LIMITS.durationDays * SECONDS.day;
  if (isInRange) return { kind: 'lagged', from: older, to: newer, unit, span };
  const found = `${from.text.slice(0, 20)} and ${to.text.slice(0, 20)} ${unit} ago`;
  return cursor.report(span, { code: 'lag-out-of-range', found, limitDays: LIMITS.durationDays });
}

function isWord(cursor: Cursor, ahead: number, word: string): boolean {
  const token = cursor.peek(ahead);
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

function isMonths(cursor: Cursor): boolean {
  return isWord(cursor, 0, 'month') || isWord(cursor, 0, 'months');
}
