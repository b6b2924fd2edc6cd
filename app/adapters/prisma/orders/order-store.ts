import type pg from 'pg';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { OrderChange } from '#app/domain/profiles/adjust-order.ts';
import type { LockedOrder, OrderStore } from '#app/ports/order-store.ts';
import type { OrderId } from '#app/domain/kernel/ids.ts';
import {
  ORDER_COLUMNS,
  ORDER_OVERWRITE,
  ORDER_RECORD,
  ORDER_VALUE_COLUMNS,
  ORDER_VALUES,
  orderJson,
  toOrder,
  type OrderRow,
} from './order-rows.ts';

interface ChangeRow {
  id: string;
  created_at: string;
  amount_minor: number;
  lines: OrderChange['lines'];
}

type LockedRow = (OrderRow | { readonly id: null }) & {
  readonly asked: OrderId;
  readonly changes: ChangeRow[] | null;
};

/** In one order, so that two workers who want the same locks cannot wait for each other. */
const LOCK = `
  SELECT pg_advisory_xact_lock(hashtextextended('order ' || $1::int || ' ' || id, 0))
    FROM (SELECT id FROM unnest($2::text[]) AS asked (id) ORDER BY id) AS sorted`;

/** A row for each order asked for, also for one that is not stored. */
const READ = `
  SELECT asked.id AS asked, known.*, changes FROM unnest($2::text[]) AS asked (id)
    LEFT JOIN LATERAL (SELECT ${ORDER_COLUMNS} FROM orders WHERE shop_id = $1 AND orders.id = asked.id) known ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('id', id, 'created_at', created_at, 'amount_minor', amount_minor, 'lines', lines)
                       ORDER BY id) AS changes
        FROM refund WHERE shop_id = $1 AND order_id = asked.id
    ) adjusted ON true`;

const SAVE = `
  INSERT INTO orders (shop_id, ${ORDER_VALUE_COLUMNS}, triggered_at)
  SELECT $1, ${ORDER_VALUES}, "triggeredAt"
    FROM jsonb_to_recordset($2::jsonb) AS row (${ORDER_RECORD}, "triggeredAt" timestamptz)
  ON CONFLICT (shop_id, id) DO UPDATE SET ${ORDER_OVERWRITE}, triggered_at = EXCLUDED.triggered_at`;

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
    // Two statements: the second must see what the locks' last holders committed. The locks cover orders not stored yet, so that a
    // refund and its order, folded at once, cannot miss each other.
    async lock(ids) {
      await query('order-lock', LOCK, [ids]);
      const { rows } = await query<LockedRow>('order-read', READ, [ids]);
      return new Map(rows.map((row) => [row.asked, toLocked(row)]));
    },
    async save(orders) {
      const rows = orders.map(({ order, triggeredAt }) => ({ ...orderJson(order), triggeredAt }));
      if (rows.length > 0) await query('order-save', SAVE, [JSON.stringify(rows)]);
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

function toLocked(row: LockedRow): LockedOrder {
  const changes = (row.changes ?? []).map(toChange);
  if (row.id === null) return { stored: null, changes };
  const deletedAt = row.deleted_at === null ? null : toInstant(row.deleted_at);
  return { stored: { order: toOrder(row), triggeredAt: row.triggered_at, deletedAt }, changes };
}

function toChange({ id, created_at, amount_minor, lines }: ChangeRow): OrderChange {
  return { id, at: toInstant(created_at), amountMinor: amount_minor, lines };
}
