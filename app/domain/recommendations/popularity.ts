import { SECONDS, type Instant } from '../kernel/instant.ts';
import type { Basket, IndexedBaskets } from './basket.ts';
import type { ModelData } from './model-data.ts';

/** How far back "popular this month" looks. */
export const POPULAR_DAYS = 30;

/**
 * How popular each product is of late: orders that held it, an order counting half for every `halfLifeDays` of age, as a
 * share of the most popular product's. Age is measured from the newest order.
 */
export function measurePopularity(
  baskets: readonly Basket[],
  { products, basketOffsets, items }: IndexedBaskets,
  newestAt: Instant,
  halfLifeDays: number,
): Pick<ModelData, 'popularity' | 'recentOrders'> {
  const popularity = new Float32Array(products.length);
  const recentOrders = new Uint32Array(products.length);
  baskets.forEach(({ at, weight = 1 }, basket) => {
    const ageDays = (newestAt - at) / SECONDS.day;
    const share = weight * 0.5 ** (ageDays / halfLifeDays);
    const isRecent = ageDays < POPULAR_DAYS;
    for (let place = basketOffsets[basket] ?? 0; place < (basketOffsets[basket + 1] ?? 0); place++) {
      const item = items[place] ?? 0;
      popularity[item] = (popularity[item] ?? 0) + share;
      if (isRecent) recentOrders[item] = (recentOrders[item] ?? 0) + 1;
    }
  });
  const most = popularity.reduce((left, right) => Math.max(left, right), 0);
  return { popularity: most > 0 ? popularity.map((value) => value / most) : popularity, recentOrders };
}
