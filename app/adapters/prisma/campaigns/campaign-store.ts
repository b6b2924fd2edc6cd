import type pg from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { wordPatterns } from '#app/adapters/postgres/word-patterns.ts';
import { inTransaction, retryDeadlocks } from '#app/adapters/postgres/transaction.ts';
import { CAMPAIGN_STATUSES, campaignContent, campaignLimits } from '#app/contracts/campaign-content.ts';
import type { Schedule } from '#app/domain/campaigns/schedule.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type {
  CampaignSearch,
  CampaignStore,
  CampaignTally,
  FoundCampaigns,
  NewCampaign,
  StoredCampaign,
} from '#app/ports/campaign-store.ts';
import type { StoreRefusal } from '#app/ports/segment-store.ts';
import { settleBudgets } from './campaign-budget.ts';
import { keepVersion, readVersions } from './campaign-versions.ts';
import { IS_UNDONE } from '../orders/undone.ts';
import { refusalOf, refuseTakenName } from '../orders/refusals.ts';

interface CampaignRow {
  id: string;
  name: string;
  kind: string;
  status: string;
  starts_at: Date | null;
  ends_at: Date | null;
  limits: unknown;
  priority: number;
  audience: string[];
  excluded: string[];
  placements: string[];
  content: unknown;
  version: number;
  updated_at: Date;
}

const COLUMNS =
  'id, name, kind, status, starts_at, ends_at, limits, priority, audience, excluded, placements, content, version, updated_at';
const ORDER = 'ORDER BY priority DESC, lower(name), id';

/** Campaigns as rows. A change and the news of it are one transaction. */
export function createCampaignStore({ pool }: Pick<Database, 'pool'>): CampaignStore {
  return {
    async list(shopId) {
      const { rows } = await pool.query<CampaignRow>(
        `SELECT ${COLUMNS} FROM campaign WHERE shop_id = $1 ${ORDER}`,
        [shopId],
      );
      return rows.map(toCampaign);
    },
    search: (shopId, search) => searchByName(pool, shopId, search),
    async find(shopId, id) {
      const { rows } = await pool.query<CampaignRow>(
        `SELECT ${COLUMNS} FROM campaign WHERE shop_id = $1 AND id = $2`,
        [shopId, id],
      );
      return rows[0] ? toCampaign(rows[0]) : null;
    },
    create: (shopId, draft) => change(pool, shopId, (client) => insert(client, shopId, draft)),
    update: (shopId, id, expectedVersion, draft) =>
      change(
        pool,
        shopId,
        (client) => update(client, shopId, { id, expectedVersion, draft }),
        (client) => refusalOf(client, 'campaign', shopId, id),
      ),
    remove: (shopId, id) =>
      inTransaction(pool, async (client) => {
        const { rowCount } = await client.query('DELETE FROM campaign WHERE shop_id = $1 AND id = $2', [
          shopId,
          id,
        ]);
        if (rowCount === 0) return false;
        await publishChange(client, { shopId, kind: 'config' });
        return true;
      }),
    versions: (shopId, id) => readVersions(pool, shopId, id),
    tally: (shopId, since) => tally(pool, shopId, since),
  };
}

async function searchByName(
  pool: pg.Pool,
  shopId: ShopId,
  { text, skip, limit }: CampaignSearch,
): Promise<FoundCampaigns> {
  const fits = 'FROM campaign WHERE shop_id = $1 AND name ILIKE ALL($2)';
  const patterns = wordPatterns(text);
  const [found, counted] = await Promise.all([
    pool.query<CampaignRow>(`SELECT ${COLUMNS} ${fits} ${ORDER} OFFSET $3 LIMIT $4`, [
      shopId,
      patterns,
      skip,
      limit,
    ]),
    pool.query<{ count: number }>(`SELECT count(*)::int AS count ${fits}`, [shopId, patterns]),
  ]);
  return { campaigns: found.rows.map(toCampaign), count: counted.rows[0]?.count ?? 0 };
}

