/** A customer's purchases, as the models look at them. Times are in days; several purchases of a day are one. */
export interface PurchaseSummary {
  /** Purchases after the first. */
  readonly repeats: number;
  /** From the first purchase to the last; 0 without a second. */
  readonly lastAt: number;
  /** From the first purchase to now. */
  readonly age: number;
  /** Mean value of the repeats; 0 without any. */
  readonly meanValue: number;
}

/** One purchase: when, in seconds since 1970, and for how much. */
export interface PurchaseAt {
  readonly time: number;
  readonly value: number;
}

const DAY = 86_400;

/** What a customer's purchases up to `now` come to; null for a customer without any. */
export function summarisePurchases(purchases: readonly PurchaseAt[], now: number): PurchaseSummary | null {
  const byDay = new Map<number, number>();
  for (const { time, value } of purchases)
    if (time <= now) byDay.set(dayOf(time), (byDay.get(dayOf(time)) ?? 0) + value);
  const days = [...byDay.keys()].sort((a, b) => a - b);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return null;
  const repeats = days.length - 1;
  const spent = days.slice(1).reduce((sum, day) => sum + (byDay.get(day) ?? 0), 0);
  return {
    repeats,
    lastAt: last - first,
    age: dayOf(now) - first,
    meanValue: repeats === 0 ? 0 : spent / repeats,
  };
}

function dayOf(time: number): number {
  return Math.floor(time / DAY);
}
