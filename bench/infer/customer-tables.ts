import { readShop } from '#app/commands/recommendations/read-shop.ts';
import { secondsOf } from '#app/domain/recommendations/history/shop-events.ts';
import type { ShopOrder } from '#app/domain/recommendations/recommender.ts';
import type { Row, Value } from '#app/domain/quality/inference/table.ts';
import { productTypeOf } from '../../sandbox/shop/product-type.ts';

const FOLDER = new URL('../../sandbox/data/online-retail/', import.meta.url).pathname;
const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Customers of the demo's shop, by their first order, as tables to infer from. */
export interface CustomerTables {
  /** All that a customer bought, and the country. */
  readonly countries: readonly Row[];
  /** What a customer bought on the first day, and the product type of which the next day of purchase had most lines; null without one. */
  readonly nextTypes: readonly Row[];
}

export async function readCustomerTables(): Promise<CustomerTables> {
  const files = { orders: `${FOLDER}orders.csv.gz`, products: `${FOLDER}products.csv.gz` };
  const { orders, products } = await readShop(files, { line: () => undefined, problem: () => undefined });
  const types = new Map(products.map(({ sku, title }) => [sku, productTypeOf(title)]));
  const customers = Map.groupBy(
    orders.filter(({ customer }) => customer),
    ({ customer }) => customer,
  );
  const histories = [...customers.values()].map((own) => daysOf(own));
  return {
    countries: histories.map((days) => ({
      days: days.length,
      ...habitsOf(days.flat(), types),
      country: days[0]?.[0]?.country ?? null,
    })),
    nextTypes: histories.map(([first = [], next]) => ({
      country: first[0]?.country ?? null,
      ...habitsOf(first, types),
      favourite: favouriteOf(first, types),
      next: next ? favouriteOf(next, types) : null,
    })),
  };
}

function daysOf(orders: readonly ShopOrder[]): readonly (readonly ShopOrder[])[] {
  return [...Map.groupBy(orders, ({ time }) => Math.floor(secondsOf(time) / DAY)).values()];
}

/** When and how much, and the share of the lines that each product type has. */
function habitsOf(orders: readonly ShopOrder[], types: ReadonlyMap<string, string>): Row {
  const lines = orders.flatMap(({ items }) => items).filter((item) => typeof item !== 'string');
  const counts = countTypes(orders, types);
  const shares = [...new Set(types.values())].map((type): [string, Value] => [
    `share of ${type}`,
    (counts.get(type) ?? 0) / lines.length,
  ]);
  const times = orders.map(({ time }) => secondsOf(time));
  const sum = (of: (line: (typeof lines)[number]) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  return {
    hour: times.reduce((total, time) => total + (time % DAY) / HOUR, 0) / times.length,
    weekday: String(Math.floor((times[0] ?? 0) / DAY) % 7),
    month: String(new Date((times[0] ?? 0) * 1000).getUTCMonth() + 1),
    lines: lines.length / orders.length,
    value: sum(({ qty = 1, price = 0 }) => qty * price) / orders.length,
    quantity: sum(({ qty = 1 }) => qty) / lines.length,
    price: sum(({ price = 0 }) => price) / lines.length,
    ...Object.fromEntries(shares),
  };
}

function countTypes(
  orders: readonly ShopOrder[],
  types: ReadonlyMap<string, string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of orders.flatMap(({ items }) => items)) {
    const type = types.get(typeof item === 'string' ? item : item.sku) ?? 'Other';
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}

/** The type with most lines; of equal ones the first by name. */
function favouriteOf(orders: readonly ShopOrder[], types: ReadonlyMap<string, string>): string | null {
  const counts = [...countTypes(orders, types)];
  return counts.sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
