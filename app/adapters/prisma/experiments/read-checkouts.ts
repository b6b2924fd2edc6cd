import pg from 'pg';
import type {
  JoinedBy,
  KnownBy,
  MeasuredCheckout,
  MeasuredOrder,
} from '#app/domain/experiments/checkouts/measured-checkout.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { CopyFields } from '../../postgres/copy-fields.ts';
import { copyRows } from '../../postgres/copy-rows.ts';
import { goodsOf, type UnitCosts } from './kept-goods.ts';

/** Nothing is joined but by key and nothing is sorted whole, so that the first rows come at once and the rest while they are read. */
const checkoutsOf = ({ shopId, currency, since, withSegments }: Reading): string => `
  SELECT unit, first_seen_at, checkout.source, has_seen, has_accepted, ${withSegments ? 'segment_ids::text' : 'NULL::text'},
         CASE WHEN bought.id IS NOT NULL THEN joined_by END, completed_at, bought.currency = ${pg.escapeLiteral(currency)},
         greatest(bought.subtotal_minor - bought.refunded_minor, 0), bought.kept
    FROM checkout
    LEFT JOIN orders bought ON bought.shop_id = ${shopId} AND bought.id = checkout.order_id AND bought.cancelled_at IS NULL
   WHERE checkout.shop_id = ${shopId} AND checkout.first_seen_at >= to_timestamp(${since})
   ORDER BY checkout.first_seen_at, checkout.token`;

const UNIT_COSTS = `
  SELECT substring(id FROM '[0-9]+$')::float8, unit_cost_minor::float8 FROM variant WHERE shop_id = $1 AND unit_cost_minor IS NOT NULL`;

/** By one process: it is as fast as whoever looks at the rows, and others would take the processor that looks. */
const STREAMING = `
  BEGIN READ ONLY; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_memoize = off;
  SET LOCAL max_parallel_workers_per_gather = 0`;

interface Reading {
  readonly shopId: ShopId;
  readonly currency: string;
  readonly since: Instant;
  readonly withSegments: boolean;
}

/** Streamed, so that a million rows are never in memory at once; the next are made while some are looked at. */
export async function* readCheckouts(
  pool: pg.Pool,
  reading: Reading,
): AsyncGenerator<readonly MeasuredCheckout[]> {
  const client = await pool.connect();
  let isWhole = false;
  try {
    const toCheckout = createRowReader(await readCosts(client, reading.shopId));
    await client.query(STREAMING);
    yield* copyRows(client, checkoutsOf(reading), toCheckout);
    await client.query('COMMIT');
    isWhole = true;
  } finally {
    client.release(!isWhole);
  }
}

async function readCosts(client: pg.ClientBase, shopId: ShopId): Promise<UnitCosts> {
  const { rows } = await client.query<[number, number]>({
    text: UNIT_COSTS,
    values: [shopId],
    rowMode: 'array',
  });
  return new Map(rows);
}

/** An order counts while it stands. What its discounts and refunds took off falls on goods of known and unknown cost alike. */
function createRowReader(costs: UnitCosts): (fields: CopyFields) => MeasuredCheckout {
  const toSegments = createListReader();
  const toOrder = (fields: CopyFields): MeasuredOrder | null => {
    const joinedBy = fields.findText() as JoinedBy | null;
    if (joinedBy === null) return null;
    const completedAt = fields.getInstant();
    const isOwnCurrency = fields.getBoolean();
    const paid = fields.getInteger();
    const revenueMinor = isOwnCurrency ? paid : 0;
    const { items, amount, costedAmount, cost } = goodsOf(fields.findText(), costs);
    const costedMinor = amount > 0 ? Math.round((revenueMinor * costedAmount) / amount) : 0;
    const profitMinor = isOwnCurrency ? costedMinor - cost : 0;
    return { joinedBy, completedAt, revenueMinor, costedMinor, profitMinor, items };
  };
  return (fields) => ({
    unit: fields.getText(),
    firstSeenAt: fields.getInstant(),
    knownBy: fields.getText() as KnownBy,
    hasSeen: fields.getBoolean(),
    hasAccepted: fields.getBoolean(),
    segmentIds: toSegments(fields.findText()),
    order: toOrder(fields),
  });
}

/** Most checkouts share their list with many others: each is read once. */
function createListReader(): (json: string | null) => readonly string[] | null {
  const known = new Map<string, readonly string[]>();
  return (json) => {
    if (json === null) return null;
    const list = known.get(json) ?? (JSON.parse(json) as readonly string[]);
    known.set(json, list);
    return list;
  };
}
