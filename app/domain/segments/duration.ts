import { SECONDS } from '../kernel/instant.ts';
import type { DateSpan, Duration, DurationUnit, Window } from './ast.ts';

const UNIT_SECONDS: Readonly<Record<DurationUnit, number>> = {
  seconds: 1,
  minutes: SECONDS.minute,
  hours: SECONDS.hour,
  days: SECONDS.day,
};

/** `2 days` is 172,800 seconds. */
export function durationSeconds({ amount, unit }: Pick<Duration, 'amount' | 'unit'>): number {
  return amount * UNIT_SECONDS[unit];
}

/** As a rule and a sentence write it: "60 days", "1 day". */
export function formatDuration({ amount, unit }: Pick<Duration, 'amount' | 'unit'>): string {
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
}

/** As a rule writes it after a fact: "within 60 days", "within 60 calendar days", "between 60 and 30 days ago". */
export function formatWindow(window: Window): string {
  if (window.kind === 'lagged') return formatLag(window);
  return window.kind === 'dates' ? formatDates(window, JSON.stringify) : `within ${formatSpan(window)}`;
}

/** As a sentence says it: "in the last 60 days", "between 60 and 30 days ago". */
export function describeWindow(window: Window): string {
  if (window.kind === 'lagged') return formatLag(window);
  return window.kind === 'dates' ? formatDates(window, String) : `in the last ${formatSpan(window)}`;
}

/** The same of one point in time, after "was": "in the last 60 days", "on or after 2026-01-01". */
export function describeWhen(window: Window): string {
  if (window.kind !== 'dates') return describeWindow(window);
  if (window.from === null) return `on or before ${window.to ?? ''}`;
  return window.to === null ? `on or after ${window.from}` : `on a day from ${window.from} to ${window.to}`;
}

function formatLag({ from, to, unit }: Extract<Window, { kind: 'lagged' }>): string {
  return `between ${from} and ${to} ${unit} ago`;
}

function formatDates({ from, to }: DateSpan, quote: (date: string) => string): string {
  if (from === null) return `until ${quote(to ?? '')}`;
  return to === null ? `since ${quote(from)}` : `from ${quote(from)} to ${quote(to)}`;
}

function formatSpan(window: Exclude<Window, { kind: 'lagged' | 'dates' }>): string {
  if (window.kind === 'duration') return formatDuration(window);
  return `${window.amount} calendar ${window.amount === 1 ? window.unit.slice(0, -1) : window.unit}`;
}

/** Seconds as a person reads them, the two largest parts: 93,784 is "1 day 2 hours", 90 is "1 minute 30 seconds". From an hour on no seconds. */
export function formatSeconds(seconds: number): string {
  const parts = [
    { amount: Math.floor(seconds / SECONDS.day), unit: 'days' },
    { amount: Math.floor((seconds % SECONDS.day) / SECONDS.hour), unit: 'hours' },
    { amount: Math.floor((seconds % SECONDS.hour) / SECONDS.minute), unit: 'minutes' },
    { amount: seconds < SECONDS.hour ? Math.floor(seconds % SECONDS.minute) : 0, unit: 'seconds' },
  ] as const;
  const shown = parts.filter((part) => part.amount > 0).slice(0, 2);
  return shown.length === 0 ? '0 seconds' : shown.map(formatDuration).join(' ');
}
