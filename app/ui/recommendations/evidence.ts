import { formatCount, plural } from '../format.ts';

const WORDS: Readonly<Record<string, (value: number | string) => string>> = {
  orders: (value) => `in ${plural(Number(value), 'order')}`,
  ordersOfSku: (value) => `of ${formatCount(Number(value))} with the product it goes with`,
  days: (value) => `of ${plural(Number(value), 'day')}`,
  daysAgo: (value) => `${plural(Math.round(Number(value)), 'day')} ago`,
  timesBought: (value) => `bought ${plural(Number(value), 'time')}`,
  everyDays: (value) => `every ${plural(Math.round(Number(value)), 'day')}`,
  views: (value) => `looked at ${plural(Number(value), 'time')}`,
  seconds: (value) => `for ${plural(Number(value), 'second')} in all`,
  similarity: (value) => `likeness ${Number(value).toFixed(2)}`,
  country: (value) => nameCountry(String(value)),
};

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });

/** "GB" is "United Kingdom"; what is no code stays as it is. */
const nameCountry = (code: string): string => (/^[A-Z]{2}$/.test(code) ? (COUNTRIES.of(code) ?? code) : code);

/** The counts behind a reason: {orders: 34, ordersOfSku: 120} is "in 34 orders, of 120 with the product it goes with". */
export function evidenceWords(evidence: Readonly<Record<string, number | string>>): string {
  return Object.entries(evidence)
    .flatMap(([name, value]) => WORDS[name]?.(value) ?? [])
    .join(', ');
}
