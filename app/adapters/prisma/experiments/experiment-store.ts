import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { slotRanges } from '#app/contracts/experiment-draft.ts';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import { takeFromGroup, takenOf } from '#app/domain/experiments/assignment/group.ts';
import type { SlotRange } from '#app/domain/experiments/assignment/allocation.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { ExperimentStore, NewExperiment } from '#app/ports/experiment-store.ts';
import { EXPERIMENTS, toExperiment, type ExperimentRow } from './experiment-rows.ts';

const START = `
  INSERT INTO experiment (shop_id, id, campaign_id, arms, allocations, metric, status, started_at, group_name, group_ranges, traffic)
  SELECT $1, $7, id, $3, $4, $5, 'running', $6, $8, $9, $10 FROM campaign WHERE shop_id = $1 AND id = $2
  ON CONFLICT (shop_id, campaign_id) WHERE status = 'running' DO NOTHING RETURNING id`;

const STOP = `
  UPDATE experiment SET status = 'stopped', ended_at = $3 WHERE shop_id = $1 AND id = $2 AND status = 'running' RETURNING id`;

/** What the running experiments of a group hold. */
const HELD = `
  SELECT group_ranges FROM experiment WHERE shop_id = $1 AND group_name = $2 AND status = 'running' ORDER BY started_at, id`;

const REALLOCATE = `
  UPDATE experiment SET allocations = allocations || jsonb_build_array($4::jsonb)
   WHERE shop_id = $1 AND id = $2 AND status = 'running' AND (allocations -> -1 ->> 'at')::bigint = $3
     AND $3 <= ($4::jsonb ->> 'at')::bigint
  RETURNING id`;

const LOOK_BY = `
  UPDATE experiment SET segment_ids = $3::text[], segments_asked = ARRAY(SELECT unnest(segments_asked) UNION SELECT unnest($3::text[]))
   WHERE shop_id = $1 AND id = $2`;

/** Experiments as rows. A change of who sees what and the news of it are one transaction. */
export function createExperimentStore(pool: pg.Pool): ExperimentStore {
  const change = (shopId: ShopId, text: string, values: readonly unknown[]): Promise<string | null> =>
    inTransaction(pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(text, [shopId, ...values]);
      if (!rows[0]) return null;
      await publishChange(client, { shopId, kind: 'config' });
      return rows[0].id;
    });
  return {
    async list(shopId) {
      const { rows } = await pool.query<ExperimentRow>(
        `${EXPERIMENTS} ORDER BY ended_at IS NOT NULL, started_at DESC, experiment.id`,
        [shopId],
      );
      return rows.map(toExperiment);
    },
    async find(shopId, id) {
      const { rows } = await pool.query<ExperimentRow>(`${EXPERIMENTS} AND experiment.id = $2`, [shopId, id]);
      return rows[0] ? toExperiment(rows[0]) : null;
    },
    start: (shopId, { campaignId, arms, metric, startedAt, ranges, group, traffic }) =>
      inTransaction(pool, async (client) => {
        const id = randomUUID();
        const held = group ? await lockGroup(client, shopId, group) : [];
        const taken = group && takeFromGroup(held, id, group.share);
        if (group && taken === null) return fail({ kind: 'group-full', free: 1 - takenOf(held) });
        const { rowCount } = await client.query(START, [
          shopId,
          campaignId,
          JSON.stringify(arms),
          JSON.stringify([{ at: startedAt, ranges }]),
          metric,
          toDate(startedAt),
          id,
          group?.name ?? null,
          taken && JSON.stringify(taken),
          traffic,
        ]);
        if (rowCount === 0) return fail({ kind: 'already-running' });
        await publishChange(client, { shopId, kind: 'config' });
        return ok(id);
      }),
    stop: async (shopId, id, at) => (await change(shopId, STOP, [id, toDate(at)])) !== null,
    reallocate: async (shopId, id, after, allocation) =>
      (await change(shopId, REALLOCATE, [id, after, JSON.stringify(allocation)])) !== null,
    async lookBy(shopId, id, segmentIds) {
      await pool.query(LOOK_BY, [shopId, id, segmentIds]);
    },
  };
}

/** What a group's running experiments hold. Until the transaction ends nobody else of the shop joins a group. */
async function lockGroup(
  client: pg.PoolClient,
  shopId: ShopId,
  { name }: NonNullable<NewExperiment['group']>,
): Promise<readonly SlotRange[]> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`groups ${shopId}`]);
  const { rows } = await client.query<{ group_ranges: unknown }>(HELD, [shopId, name]);
  return rows.flatMap(({ group_ranges }) => slotRanges.parse(group_ranges));
}
