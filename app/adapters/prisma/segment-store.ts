import type pg from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { RemovalRefusal, SegmentStore, StoredSegment, StoreRefusal } from '#app/ports/segment-store.ts';
import { refusalOf, refuseTakenName } from './refusals.ts';

interface SegmentRow {
  id: string;
  name: string;
  description: string;
  rule: string;
  version: number;
  updated_at: Date;
}

const COLUMNS = 'id, name, description, rule, version, updated_at';

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
    create: (shopId, { name, description, rule }) =>
      change(pool, shopId, (client) =>
        client.query<SegmentRow>(
          `INSERT INTO segment (shop_id, id, name, description, rule, updated_at)
           VALUES ($1, gen_random_uuid()::text, $2, $3, $4, now()) RETURNING ${COLUMNS}`,
          [shopId, name, description, rule],
        ),
      ),
    update: (shopId, id, expectedVersion, { name, description, rule }) =>
      change(
        pool,
        shopId,
        (client) =>
          client.query<SegmentRow>(
            `UPDATE segment SET name = $4, description = $5, rule = $6, version = version + 1, updated_at = now()
             WHERE shop_id = $1 AND id = $2 AND version = $3 RETURNING ${COLUMNS}`,
            [shopId, id, expectedVersion, name, description, rule],
          ),
        (client) => refusalOf(client, 'segment', shopId, id),
      ),
    remove: (shopId, id) => inTransaction(pool, (client) => remove(client, shopId, id)),
  };
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
  const users = await client.query<{ name: string }>(
    'SELECT name FROM campaign WHERE shop_id = $1 AND ($2 = ANY(audience) OR $2 = ANY(excluded)) ORDER BY name',
    [shopId, id],
  );
  if (users.rows.length > 0)
    return fail({ kind: 'in-use', campaignNames: users.rows.map((row) => row.name) });
  const { rowCount } = await client.query('DELETE FROM segment WHERE shop_id = $1 AND id = $2', [shopId, id]);
  if (rowCount === 0) return fail({ kind: 'not-found' });
  await publishChange(client, { shopId, kind: 'config' });
  return ok(null);
}

function toSegment({ updated_at, ...segment }: SegmentRow): StoredSegment {
  return { ...segment, updatedAt: toInstant(updated_at) };
}