async function change(
  pool: pg.Pool,
  shopId: ShopId,
  write: (client: pg.PoolClient) => Promise<pg.QueryResult<CampaignRow>>,
  explain?: (client: pg.PoolClient) => Promise<StoreRefusal>,
): Promise<Result<StoredCampaign, StoreRefusal>> {
  const work = async (client: pg.PoolClient): Promise<Result<StoredCampaign, StoreRefusal>> => {
    const [row] = (await write(client)).rows;
    if (!row) return fail(explain ? await explain(client) : { kind: 'not-found' });
    await publishChange(client, { shopId, kind: 'config' });
    return ok(toCampaign(row));
  };
  return refuseTakenName(() => retryDeadlocks(() => inTransaction(pool, work)));
}

function insert(
  client: pg.PoolClient,
  shopId: ShopId,
  draft: NewCampaign,
): Promise<pg.QueryResult<CampaignRow>> {
  return client.query<CampaignRow>(
    `INSERT INTO campaign (shop_id, id, name, kind, status, priority, audience, excluded, placements, content,
                           starts_at, ends_at, limits, updated_at)
     VALUES ($1, gen_random_uuid()::text, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now()) RETURNING ${COLUMNS}`,
    [shopId, ...valuesOf(draft)],
  );
}

/** The kind of a campaign never changes: an update of another kind finds no row. What was is kept as a version. */
async function update(
  client: pg.PoolClient,
  shopId: ShopId,
  { id, expectedVersion, draft }: { id: string; expectedVersion: number; draft: NewCampaign },
): Promise<pg.QueryResult<CampaignRow>> {
  const former = await client.query<CampaignRow>(
    `SELECT ${COLUMNS} FROM campaign WHERE shop_id = $1 AND id = $2 AND version = $3 AND kind = $4 FOR UPDATE`,
    [shopId, id, expectedVersion, draft.kind],
  );
  if (!former.rows[0]) return former;
  await keepVersion(client, shopId, toCampaign(former.rows[0]));
  const updated = await client.query<CampaignRow>(
    `UPDATE campaign SET name = $2, status = $4, priority = $5, audience = $6, excluded = $7, placements = $8,
            content = $9, starts_at = $10, ends_at = $11, limits = $12, harm = NULL, version = version + 1, updated_at = now()
     WHERE shop_id = $1 AND id = $13 AND kind = $3 RETURNING ${COLUMNS}`,
    [shopId, ...valuesOf(draft), id],
  );
  await settleBudgets(client, shopId, [id]);
  return updated;
}

function valuesOf(draft: NewCampaign): unknown[] {
  const { name, kind, status, priority, audience, excluded, placements, content, limits } = draft;
  const [from, until] = [draft.schedule.from, draft.schedule.until].map((at) => at && toDate(at));
  const [contentJson, limitsJson] = [content, limits].map((part) => JSON.stringify(part));
  return [
    ...[name, kind, status, priority, audience, excluded, placements, contentJson],
    ...[from, until, limitsJson],
  ];
}

function toCampaign(row: CampaignRow): StoredCampaign {
  const { kind, content, status, updated_at, starts_at, ends_at, limits, ...base } = row;
  const parsed = campaignContent.parse({ kind, content });
  const known = CAMPAIGN_STATUSES.find((candidate) => candidate === status);
  invariant(known, `campaign ${base.id} has a known status`);
  return {
    ...base,
    ...parsed,
    status: known,
    schedule: toSchedule({ starts_at, ends_at }),
    limits: campaignLimits.parse(limits),
    updatedAt: toInstant(updated_at),
  };
}

export function toSchedule({ starts_at, ends_at }: Pick<CampaignRow, 'starts_at' | 'ends_at'>): Schedule {
  return { from: starts_at && toInstant(starts_at), until: ends_at && toInstant(ends_at) };
}

async function tally(
  pool: pg.Pool,
  shopId: ShopId,
  since: Instant,
): Promise<ReadonlyMap<string, CampaignTally>> {
  const { rows } = await pool.query<{ campaign_id: string; exposures: string; acceptances: string }>(
    `SELECT campaign_id, count(*) FILTER (WHERE kind = 'exposure') AS exposures,
            count(*) FILTER (WHERE kind = 'acceptance' AND NOT ${IS_UNDONE}) AS acceptances
     FROM item_event AS event
     WHERE shop_id = $1 AND at >= $2 AND campaign_id IS NOT NULL GROUP BY campaign_id`,
    [shopId, toDate(since)],
  );
  return new Map(
    rows.map((row) => [
      row.campaign_id,
      { exposures: Number(row.exposures), acceptances: Number(row.acceptances) },
    ]),
  );
}
