import type pg from 'pg';
import { withShopLock } from '#app/adapters/postgres/shop-lock.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import {
  DOUBTED,
  type DueCustomer,
  type KnownPayload,
  type LocalPayloadStore,
  type LocalState,
} from '#app/ports/local-payload-store.ts';
import { deflateContent } from '../decisions/record-bytes.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';

/** Told apart from the locks of other work. */
const LOCAL_LOCK = 0x4c6f63;

interface StateRow {
  since: Date | null;
  products_of: string | null;
  products_at: Date | null;
  product_cursor: string | null;
  day: string;
  calls: number;
  written_at: Date | null;
  failures: number;
}

interface PayloadRow {
  owner_id: string;
  hash: string;
  until: Date;
}

/** A customer's item events do not touch the profile, so they are looked for themselves; those of the last day, or of last time. */
const CUSTOMERS_DUE = `
  WITH heard AS (
    SELECT decision.shopper_id, max(event.at) AS at
      FROM item_event AS event JOIN decision ON decision.shop_id = $1 AND decision.id = event.decision_id
     WHERE event.shop_id = $1 AND event.at > now() - interval '1 day' AND decision.shopper_id IS NOT NULL
     GROUP BY decision.shopper_id
  ), customer AS (
    SELECT profile.shopper_id AS id, greatest(profile.updated_at, heard.at) AS heard_at
      FROM profile LEFT JOIN heard USING (shopper_id)
     WHERE profile.shop_id = $1 AND profile.shopper_id LIKE 'gid://shopify/Customer/%'
       AND profile.merged_into IS NULL AND NOT profile.is_deleted
  ), payload AS (
    SELECT owner_id AS id, rules, until, compiled_at FROM local_payload
     WHERE shop_id = $1 AND owner_id LIKE 'gid://shopify/Customer/%'
  )
  SELECT id AS "customerId", heard_at IS NULL AS "isGone" FROM customer FULL JOIN payload USING (id)
   WHERE heard_at IS NULL
      OR heard_at > $3 AND (compiled_at IS NULL OR rules <> $2 OR until < $4 OR compiled_at < heard_at)
   ORDER BY heard_at DESC NULLS FIRST, id LIMIT $5`;

const KEEP_TEXTS = `
  WITH given AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::bytea[]) AS given (owner_id, name, content)
  ), replaced AS (
    UPDATE local_payload_text AS old SET replaced_at = $5 FROM given
     WHERE old.shop_id = $1 AND old.owner_id = given.owner_id AND old.name <> given.name AND replaced_at IS NULL
  )
  INSERT INTO local_payload_text (shop_id, owner_id, name, content) SELECT $1, given.* FROM given
  ON CONFLICT (shop_id, owner_id, name) DO UPDATE SET replaced_at = NULL`;

/** Of the shop $1 and the owner $2; a row also where nothing was known to be written. */
export const DOUBT = `
  INSERT INTO local_payload (shop_id, owner_id, hash, until, rules, compiled_at)
  VALUES ($1, $2, '${DOUBTED}', to_timestamp(0), '', now())
  ON CONFLICT (shop_id, owner_id) DO UPDATE SET hash = EXCLUDED.hash, until = EXCLUDED.until`;

const FORGET = `
  WITH texts AS (DELETE FROM local_payload_text WHERE shop_id = $1 AND owner_id = ANY ($2))
  DELETE FROM local_payload WHERE shop_id = $1 AND owner_id = ANY ($2)`;

