import { NONE, type OrderLog } from './order-log.ts';

export const WEEK_SECONDS = 7 * 86_400;

/** Orders that held each product in the week before the newest order: true counts, for what a sentence claims. */
export interface WeeklyOrders {
  /** First order of the log that still counts. */
  first: number;
  /** Orders of the log that were read. */
  read: number;
  readonly everywhere: Map<number, number>;
  readonly byCountry: Map<number, Map<number, number>>;
}

export function createWeeklyOrders(): WeeklyOrders {
  return { first: 0, read: 0, everywhere: new Map(), byCountry: new Map() };
}

/** Takes in the orders told since and lets go of those older than a week; each order is touched twice in its life. */
export function advanceWeek(week: WeeklyOrders, log: OrderLog): void {
  const end = log.times.length;
  const since = (log.times.values[end - 1] ?? 0) - WEEK_SECONDS;
  if (week.read === 0) week.first = week.read = firstSince(log, since, end);
  for (; week.read < end; week.read++) count(week, log, week.read, 1);
  for (; week.first < end && (log.times.values[week.first] ?? 0) < since; week.first++)
    count(week, log, week.first, -1);
}

function firstSince(log: OrderLog, since: number, end: number): number {
  let first = end;
  while (first > 0 && (log.times.values[first - 1] ?? 0) >= since) first--;
  return first;
}

function count(week: WeeklyOrders, log: OrderLog, order: number, change: number): void {
  const country = log.countries.values[order] ?? NONE;
  let inCountry = week.byCountry.get(country);
  if (inCountry === undefined) week.byCountry.set(country, (inCountry = new Map()));
  for (let at = log.offsets.values[order] ?? 0; at < (log.offsets.values[order + 1] ?? 0); at++) {
    const product = log.items.values[at] ?? 0;
    week.everywhere.set(product, (week.everywhere.get(product) ?? 0) + change);
    inCountry.set(product, (inCountry.get(product) ?? 0) + change);
  }
}
