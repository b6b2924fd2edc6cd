import type pg from 'pg';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { VisitorStore } from '#app/ports/visitor-store.ts';

/** Knows the visitor; gives nothing for what is not after their last refusal. */
const SEEN = `
  seen AS (
    INSERT INTO visitor AS known (shop_id, id, seen_at) VALUES ($1, $2, $3)
    ON CONFLICT (shop_id, id) DO UPDATE SET seen_at = greatest(known.seen_at, EXCLUDED.seen_at)
    RETURNING refused_at
  ), allowed AS (SELECT FROM seen WHERE refused_at IS NULL OR refused_at < $3)`;

/** A view is told by its own event and, with the time it lasted, by later ones, in any order: of a wrong clock the earliest receipt counts. */
const SAVE_ACTIVITY = `
  WITH ${SEEN}
  INSERT INTO shopper_activity AS known (shop_id, key, visitor_id, kind, at, product_id, query, lasted_seconds)
  SELECT $1, 'pixel:' || $4, $2, $5, $3, $6, $7, $8 FROM allowed
  ON CONFLICT (shop_id, key) DO UPDATE SET at = least(known.at, EXCLUDED.at),
    lasted_seconds = greatest(known.lasted_seconds, EXCLUDED.lasted_seconds)
   WHERE known.visitor_id = EXCLUDED.visitor_id
     AND (known.at > EXCLUDED.at OR EXCLUDED.lasted_seconds > coalesce(known.lasted_seconds, -1))`;

/** Of two devices of the same second a fixed one. */
const IS_NEWER_DEVICE = `(known.refused_at IS NULL OR known.refused_at < EXCLUDED.device_at)
  AND (known.device_at IS NULL OR (known.device_at, known.device_class) < (EXCLUDED.device_at, EXCLUDED.device_class))`;
const SAVE_DEVICE = `
  INSERT INTO visitor AS known (shop_id, id, seen_at, device_at, device_class) VALUES ($1, $2, $3, $3, $4)
  ON CONFLICT (shop_id, id) DO UPDATE SET seen_at = greatest(known.seen_at, EXCLUDED.seen_at),
    device_at = CASE WHEN ${IS_NEWER_DEVICE} THEN EXCLUDED.device_at ELSE known.device_at END,
    device_class = CASE WHEN ${IS_NEWER_DEVICE} THEN EXCLUDED.device_class ELSE known.device_class END`;

const SAVE_TOKEN = `
  WITH ${SEEN}
  INSERT INTO visitor_token AS known (shop_id, visitor_id, at, token) SELECT $1, $2, $3, $4 FROM allowed
  ON CONFLICT (shop_id, token, visitor_id) DO UPDATE SET at = greatest(known.at, EXCLUDED.at)`;

/** Whom the browser led to by what is removed is forgotten too; what is left leads to somebody again, or to nobody. */
const SAVE_CHECKOUT_START = `
  UPDATE visitor_token SET checkout_started_at = least(checkout_started_at, $3)
   WHERE shop_id = $1 AND visitor_id = $2 AND token = $4`;

const REFUSE = `
  WITH owners AS MATERIALIZED (
    SELECT shopper_id AS customer_id FROM visitor WHERE shop_id = $1 AND id = $2
    UNION SELECT shopper_id FROM shopper_activity WHERE shop_id = $1 AND visitor_id = $2
  ), refused AS (
    INSERT INTO visitor AS known (shop_id, id, seen_at, refused_at) VALUES ($1, $2, $3, $3)
    ON CONFLICT (shop_id, id) DO UPDATE SET seen_at = greatest(known.seen_at, EXCLUDED.seen_at), shopper_id = NULL,
      refused_at = greatest(known.refused_at, EXCLUDED.refused_at),
      device_class = CASE WHEN known.device_at > $3 THEN known.device_class END,
      device_at = CASE WHEN known.device_at > $3 THEN known.device_at END
  ), removed AS (
    DELETE FROM shopper_activity WHERE shop_id = $1 AND visitor_id = $2 AND at <= $3
  ), freed AS (
    UPDATE shopper_activity SET shopper_id = NULL WHERE shop_id = $1 AND visitor_id = $2 AND at > $3
  ), tokens AS (
    DELETE FROM visitor_token WHERE shop_id = $1 AND visitor_id = $2 AND at <= $3 RETURNING token
  ), checkouts AS (
    DELETE FROM checkout USING tokens WHERE checkout.shop_id = $1 AND checkout.token = tokens.token AND checkout.source = 'pixel'
  )
  SELECT customer_id FROM owners WHERE customer_id IS NOT NULL`;

