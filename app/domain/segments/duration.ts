import { SECONDS } from '../kernel/instant.ts';
import type { Duration, DurationUnit } from './ast.ts';

const UNIT_SECONDS: Readonly<Record<DurationUnit, number>> = {
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

/** Seconds as a person reads them, the two largest parts: 93,784 is "1 day 2 hours". */
export function formatSeconds(seconds: number): string {
  const parts = [
    { amount: Math.floor(seconds / SECONDS.day), unit: 'days' },
    { amount: Math.floor((seconds % SECONDS.day) / SECONDS.hour), unit: 'hours' },
    { amount: Math.floor((seconds % SECONDS.hour) / SECONDS.minute), unit: 'minutes' },
  ] as const;
  const shown = parts.filter((part) => part.amount > 0).slice(0, 2);
  return shown.length === 0 ? 'less than a minute' : shown.map(formatDuration).join(' ');
}
