import { NONE } from '../history/order-log.ts';

const DAY = 86_400;

/** Ages after which an order counts half, in days. */
export const POPULARITY_HALF_LIVES = { week: 7, month: 30 } as const;

/**
 * How popular each product is: orders that held it, at all and of late. Decayed sums grow with time instead of shrinking
 * (an order counts 2^(its age after `origin` / half-life)), so that an order is learned by adding; only ratios mean anything.
 */
export interface Popularity {
  readonly origin: number;
  newest: number;
  orders: number;
  readonly counts: Float64Array;
  readonly week: Float64Array;
  readonly month: Float64Array;
  /** The worth of all orders, decayed as `month`. */
  monthTotal: number;
  /** When first sold, in seconds; Infinity for never. */
  readonly firstSold: Float64Array;
  /** By country, by product: decayed as `month`. */
  readonly countries: Map<number, Map<number, number>>;
  readonly countryTotals: Map<number, number>;
}

export function createPopularity(products: number, origin: number): Popularity {
  return {
    origin,
    newest: origin,
    orders: 0,
    counts: new Float64Array(products),
    week: new Float64Array(products),
    month: new Float64Array(products),
    monthTotal: 0,
    firstSold: new Float64Array(products).fill(Number.POSITIVE_INFINITY),
    countries: new Map(),
    countryTotals: new Map(),
  };
}

/** A copy that learns orders on its own. */
export function forkPopularity(popularity: Popularity): Popularity {
  return {
    ...popularity,
    counts: popularity.counts.slice(),
    week: popularity.week.slice(),
    month: popularity.month.slice(),
    firstSold: popularity.firstSold.slice(),
    countries: new Map([...popularity.countries].map(([country, sums]) => [country, new Map(sums)])),
    countryTotals: new Map(popularity.countryTotals),
  };
}

/** An order's worth in a decayed sum. */
export function decayedWorth(time: number, origin: number, halfLifeDays: number): number {
  return 2 ** ((time - origin) / (halfLifeDays * DAY));
}

/** Adds the order with `items` from `start` to `end`. Products beyond the arrays are left out. */
export function addToPopularity(
  popularity: Popularity,
  items: Uint32Array,
  start: number,
  end: number,
  time: number,
  country: number,
): void {
  const { counts, week, month, firstSold, origin } = popularity;
  const weekWorth = decayedWorth(time, origin, POPULARITY_HALF_LIVES.week);
  const monthWorth = decayedWorth(time, origin, POPULARITY_HALF_LIVES.month);
  const inCountry = country === NONE ? undefined : countryOf(popularity, country, monthWorth);
  for (let at = start; at < end; at++) {
    const item = items[at] ?? 0;
    if (item >= counts.length) continue;
    counts[item] = (counts[item] ?? 0) + 1;
    week[item] = (week[item] ?? 0) + weekWorth;
    month[item] = (month[item] ?? 0) + monthWorth;
    if (time < (firstSold[item] ?? 0)) firstSold[item] = time;
    inCountry?.set(item, (inCountry.get(item) ?? 0) + monthWorth);
  }
  popularity.orders++;
  popularity.monthTotal += monthWorth;
  if (time > popularity.newest) popularity.newest = time;
}

function countryOf(popularity: Popularity, country: number, worth: number): Map<number, number> {
  popularity.countryTotals.set(country, (popularity.countryTotals.get(country) ?? 0) + worth);
  const known = popularity.countries.get(country);
  if (known) return known;
  const created = new Map<number, number>();
  popularity.countries.set(country, created);
  return created;
}
