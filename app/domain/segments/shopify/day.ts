import type { QueryToken } from './lex-query.ts';
import type { Day } from './query.ts';

const DAYS_OF: Readonly<Record<string, number>> = { d: 1, w: 7 };
const MONTHS_OF: Readonly<Record<string, number>> = { m: 1, y: 12 };

/** Names of days. Those of 2026-10 and before are the offsets they stand for. */
const NAMED: ReadonlyMap<string, Day> = new Map([
  ['today', { kind: 'ago', days: 0 }],
  ['yesterday', { kind: 'ago', days: 1 }],
  ['7_days_ago', { kind: 'ago', days: 7 }],
  ['30_days_ago', { kind: 'ago', days: 30 }],
  ['90_days_ago', { kind: 'ago', days: 90 }],
  ['12_months_ago', { kind: 'months-ago', months: 12 }],
]);

/** The day that a token names; null when it names none (an unknown unit or word, the 31st of June). */
export function parseDay({ kind, text }: Pick<QueryToken, 'kind' | 'text'>): Day | null {
  if (kind === 'word') return NAMED.get(text.toLowerCase()) ?? null;
  if (kind === 'date') return text.includes('T') ? { kind: 'moment', text } : dateOf(text);
  const [, sign, amount, unit] = /^([+-])(\d+)([A-Za-z]+)$/.exec(kind === 'offset' ? text : '') ?? [];
  if (amount === undefined || unit === undefined) return null;
  const ago = sign === '+' ? -Number(amount) : Number(amount);
  const days = DAYS_OF[unit.toLowerCase()];
  if (days !== undefined) return { kind: 'ago', days: ago * days + 0 };
  const months = MONTHS_OF[unit.toLowerCase()];
  return months === undefined ? null : { kind: 'months-ago', months: ago * months + 0 };
}

function dateOf(date: string): Day | null {
  return movedDate(date, 0) === date ? { kind: 'date', date } : null;
}

/** The date some days later; null for text that is no date. */
function movedDate(date: string, days: number): string | null {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? null : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

/** The day after (1) or before (-1) this one. Months and moments stay: they cannot be expressed anyway. */
export function neighbour(day: Day, step: 1 | -1): Day {
  if (day.kind === 'ago') return { kind: 'ago', days: day.days - step };
  return day.kind === 'date' ? { kind: 'date', date: movedDate(day.date, step) ?? day.date } : day;
}

/** As a query writes it, in the form of 2026-10. */
export function printDay(day: Day): string {
  switch (day.kind) {
    case 'ago':
      return day.days === 0 ? 'today' : `${day.days > 0 ? '-' : '+'}${Math.abs(day.days)}d`;
    case 'months-ago':
      return `${day.months >= 0 ? '-' : '+'}${Math.abs(day.months)}m`;
    case 'date':
      return day.date;
    case 'moment':
      return day.text;
  }
}
