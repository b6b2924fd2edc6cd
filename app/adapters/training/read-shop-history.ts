import type pg from 'pg';
import type { ShopOrder, ShopProduct, ShopReturn } from '#app/domain/recommendations/history/shop-events.ts';
import type { ShopHistory } from '#app/domain/recommendations/training/train-model.ts';
import { inTransaction } from '../postgres/transaction.ts';

/** The newest orders that a model learns from, at most. */
const MOST_ORDERS = 300_000;
const PAGE = 2_000;

export interface OrderRow {
  id: string;
  processed_at: Date;
  customer_id: string | null;
  country: string | null;
  lines: readonly {
    productId: string | null;
    quantity: number;
    currentQuantity: number;
    unitPriceMinor: number;
  }[];
}

/** The columns of OrderRow. */
export const ORDER_COLUMNS = 'id, processed_at, customer_id, country, lines';
/** Cancelled and test orders teach nothing. */
export const TEACHES = 'cancelled_at IS NULL AND NOT test';

/** Products as they stand, and the orders from the oldest on. Skus are product ids. */
export async function readShopHistory(pool: pg.Pool, shopId: number): Promise<ShopHistory> {
  const products = await readProducts(pool, shopId);
  return inTransaction(pool, async (client) => {
    await client.query(
      `DECLARE told NO SCROLL CURSOR FOR
         SELECT * FROM (SELECT ${ORDER_COLUMNS} FROM orders WHERE shop_id = $1 AND ${TEACHES}
                         ORDER BY processed_at DESC, id DESC LIMIT ${MOST_ORDERS}) newest
          ORDER BY processed_at, id`,
      [shopId],
    );
    const orders: ShopOrder[] = [];
    const returns: ShopReturn[] = [];
    for (;;) {
      const { rows } = await client.query<OrderRow>(`FETCH ${PAGE} FROM told`);
      for (const row of rows) {
        orders.push(toShopOrder(row));
        returns.push(...returnsOf(row));
      }
      if (rows.length < PAGE) return { products, orders, returns };
    }
  });
}

async function readProducts(pool: pg.Pool, shopId: number): Promise<ShopProduct[]> {
  const { rows } = await pool.query<ProductRow>(
    `SELECT product.id, product.title, vendor, type, tags, min(price_minor)::float8 AS price
       FROM product LEFT JOIN variant ON variant.shop_id = product.shop_id AND product_id = product.id
      WHERE product.shop_id = $1 AND deleted_at IS NULL
      GROUP BY product.shop_id, product.id`,
    [shopId],
  );
  // Minor units serve: prices are only compared with one another.
  return rows.map(({ id, price, ...described }) => ({ ...described, sku: id, price: price ?? 0 }));
}

interface ProductRow {
  id: string;
  title: string;
  vendor: string;
  type: string;
  tags: string[];
  price: number | null;
}

/** What stayed with the buyer. */
export function toShopOrder({ id, processed_at, customer_id, country, lines }: OrderRow): ShopOrder {
  return {
    id,
    time: processed_at.toISOString(),
    customer: customer_id,
    ...(country !== null && { country }),
    items: lines.flatMap(({ productId, currentQuantity, unitPriceMinor }) =>
      productId === null ? [] : { sku: productId, qty: currentQuantity, price: unitPriceMinor },
    ),
  };
}

/** What came back counts against the product; it is no purchase of the customer already, so that nobody is named. */
function returnsOf({ processed_at, lines }: OrderRow): ShopReturn[] {
  const items = lines.flatMap(({ productId, quantity, currentQuantity }) =>
    productId === null || currentQuantity >= quantity ? [] : productId,
  );
  return items.length === 0 ? [] : [{ time: processed_at.toISOString(), customer: null, items }];
}
