import type pg from 'pg';
import type { CustomerId, OrderId, ShopId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { OrderLine } from '#app/domain/profiles/order-record.ts';
import type { OrderReading, OrderRows } from '#app/ports/shop-history.ts';
import { adjustOrder } from '#app/domain/profiles/adjust-order.ts';
import type { AddressCipher } from '../shops/address-cipher.ts';
import {
  ORDER_OVERWRITE,
  ORDER_RECORD,
  ORDER_VALUE_COLUMNS,
  ORDER_VALUES,
  orderJson,
  toStoredLine,
} from '../orders/order-rows.ts';
import { createOrderStore } from '../orders/order-store.ts';
import { createSavedDetailStore } from '../campaigns/saved-detail-store.ts';

/** Upserts a part of the order history; orders that webhooks know newer stay as they are. */
export async function writeOrders(
  client: pg.ClientBase,
  shopId: ShopId,
  { orders, lateLines }: OrderRows,
  addresses: AddressCipher,
): Promise<void> {
  const written = await upsert(client, shopId, orders);
  await appendLines(client, shopId, lateLines);
  await saveRefunds(client, shopId, orders);
  await adjust(client, shopId, written);
  await followMerges(client, shopId, orders);
  await saveCheckouts(client, shopId, written);
  await saveDetails(client, shopId, orders, addresses);
}

async function upsert(
  client: pg.ClientBase,
  shopId: number,
  orders: readonly OrderReading[],
): Promise<readonly OrderId[]> {
  if (orders.length === 0) return [];
  const rows = orders.map(({ order }) => orderJson(order));
  const { rows: stored } = await client.query<{ id: OrderId }>({
    name: 'history-orders',
    text: `
      INSERT INTO orders AS known (shop_id, ${ORDER_VALUE_COLUMNS})
      SELECT $1, ${ORDER_VALUES} FROM jsonb_to_recordset($2::jsonb) AS row (${ORDER_RECORD})
      ON CONFLICT (shop_id, id) DO UPDATE SET ${ORDER_OVERWRITE}
      WHERE known.deleted_at IS NULL AND (EXCLUDED.updated_at > known.updated_at
         OR (EXCLUDED.updated_at = known.updated_at AND known.triggered_at IS NULL))
      RETURNING id`,
    values: [shopId, JSON.stringify(rows)],
  });
  return stored.map(({ id }) => id);
}

/** The refunds that the orders hold, with their times; one that a webhook told stays as it was told. */
async function saveRefunds(
  client: pg.ClientBase,
  shopId: number,
  orders: readonly OrderReading[],
): Promise<void> {
  const rows = orders.flatMap(({ order, refunds }) =>
    refunds.map((refund) => ({
      ...refund,
      orderId: order.id,
      at: toDate(Math.min(refund.at, order.updatedAt)),
    })),
  );
  if (rows.length === 0) return;
  await client.query({
    name: 'history-refunds',
    text: `INSERT INTO refund (shop_id, id, order_id, created_at, amount_minor, lines)
           SELECT $1, id, "orderId", at, "amountMinor", lines FROM jsonb_to_recordset($2::jsonb)
             AS row (id text, "orderId" text, at timestamptz, "amountMinor" bigint, lines jsonb)
           ON CONFLICT (shop_id, id) DO NOTHING`,
    values: [shopId, JSON.stringify(rows)],
  });
}

/** The completed checkouts of these orders, of whoever placed them; as ActivityStore.saveCheckouts does. */
async function saveCheckouts(
  client: pg.ClientBase,
  shopId: number,
  written: readonly OrderId[],
): Promise<void> {
  await client.query({
    name: 'history-checkouts',
    text: `INSERT INTO shopper_activity (shop_id, key, shopper_id, cart_token, kind, at)
           SELECT $1, 'checkout:' || id, customer_id, coalesce(cart_token, checkout_token), 'checkout', processed_at
             FROM orders WHERE shop_id = $1 AND id = ANY($2) AND checkout_token IS NOT NULL AND NOT test
           ON CONFLICT (shop_id, key) DO UPDATE SET shopper_id = EXCLUDED.shopper_id, cart_token = EXCLUDED.cart_token,
             at = EXCLUDED.at`,
    values: [shopId, written],
  });
}

/** Adds lines that came apart from their order; lines that are there already are left alone. */
async function appendLines(
  client: pg.ClientBase,
  shopId: number,
  lateLines: ReadonlyMap<OrderId, readonly OrderLine[]>,
): Promise<void> {
  if (lateLines.size === 0) return;
  const rows = [...lateLines].map(([id, lines]) => ({ id, lines: lines.map(toStoredLine) }));
  await client.query({
    name: 'history-late-lines',
    text: `
      UPDATE orders SET lines = orders.lines || (
               SELECT coalesce(jsonb_agg(late), '[]') FROM jsonb_array_elements(row.lines) AS late
                WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(orders.lines) AS held WHERE held->>'id' = late->>'id'))
        FROM jsonb_to_recordset($2::jsonb) AS row (id text, lines jsonb)
       WHERE orders.shop_id = $1 AND orders.id = row.id AND orders.deleted_at IS NULL`,
    values: [shopId, JSON.stringify(rows)],
  });
}

/** Applies refunds and edits that webhooks told and the history's version of the order does not hold yet. */
async function adjust(client: pg.ClientBase, shopId: number, written: readonly OrderId[]): Promise<void> {
  const { rows } = await client.query<{ order_id: OrderId }>({
    name: 'history-adjusted',
    text: 'SELECT DISTINCT order_id FROM refund WHERE shop_id = $1 AND order_id = ANY($2)',
    values: [shopId, written],
  });
  const store = createOrderStore(client, shopId);
  const locked = await store.lock(rows.map(({ order_id }) => order_id));
  await store.save(
    [...locked.values()].flatMap(({ stored, changes }) =>
      stored ? [{ order: adjustOrder(stored.order, changes), triggeredAt: stored.triggeredAt }] : [],
    ),
  );
}

/** Customers that were merged after Shopify wrote the answer: their orders are the survivor's. */
async function followMerges(
  client: pg.ClientBase,
  shopId: number,
  orders: readonly OrderReading[],
): Promise<void> {
  // Asked for by key first: there are hardly ever any, and joined to the orders the planner may read both tables whole.
  const { rows } = await client.query<{ shopper_id: string; merged_into: string }>({
    name: 'history-merges',
    text: `SELECT shopper_id, merged_into FROM profile
            WHERE shop_id = $1 AND shopper_id = ANY($2) AND merged_into IS NOT NULL`,
    values: [shopId, [...new Set(orders.flatMap(({ order }) => order.customerId ?? []))]],
  });
  for (const { shopper_id, merged_into } of rows)
    await client.query('UPDATE orders SET customer_id = $3 WHERE shop_id = $1 AND customer_id = $2', [
      shopId,
      shopper_id,
      merged_into,
    ]);
}

/** The newest address and payment type of each customer in the part. */
async function saveDetails(
  client: pg.ClientBase,
  shopId: ShopId,
  orders: readonly OrderReading[],
  addresses: AddressCipher,
): Promise<void> {
  const newest = new Map<CustomerId, OrderReading>();
  for (const reading of orders) {
    const { customerId, processedAt, test } = reading.order;
    if (customerId === null || test || (!reading.saved.address && !reading.saved.paymentType)) continue;
    const known = newest.get(customerId);
    if (!known || known.order.processedAt <= processedAt) newest.set(customerId, reading);
  }
  await createSavedDetailStore(client, shopId, addresses).saveAll(
    [...newest].map(([shopperId, { order, saved }]) => ({ shopperId, ...saved, at: order.processedAt })),
  );
}
