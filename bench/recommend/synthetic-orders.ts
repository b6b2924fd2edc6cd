import type { ShopOrder, ShopProduct } from '#app/domain/recommendations/recommender.ts';
import { createRandom } from '../random.ts';

const FAMILY = 12;
const CUSTOMERS = 5_000;
const START = Date.UTC(2026, 0, 1);

/** Products in families of twelve, with titles that say so. */
export function makeProducts(count: number): ShopProduct[] {
  return Array.from({ length: count }, (_, number) => ({
    sku: `sku-${number}`,
    title: `Series ${Math.floor(number / FAMILY)} item ${number % FAMILY} ${number}`,
    price: 1 + ((number * 37) % 90),
    type: `Type ${number % 40}`,
  }));
}

/** Orders of 1 to 9 lines over 300 days; three lines of four are of the order's own family, few families are bought often. */
export function* eachOrder(count: number, products: number, seed: number): Generator<ShopOrder> {
  const random = createRandom(seed);
  const families = Math.floor(products / FAMILY);
  for (let number = 0; number < count; number++) {
    const family = Math.floor(families * random() ** 2);
    const items = Array.from({ length: 1 + Math.floor(random() * 9) }, () =>
      random() < 0.75
        ? `sku-${family * FAMILY + Math.floor(random() * FAMILY)}`
        : `sku-${Math.floor(products * random() ** 3)}`,
    );
    yield {
      id: `${seed}-${number}`,
      time: new Date(START + (number / count) * 300 * 86_400_000).toISOString(),
      customer: `c${Math.floor(random() * CUSTOMERS)}`,
      country: 'GB',
      items,
    };
  }
}

export function makeOrders(count: number, products: number, seed: number): ShopOrder[] {
  return [...eachOrder(count, products, seed)];
}