/** What Shopify was told, as rows of `local_decision` (a shop each) and `local_payload` (an owner each), and its texts in `local_payload_text`. */
export function createLocalPayloadStore(pool: pg.Pool): LocalPayloadStore {
  return {
    async shopsDue(scopes, now) {
      const { rows } = await pool.query<ShopRow>(
        `SELECT ${SHOP_COLUMNS} FROM shop WHERE uninstalled_at IS NULL AND scopes @> $1
            AND EXISTS (SELECT FROM local_decision AS state
                         WHERE state.shop_id = shop.id AND (retry_at IS NULL OR retry_at <= $2)
                           AND (since IS NOT NULL OR EXISTS (SELECT FROM local_payload WHERE shop_id = shop.id)))`,
        [scopes, now],
      );
      return rows.map(toShop);
    },
    async withShop(shopId, work) {
      await withShopLock(pool, LOCAL_LOCK, shopId, work);
    },
    async find(shopId) {
      const { rows } = await pool.query<StateRow>(
        `SELECT since, products_of, products_at, product_cursor, day::text, calls, written_at, failures
           FROM local_decision WHERE shop_id = $1`,
        [shopId],
      );
      return rows[0] ? toState(rows[0]) : null;
    },
    save: (shopId, state) => saveState(pool, shopId, state),
    markFailed: (shopId, problem, retryAt) => markFailed(pool, shopId, problem, retryAt),
    known: (shopId, ownerIds) => findKnown(pool, shopId, ownerIds),
    keep: (shopId, payloads, rules, at) => keepPayloads(pool, shopId, payloads, rules, at),
    doubt: async (shopId, ownerId) => void (await pool.query(DOUBT, [shopId, ownerId])),
    async keepTexts(shopId, payloads, at) {
      await pool.query(KEEP_TEXTS, [
        shopId,
        payloads.map(({ ownerId }) => ownerId),
        payloads.map(({ name }) => name),
        payloads.map(({ text }) => deflateContent(text)),
        at,
      ]);
    },
    async owners(shopId, limit) {
      const { rows } = await pool.query<{ owner_id: string }>(
        'SELECT owner_id FROM local_payload WHERE shop_id = $1 ORDER BY owner_id DESC LIMIT $2',
        [shopId, limit],
      );
      return rows.map(({ owner_id: ownerId }) => ownerId);
    },
    async forget(shopId, ownerIds) {
      await pool.query(FORGET, [shopId, ownerIds]);
    },
    async customersDue(shopId, { rules, since, endsBefore, limit }) {
      const { rows } = await pool.query<DueCustomer>(CUSTOMERS_DUE, [
        shopId,
        rules,
        since,
        endsBefore,
        limit,
      ]);
      return rows;
    },
  };
}

function toState({
  products_of: productsOf,
  products_at: productsAt,
  product_cursor: productCursor,
  written_at: writtenAt,
  ...rest
}: StateRow): LocalState {
  return { productsOf, productsAt, productCursor, writtenAt, ...rest };
}

async function saveState(
  pool: pg.Pool,
  shopId: ShopId,
  { productsOf, productsAt, productCursor, day, calls, writtenAt }: Omit<LocalState, 'since' | 'failures'>,
): Promise<void> {
  await pool.query(
    `UPDATE local_decision SET products_of = $2, products_at = $3, product_cursor = $4, day = $5, calls = $6,
       written_at = $7, problem = NULL, failures = 0, retry_at = NULL WHERE shop_id = $1`,
    [shopId, productsOf, productsAt, productCursor, day, calls, writtenAt],
  );
}

async function keepPayloads(
  pool: pg.Pool,
  shopId: ShopId,
  payloads: readonly KnownPayload[],
  rules: string,
  at: Date,
): Promise<void> {
  await pool.query(
    `INSERT INTO local_payload (shop_id, owner_id, hash, until, rules, compiled_at)
     SELECT $1, kept.*, $5, $6 FROM unnest($2::text[], $3::text[], $4::timestamptz[]) AS kept
     ON CONFLICT (shop_id, owner_id) DO UPDATE SET hash = EXCLUDED.hash, until = EXCLUDED.until,
       rules = EXCLUDED.rules, compiled_at = EXCLUDED.compiled_at`,
    [
      shopId,
      payloads.map(({ ownerId }) => ownerId),
      payloads.map(({ hash }) => hash),
      payloads.map(({ until }) => toDate(until)),
      rules,
      at,
    ],
  );
}

async function markFailed(pool: pg.Pool, shopId: ShopId, problem: string, retryAt: Date): Promise<void> {
  await pool.query(
    'UPDATE local_decision SET problem = $2, retry_at = $3, failures = failures + 1 WHERE shop_id = $1',
    [shopId, problem, retryAt],
  );
}

async function findKnown(
  pool: pg.Pool,
  shopId: ShopId,
  ownerIds: readonly string[],
): Promise<ReadonlyMap<string, KnownPayload>> {
  const { rows } = await pool.query<PayloadRow>(
    'SELECT owner_id, hash, until FROM local_payload WHERE shop_id = $1 AND owner_id = ANY ($2)',
    [shopId, ownerIds],
  );
  return new Map(
    rows.map(({ owner_id: ownerId, hash, until }) => [ownerId, { ownerId, hash, until: toInstant(until) }]),
  );
}
