import type pg from 'pg';
import type { CustomerId, ProductId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { ActivityRecord, ShopperTrace } from '#app/domain/profiles/activity-record.ts';

export interface ActivityRow {
  key: string;
  kind: ActivityRecord['kind'];
  at: Date;
  cart_token: string | null;
  product_id: ProductId | null;
  query: string | null;
  value_minor: string | null;
  lasted_seconds: number | null;
}

interface RefundRow {
  customer_id: CustomerId;
  created_at: Date;
  amount_minor: string;
}

interface OpenCartRow {
  customer_id: CustomerId;
  token: string;
  started_at: Date;
  updated_at: Date;
  value_minor: string | null;
}

const ACTIVITY = {
  name: 'trace-activity',
  text: `SELECT shopper_id, key, kind, at, cart_token, product_id, query, value_minor, lasted_seconds
           FROM shopper_activity
          WHERE shop_id = $1 AND shopper_id = ANY($2)`,
};

/** As domain/profiles/in-shop-currency.ts: nothing is converted. Edits of an order are no refunds; they give back nothing. */
const REFUNDS = {
  name: 'trace-refunds',
  text: `SELECT orders.customer_id, refund.created_at,
                CASE WHEN orders.currency = shop.currency THEN refund.amount_minor ELSE 0 END AS amount_minor
           FROM orders JOIN refund ON refund.shop_id = $1 AND refund.order_id = orders.id
                JOIN shop ON shop.id = $1
          WHERE orders.shop_id = $1 AND orders.customer_id = ANY($2) AND refund.amount_minor > 0
            AND orders.cancelled_at IS NULL AND NOT orders.test`,
};

/**
 * Open checkouts, with what the newer of checkout and cart says is in it; where that is nothing, the checkout is not open. At most
 * the 20 newest of a customer.
 */
const OPEN_CARTS = {
  name: 'trace-open-carts',
  text: `
    SELECT customer_id, token, started_at, updated_at, value_minor FROM (
      SELECT checkout.customer_id, checkout.token, checkout.started_at, newer.updated_at, newer.value_minor, newer.lines,
             row_number() OVER (PARTITION BY checkout.customer_id ORDER BY newer.updated_at DESC, checkout.token) AS place
        FROM open_cart checkout
             LEFT JOIN open_cart cart ON cart.shop_id = $1 AND cart.kind = 'cart' AND cart.token = checkout.cart_token
             CROSS JOIN LATERAL (
               SELECT * FROM (VALUES (checkout.updated_at, checkout.value_minor, checkout.lines),
                                     (cart.updated_at, cart.value_minor, cart.lines)) AS told (updated_at, value_minor, lines)
                WHERE told.updated_at IS NOT NULL
                ORDER BY told.updated_at DESC, told.value_minor DESC NULLS LAST LIMIT 1) newer
       WHERE checkout.shop_id = $1 AND checkout.customer_id = ANY($2) AND checkout.kind = 'checkout'
         AND checkout.completed_at IS NULL
    ) open
    WHERE place <= 20 AND (lines <> '[]' OR value_minor > 0)`,
};

interface DeviceRow {
  shopper_id: CustomerId;
  device_class: string;
  device_at: Date;
}

/** The newest of all browsers whose last checkout was the customer's. */
const DEVICES = {
  name: 'trace-devices',
  text: `SELECT DISTINCT ON (shopper_id) shopper_id, device_class, device_at FROM visitor
          WHERE shop_id = $1 AND shopper_id = ANY($2) AND device_class IS NOT NULL
          ORDER BY shopper_id, device_at DESC, device_class DESC`,
};

/** What is stored of each of these customers beside their orders, the oldest first: four queries, however many they are. */
export async function readTraces(
  client: pg.ClientBase,
  shopId: number,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, ShopperTrace>> {
  if (ids.length === 0) return new Map();
  const values = [shopId, ids];
  const activity = await client.query<ActivityRow & { shopper_id: CustomerId }>({ ...ACTIVITY, values });
  const refunds = await client.query<RefundRow>({ ...REFUNDS, values });
  const openCarts = await client.query<OpenCartRow>({ ...OPEN_CARTS, values });
  const devices = await client.query<DeviceRow>({ ...DEVICES, values });
  const deviceOf = new Map(devices.rows.map((row) => [row.shopper_id, row]));
  const activityOf = Map.groupBy(activity.rows, ({ shopper_id }) => shopper_id);
  const refundsOf = Map.groupBy(refunds.rows, ({ customer_id }) => customer_id);
  const cartsOf = Map.groupBy(openCarts.rows, ({ customer_id }) => customer_id);
  return new Map(
    ids.map((id) => [
      id,
      {
        activity: (activityOf.get(id) ?? [])
          .map(toActivityRecord)
          .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1)),
        refunds: (refundsOf.get(id) ?? [])
          .map(({ created_at, amount_minor }) => ({
            at: toInstant(created_at),
            amountMinor: Number(amount_minor),
          }))
          .sort((a, b) => a.at - b.at || a.amountMinor - b.amountMinor),
        openCarts: (cartsOf.get(id) ?? [])
          .map(toOpenCart)
          .sort((a, b) => a.startedAt - b.startedAt || (a.token < b.token ? -1 : 1)),
        ...toDevice(deviceOf.get(id)),
      },
    ]),
  );
}

function toDevice(row: DeviceRow | undefined): Pick<ShopperTrace, 'device'> {
  return row ? { device: { at: toInstant(row.device_at), deviceClass: row.device_class } } : {};
}

export function toActivityRecord(row: ActivityRow): ActivityRecord {
  return {
    key: row.key,
    kind: row.kind,
    at: toInstant(row.at),
    cartToken: row.cart_token,
    productId: row.product_id,
    query: row.query,
    valueMinor: row.value_minor === null ? null : Number(row.value_minor),
    ...(row.lasted_seconds !== null && { lastedSeconds: row.lasted_seconds }),
  };
}

function toOpenCart(row: OpenCartRow): ShopperTrace['openCarts'][number] {
  return {
    token: row.token,
    startedAt: toInstant(row.started_at),
    updatedAt: toInstant(row.updated_at),
    valueMinor: row.value_minor === null ? undefined : Number(row.value_minor),
  };
}
