import type pg from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import type { Harm, HarmStore } from '#app/ports/experiment-store.ts';

/** Campaigns that Attune paused by itself. Whoever changes one afterwards takes the reason away (campaign-store.ts). */
export function createHarmStore(pool: pg.Pool): HarmStore {
  return {
    pause: (shopId, campaignIds, harm) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ id: string }>(
          `UPDATE campaign SET status = 'paused', harm = $3, version = version + 1, updated_at = now()
            WHERE shop_id = $1 AND id = ANY($2) AND status = 'running' RETURNING id`,
          [shopId, campaignIds, JSON.stringify(harm)],
        );
        if (rows.length > 0) await publishChange(client, { shopId, kind: 'config' });
        return rows.map(({ id }) => id).toSorted();
      }),
    async untold(shopId, since) {
      const { rows } = await pool.query<{ id: string; name: string; sentence: string }>(
        `SELECT id, name, harm ->> 'sentence' AS sentence FROM campaign
          WHERE shop_id = $1 AND status = 'paused' AND (harm ->> 'at')::float8 >= $2 AND harm -> 'toldAt' IS NULL ORDER BY id`,
        [shopId, since],
      );
      return rows;
    },
    async markTold(shopId, campaignIds, at) {
      await pool.query(
        `UPDATE campaign SET harm = harm || jsonb_build_object('toldAt', $3::float8)
          WHERE shop_id = $1 AND id = ANY($2) AND harm IS NOT NULL`,
        [shopId, campaignIds, at],
      );
    },
    async find(shopId) {
      const { rows } = await pool.query<{ id: string; name: string; harm: Harm }>(
        "SELECT id, name, harm FROM campaign WHERE shop_id = $1 AND status = 'paused' AND harm IS NOT NULL ORDER BY id",
        [shopId],
      );
      return new Map(rows.map(({ id, name, harm }) => [id, { ...harm, name }]));
    },
  };
}
