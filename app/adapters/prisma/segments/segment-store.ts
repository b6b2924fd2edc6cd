import type pg from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { SensitiveRecord } from '#app/domain/segments/sensitive.ts';
import type {
  RemovalRefusal,
  SegmentDraft,
  SegmentStore,
  StoredSegment,
  StoreRefusal,
} from '#app/ports/segment-store.ts';
import { refusalOf, refuseTakenName } from '../orders/refusals.ts';
import { holdRules } from './rules-lock.ts';

interface SegmentRow {
  id: string;
  name: string;
  description: string;
  rule: string;
  next_rule: string | null;
  build_at: Date | null;
  version: number;
  updated_at: Date;
  sensitive: SensitiveRecord | null;
}

const COLUMNS = 'id, name, description, rule, next_rule, build_at, version, updated_at, sensitive';

/** The config version that publishing the change is going to give; its lock keeps the order of whoever swaps rules. */
const COMING = 'coming AS (SELECT config_version + 1 AS version FROM shop WHERE id = $1 FOR NO KEY UPDATE)';

const CREATE = `
  WITH ${COMING}
  INSERT INTO segment (shop_id, id, name, description, rule, next_rule, build_version, build_at, updated_at, sensitive)
  SELECT $1, gen_random_uuid()::text, $2, $3, $4, $4, version, now(), now(), $5 FROM coming RETURNING ${COLUMNS}`;

/** A new segment, whose two rules are the same, changes both; any other keeps the one it serves. */
const UPDATE = `
  WITH ${COMING}
  UPDATE segment SET name = $4, description = $5, version = segment.version + 1, updated_at = now(), sensitive = $7,
         rule = CASE WHEN rule = next_rule THEN $6 ELSE rule END,
         next_rule = CASE WHEN rule = $6 AND rule IS DISTINCT FROM next_rule THEN NULL ELSE $6 END,
         build_version = CASE WHEN coalesce(next_rule, rule) = $6 THEN build_version
                              WHEN rule = $6 THEN NULL ELSE coming.version END,
         build_at = CASE WHEN coalesce(next_rule, rule) = $6 THEN build_at WHEN rule = $6 THEN NULL ELSE now() END
    FROM coming WHERE shop_id = $1 AND id = $2 AND segment.version = $3 RETURNING ${COLUMNS.replace(' version', ' segment.version')}`;

/** Segments as rows. A change and the news of it are one transaction. */
export function createSegmentStore({ pool }: Pick<Database, 'pool'>): SegmentStore {
  return {
    async list(shopId) {
      const { rows } = await pool.query<SegmentRow>(
        `SELECT ${COLUMNS} FROM segment WHERE shop_id = $1 ORDER BY lower(name), id`,
        [shopId],
      );
      return rows.map(toSegment);
    },
    async find(shopId, id) {
      const { rows } = await pool.query<SegmentRow>(
        `SELECT ${COLUMNS} FROM segment WHERE shop_id = $1 AND id = $2`,
        [shopId, id],
      );
      return rows[0] ? toSegment(rows[0]) : null;
    },
    create: (shopId, draft) =>
      change(pool, shopId, (client) => client.query<SegmentRow>(CREATE, [shopId, ...valuesOf(draft)])),
    update: (shopId, id, expectedVersion, draft) =>
      change(
        pool,
        shopId,
        (client) => client.query<SegmentRow>(UPDATE, [shopId, id, expectedVersion, ...valuesOf(draft)]),
        (client) => refusalOf(client, 'segment', shopId, id),
      ),
    remove: (shopId, id) => inTransaction(pool, (client) => remove(client, shopId, id)),
  };
}

function valuesOf({ name, description, rule, sensitive }: SegmentDraft): readonly (string | null)[] {
  return [name, description, rule, sensitive ? JSON.stringify(sensitive) : null];
}

async function change(
  pool: pg.Pool,
  shopId: ShopId,
  write: (client: pg.PoolClient) => Promise<pg.QueryResult<SegmentRow>>,
  explain?: (client: pg.PoolClient) => Promise<StoreRefusal>,
): Promise<Result<StoredSegment, StoreRefusal>> {
  return refuseTakenName(() =>
    inTransaction(pool, async (client) => {
      const [row] = (await write(client)).rows;
      if (!row) return fail(explain ? await explain(client) : { kind: 'not-found' });
      await publishChange(client, { shopId, kind: 'config' });
      return ok(toSegment(row));
    }),
  );
}

async function remove(
  client: pg.PoolClient,
  shopId: ShopId,
  id: string,
): Promise<Result<null, RemovalRefusal>> {
  await holdRules(client, shopId);
  const users = await client.query<{ name: string }>(
    'SELECT name FROM campaign WHERE shop_id = $1 AND ($2 = ANY(audience) OR $2 = ANY(excluded)) ORDER BY name',
    [shopId, id],
  );
  if (users.rows.length > 0)
    return fail({ kind: 'in-use', campaignNames: users.rows.map((row) => row.name) });
  const { rowCount } = await client.query('DELETE FROM segment WHERE shop_id = $1 AND id = $2', [shopId, id]);
  if (rowCount === 0) return fail({ kind: 'not-found' });
  await removeMemberships(client, shopId, id);
  await publishChange(client, { shopId, kind: 'config' });
  return ok(null);
}

async function removeMemberships(client: pg.PoolClient, shopId: ShopId, id: string): Promise<void> {
  await client.query(
    'UPDATE profile SET segment_ids = array_remove(segment_ids, $2) WHERE shop_id = $1 AND segment_ids @> ARRAY[$2]',
    [shopId, id],
  );
  await client.query('DELETE FROM membership_event WHERE shop_id = $1 AND segment_id = $2', [shopId, id]);
  await client.query('DELETE FROM segment_recount WHERE shop_id = $1 AND segment_id = $2', [shopId, id]);
}

function toSegment({ updated_at, next_rule, build_at, rule, ...segment }: SegmentRow): StoredSegment {
  return {
    ...segment,
    rule: next_rule ?? rule,
    servedRule: rule,
    build:
      next_rule === null ? null : { since: toInstant(build_at ?? updated_at), isNew: next_rule === rule },
    updatedAt: toInstant(updated_at),
  };
}
