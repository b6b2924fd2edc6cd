import type { FactType } from '../facts/fact.ts';
import { toDate } from '../kernel/instant.ts';
import { formatMoney } from '../kernel/money.ts';
import { formatSeconds } from './duration.ts';
import type { FactValue } from './evaluate/run.ts';

/** A fact's value as a person reads it: "149.97 GBP", "1 day 2 hours", "2026-11-21 12:00 UTC"; "missing" when there is none. */
export function formatSeen(type: FactType, value: FactValue, currency: string): string {
  if (value === null) return 'missing';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'object')
    return value.length === 0 ? 'missing' : value.map((each) => `"${each}"`).join(', ');
  switch (type) {
    case 'money':
      return `${formatMoney({ amountMinor: Math.round(value), currency })} ${currency}`;
    case 'duration':
      return formatSeconds(value);
    case 'instant':
      return `${toDate(value).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    default:
      return String(value);
  }
}
