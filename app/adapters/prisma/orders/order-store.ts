import type pg from 'pg';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { OrderChange } from '#app/domain/profiles/adjust-order.ts';
import type { LockedOrder, OrderStore } from '#app/ports/order-store.ts';
import type { OrderId } from '#app/domain/kernel/ids.ts';
import {
  ORDER_COLUMNS,
  ORDER_OVERWRITE,
  ORDER_VALUE_COLUMNS,
  orderValues,
  toOrder,
  type OrderRow,
} from './order-rows.ts';

interface ChangeRow {
  id: string;
  created_at: string;
  amount_minor: number;
  lines: OrderChange['lines'];
}

type LockedRow = (OrderRow | { readonly id: null }) & { readonly changes: ChangeRow[] | null };

/** One row, also for an order that is not stored. */
const READ = `
  SELECT known.*, changes FROM (
    SELECT jsonb_agg(jsonb_build_object('id', id, 'created_at', created_at, 'amount_minor', amount_minor, 'lines', lines)
                     ORDER BY id) AS changes
      FROM refund WHERE shop_id = $1 AND order_id = $2
  ) adjusted LEFT JOIN (SELECT ${ORDER_COLUMNS} FROM orders WHERE shop_id = $1 AND id = $2) known ON true`;

/** A row even for an order not known yet: its own late news must not bring it back. */
const MARK_DELETED = `
  INSERT INTO orders AS known (shop_id, id, processed_at, updated_at, currency, subtotal_minor, total_minor, lines,
                              cancelled_at, deleted_at)
 VALUES ($1, $2, $3, $3, 'XXX', 0, 0, '[]', $3, $3)
 ON CONFLICT (shop_id, id) DO UPDATE SET deleted_at = $3, cancelled_at = coalesce(known.cancelled_at, $3),
   customer_id = NULL, country = NULL, checkout_token = NULL, cart_token = NULL, lines = '[]'`;

/** Orders of one shop on a transaction's connection. */
export function createOrderStore(client: pg.ClientBase, shopId: number): OrderStore {
  const query = <Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]) =>
    client.query<Row>({ name, text, values: [shopId, ...values] });
  return {
    lock: (orderId) => lock(client, shopId, orderId),
    async save(order, triggeredAt) {
      await query(
        'order-save',
        `INSERT INTO orders (shop_id, ${ORDER_VALUE_COLUMNS}, triggered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, $17)
         ON CONFLICT (shop_id, id) DO UPDATE SET ${ORDER_OVERWRITE}, triggered_at = EXCLUDED.triggered_at`,
        [...orderValues(order), triggeredAt],
      );
    },
    async addAdjustment(orderId, { id, at, amountMinor, lines }) {
      const { rowCount } = await query(
        'order-adjust',
        `INSERT INTO refund (shop_id, id, order_id, created_at, amount_minor, lines)
         VALUES ($1, $2, $3, $4, $5, $6::jsonb) ON CONFLICT (shop_id, id) DO NOTHING`,
        [id, orderId, toDate(at), amountMinor, JSON.stringify(lines)],
      );
      return rowCount === 1;
    },
    async markDeleted(orderId, at) {
      await query('order-delete', MARK_DELETED, [orderId, toDate(at)]);
    },
    async rekeyCustomer(from, to) {
      await query(
        'order-rekey',
        'UPDATE orders SET customer_id = $3 WHERE shop_id = $1 AND customer_id = $2',
        [from, to],
      );
    },
  };
}

/** Two statements: the second must see what the lock's last holder committed. The lock covers orders not stored yet, so that a
 * refund and its order, folded at once, cannot miss each other. */
async function lock(client: pg.ClientBase, shopId: number, orderId: OrderId): Promise<LockedOrder> {
  await client.query({
    name: 'order-lock',
    text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
    values: [`order ${shopId} ${orderId}`],
  });
  const { rows } = await client.query<LockedRow>({
    name: 'order-read',
    text: READ,
    values: [shopId, orderId],
  });
  const [row] = rows;
  const changes = (row?.changes ?? []).map(toChange);
  if (!row || row.id === null) return { stored: null, changes };
  const deletedAt = row.deleted_at === null ? null : toInstant(row.deleted_at);
  return { stored: { order: toOrder(row), triggeredAt: row.triggered_at, deletedAt }, changes };
}

function toChange({ id, created_at, amount_minor, lines }: ChangeRow): OrderChange {
  return { id, at: toInstant(created_at), amountMinor: amount_minor, lines };
}
