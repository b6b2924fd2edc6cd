import type { Pool, PoolClient } from 'pg';
import type {
  JoinedBy,
  KnownBy,
  MeasuredCheckout,
} from '#app/domain/experiments/checkouts/measured-checkout.ts';
import { toDate, type Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { goodsOf, type UnitCosts } from './kept-goods.ts';

/** In the order of the columns: plain numbers and texts, because a million of them are read. The last six are null without an order. */
type CheckoutRow = [
  unit: string,
  firstSeenAt: number,
  knownBy: KnownBy,
  hasSeen: boolean,
  hasAccepted: boolean,
  segmentIds: string | null,
  joinedBy: JoinedBy | null,
  completedAt: number,
  isOwnCurrency: boolean,
  revenue: number,
  kept: string | null,
];

/** Nothing is joined but by key and nothing is sorted whole, so that the first rows come at once and the rest while they are read. */
const CHECKOUTS = `
  SELECT unit, extract(epoch FROM first_seen_at)::int, checkout.source, has_seen, has_accepted,
         CASE WHEN $4 THEN segment_ids::text END, CASE WHEN bought.id IS NOT NULL THEN joined_by END,
         extract(epoch FROM completed_at)::int, bought.currency = $3,
         greatest(bought.subtotal_minor - bought.refunded_minor, 0)::float8, bought.kept
    FROM checkout
    LEFT JOIN orders bought ON bought.shop_id = $1 AND bought.id = checkout.order_id AND bought.cancelled_at IS NULL
   WHERE checkout.shop_id = $1 AND checkout.first_seen_at >= $2
   ORDER BY checkout.first_seen_at, checkout.token`;

const UNIT_COSTS = `
  SELECT substring(id FROM '[0-9]+$'), unit_cost_minor::float8 FROM variant WHERE shop_id = $1 AND unit_cost_minor IS NOT NULL`;

const STREAMING = `
  BEGIN READ ONLY; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_memoize = off`;

const BATCH = 20_000;

interface Reading {
  readonly shopId: ShopId;
  readonly currency: string;
  readonly since: Instant;
  readonly withSegments: boolean;
}

/** By a cursor, so that a million rows are never in memory at once; the next batch is made while one is looked at. */
export async function* readCheckouts(
  pool: Pool,
  { shopId, currency, since, withSegments }: Reading,
): AsyncGenerator<readonly MeasuredCheckout[]> {
  const client = await pool.connect();
  try {
    const toCheckout = createRowReader(await readCosts(client, shopId));
    await client.query(STREAMING);
    await client.query(`DECLARE known CURSOR FOR ${CHECKOUTS}`, [
      shopId,
      toDate(since),
      currency,
      withSegments,
    ]);
    let coming = fetchAhead(client);
    for (;;) {
      const rows = await coming;
      const isLast = rows.length < BATCH;
      if (!isLast) coming = fetchAhead(client);
      if (rows.length > 0) yield rows.map(toCheckout);
      if (isLast) return;
    }
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** It may fail while the batch before it is looked at: nobody hears of it then, but whoever awaits it does. */
function fetchAhead(client: PoolClient): ReturnType<typeof fetch> {
  const coming = fetch(client);
  coming.catch(() => {});
  return coming;
}

async function fetch(client: PoolClient): Promise<readonly CheckoutRow[]> {
  const { rows } = await client.query<CheckoutRow>({ text: `FETCH ${BATCH} FROM known`, rowMode: 'array' });
  return rows;
}

async function readCosts(client: PoolClient, shopId: ShopId): Promise<UnitCosts> {
  const { rows } = await client.query<[string, number]>({
    text: UNIT_COSTS,
    values: [shopId],
    rowMode: 'array',
  });
  return new Map(rows);
}

/** An order counts while it stands. What its discounts and refunds took off falls on goods of known and unknown cost alike. */
function createRowReader(costs: UnitCosts): (row: CheckoutRow) => MeasuredCheckout {
  const toSegments = createListReader();
  return (row) => {
    const [unit, firstSeenAt, knownBy, hasSeen, hasAccepted, segments, joinedBy, ...bought] = row;
    const segmentIds = toSegments(segments);
    if (joinedBy === null)
      return { unit, firstSeenAt, knownBy, hasSeen, hasAccepted, segmentIds, order: null };
    const [completedAt, isOwnCurrency, paid, kept] = bought;
    const { items, amount, costedAmount, cost } = goodsOf(kept, costs);
    const revenueMinor = isOwnCurrency ? paid : 0;
    const costedMinor = amount > 0 ? Math.round((revenueMinor * costedAmount) / amount) : 0;
    const profitMinor = isOwnCurrency ? costedMinor - cost : 0;
    const order = { joinedBy, completedAt, revenueMinor, costedMinor, profitMinor, items };
    return { unit, firstSeenAt, knownBy, hasSeen, hasAccepted, segmentIds, order };
  };
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