/** Checkouts that were seen in the browser, with the customer each names; an order names its cart's too. */
const CHECKOUTS = `
  SELECT DISTINCT cart.started_at AS at, cart.customer_id FROM visitor_token seen
    JOIN open_cart cart ON cart.shop_id = $1 AND cart.customer_id IS NOT NULL
     AND (cart.token = seen.token OR cart.cart_token = seen.token)
   WHERE seen.shop_id = $1 AND seen.visitor_id = $2`;

const ASSIGN = `
  WITH checkouts AS MATERIALIZED (${CHECKOUTS}
  ), last AS (SELECT customer_id FROM checkouts ORDER BY at DESC, customer_id LIMIT 1
  ), wanted AS (
    SELECT deed.key, deed.shopper_id AS before, coalesce(
             (SELECT customer_id FROM checkouts WHERE checkouts.at >= deed.at ORDER BY checkouts.at, customer_id LIMIT 1),
             (SELECT customer_id FROM last)) AS owner
      FROM shopper_activity deed
     WHERE shop_id = $1 AND visitor_id = $2 AND (shopper_id IS NULL OR deed.at > $3)
  ), stray AS (
    SELECT * FROM wanted WHERE owner IS NOT NULL AND owner IS DISTINCT FROM before
  ), moved AS (
    UPDATE shopper_activity SET shopper_id = stray.owner FROM stray
     WHERE shopper_activity.shop_id = $1 AND shopper_activity.key = stray.key
  ), owned AS (
    UPDATE visitor SET shopper_id = last.customer_id FROM last WHERE shop_id = $1 AND id = $2
  )
  SELECT customer_id FROM last
  UNION SELECT owner FROM stray
  UNION SELECT before FROM stray WHERE before IS NOT NULL
  UNION SELECT shopper_id FROM visitor WHERE shop_id = $1 AND id = $2 AND shopper_id IS NOT NULL`;

const OF_CARTS = `
  SELECT DISTINCT visitor_id FROM visitor_token WHERE shop_id = $1 AND token IN (
    SELECT unnest($2::text[])
    UNION SELECT token FROM open_cart WHERE shop_id = $1 AND kind = 'checkout' AND cart_token = ANY($2::text[]))
   ORDER BY visitor_id`;

/** Visitors of one shop on a transaction's connection. */
export function createVisitorStore(client: pg.ClientBase, shopId: number): VisitorStore {
  const query = <Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]) =>
    client.query<Row>({ name, text, values: [shopId, ...values] });
  return {
    async lock(visitorId) {
      const text = `SELECT pg_advisory_xact_lock(hashtextextended('visitor ' || $1::int || ' ' || $2::text, 0))`;
      await query('visitor-lock', text, [visitorId]);
    },
    async saveActivity(visitorId, { eventId, at, kind, productId, query: asked, lastedSeconds }) {
      await query('visitor-activity', SAVE_ACTIVITY, [
        visitorId,
        toDate(at),
        eventId,
        kind,
        productId,
        asked,
        lastedSeconds ?? null,
      ]);
    },
    async saveDevice(visitorId, { at, deviceClass }) {
      await query('visitor-device', SAVE_DEVICE, [visitorId, toDate(at), deviceClass]);
    },
    async saveToken(visitorId, token, at) {
      await query('visitor-token', SAVE_TOKEN, [visitorId, toDate(at), token]);
    },
    async saveCheckoutStart(visitorId, token, at) {
      await query('visitor-checkout', SAVE_CHECKOUT_START, [visitorId, toDate(at), token]);
    },
    async refuse(visitorId, at) {
      const { rows } = await query<OwnerRow>('visitor-refuse', REFUSE, [visitorId, toDate(at)]);
      return rows.map(({ customer_id }) => customer_id);
    },
    async assign(visitorId, since) {
      const { rows } = await query<OwnerRow>('visitor-assign', ASSIGN, [visitorId, toDate(since)]);
      return rows.map(({ customer_id }) => customer_id);
    },
    async ofCarts(cartTokens) {
      const { rows } = await query<{ visitor_id: string }>('visitor-of-carts', OF_CARTS, [cartTokens]);
      return rows.map(({ visitor_id }) => visitor_id);
    },
  };
}

interface OwnerRow {
  readonly customer_id: CustomerId;
}
