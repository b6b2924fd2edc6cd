import { DURATION_UNITS, type Duration, type DurationUnit, type Value } from './ast.ts';
import { describeToken, isKeywordText, type Cursor } from './cursor.ts';
import { didYouMean } from './did-you-mean.ts';
import { durationSeconds } from './duration.ts';
import type { Token } from './lex.ts';
import { LIMITS } from './limits.ts';
import { SECONDS } from '../kernel/instant.ts';

const VALUE = 'a value: a number, a "text", true, false or a duration such as 24 hours';

/** A number, text, true, false or duration; null after a report. */
export function parseValue(cursor: Cursor): Value | null {
  const token = cursor.peek();
  if (token.kind === 'number') return parseNumber(cursor);
  if (token.kind === 'text') {
    cursor.take();
    return { kind: 'text', value: token.text, span: token.span };
  }
  if (cursor.isKeyword('TRUE') || cursor.isKeyword('FALSE')) {
    cursor.take();
    return { kind: 'boolean', value: token.text.toUpperCase() === 'TRUE', span: token.span };
  }
  const isBareWord = token.kind === 'word';
  return cursor.expected(VALUE, isBareWord ? `Put text in quotes: "${token.text.slice(0, 40)}".` : null);
}

/** A number, or a duration when a unit follows it. Adding 0 makes -0 the plain 0 that it prints as. */
function parseNumber(cursor: Cursor): Value | null {
  const token = cursor.take();
  const unit = unitOf(cursor.peek());
  if (unit !== null) return duration(cursor, token, unit);
  if (isMisspeltUnit(cursor.peek())) return missingUnit(cursor);
  return { kind: 'number', value: Number(token.text) + 0, span: token.span };
}

/** `60 days`; null after a report. */
export function parseDuration(cursor: Cursor): Duration | null {
  if (cursor.peek().kind !== 'number') return cursor.expected('a duration, for example 60 days');
  const token = cursor.take();
  const unit = unitOf(cursor.peek());
  return unit === null ? missingUnit(cursor) : duration(cursor, token, unit);
}

/** Longer units that are none here, with what to write. */
const LONG_UNITS: ReadonlyMap<string, string> = new Map([
  ['week', 'A week is 7 days.'],
  ['month', 'Months follow the calendar: within 2 calendar months.'],
  ['year', 'A year is 365 days.'],
]);

function longUnitAdvice({ text }: Token): string | null {
  return LONG_UNITS.get(text.toLowerCase().replace(/s$/, '')) ?? null;
}

function isMisspeltUnit(token: Token): boolean {
  if (token.kind !== 'word' || isKeywordText(token.text)) return false;
  return longUnitAdvice(token) !== null || didYouMean(token.text, DURATION_UNITS) !== null;
}

function missingUnit(cursor: Cursor): null {
  const token = cursor.peek();
  const meant = token.kind === 'word' ? didYouMean(token.text, DURATION_UNITS) : null;
  const advice = meant && `Did you mean ${meant} instead of ${describeToken(token)}?`;
  return cursor.expected('days, hours, minutes or seconds', longUnitAdvice(token) ?? advice);
}

/** seconds, minutes, hours or days, in the singular too; null for any other word. */
export function unitOf(token: Token): DurationUnit | null {
  if (token.kind !== 'word') return null;
  const word = token.text.toLowerCase();
  return DURATION_UNITS.find((unit) => unit === word || unit === `${word}s`) ?? null;
}

function duration(cursor: Cursor, amountToken: Token, unit: DurationUnit): Duration | null {
  const unitToken = cursor.take();
  const amount = Number(amountToken.text);
  const span = { start: amountToken.span.start, end: unitToken.span.end };
  const isInRange =
    Number.isInteger(amount) &&
    amount >= 1 &&
    durationSeconds({ amount, unit }) <= LIMITS.durationDays * SECONDS.day;
  if (isInRange) return { kind: 'duration', amount, unit, span };
  const found = `${amountToken.text.slice(0, 40)} ${unit}`;
  const most = `${LIMITS.durationDays} days`;
  return cursor.report(span, { code: 'duration-out-of-range', found, least: '1 second', most });
}
