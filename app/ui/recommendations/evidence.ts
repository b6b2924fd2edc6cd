import { formatCount } from '../format.ts';

const WORDS: Readonly<Record<string, (value: number | string) => string>> = {
  orders: (value) => `in ${formatCount(Number(value))} orders`,
  ordersOfSku: (value) => `of ${formatCount(Number(value))} with the product it goes with`,
  days: (value) => `of ${value} days`,
  daysAgo: (value) => `${Math.round(Number(value))} days ago`,
  timesBought: (value) => `bought ${value} times`,
  everyDays: (value) => `every ${Math.round(Number(value))} days`,
  views: (value) => `looked at ${value} times`,
  similarity: (value) => `likeness ${Number(value).toFixed(2)}`,
  country: (value) => `in ${value}`,
};

/** The counts behind a reason: {orders: 34, ordersOfSku: 120} is "in 34 orders, of 120 with the product it goes with". */
export function evidenceWords(evidence: Readonly<Record<string, number | string>>): string {
  return Object.entries(evidence)
    .flatMap(([name, value]) => WORDS[name]?.(value) ?? [])
    .join(', ');
}
