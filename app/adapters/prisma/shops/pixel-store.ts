import type { Pool } from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { PixelStore } from '#app/ports/pixel-store.ts';

const TALLY = `
  SELECT (SELECT received_at FROM inbox_delivery
           WHERE shop = $1 AND received_at > $2::timestamptz - interval '30 days' AND starts_with(topic, 'pixel/')
           ORDER BY received_at DESC LIMIT 1) AS newest_at,
         (SELECT count(*) FROM inbox_delivery
           WHERE shop = $1 AND received_at > $2::timestamptz - interval '1 day' AND starts_with(topic, 'pixel/')) AS last_day`;

/** The web pixel in the shop's row, and what it told in the inbox. */
export function createPixelStore(pool: Pool): PixelStore {
  const set = (shopId: number, assignments: string, values: readonly unknown[]): Promise<void> =>
    inTransaction(pool, async (client) => {
      await client.query(`UPDATE shop SET ${assignments}, updated_at = now() WHERE id = $1`, [
        shopId,
        ...values,
      ]);
      await publishChange(client, { shopId, kind: 'shop' });
    });
  return {
    async findId(shopId) {
      const { rows } = await pool.query<{ pixel_id: string | null }>(
        'SELECT pixel_id FROM shop WHERE id = $1',
        [shopId],
      );
      return rows[0]?.pixel_id ?? null;
    },
    switchOn: (shopId, pixelId, at) =>
      set(shopId, 'pixel_id = $2, pixel_since = coalesce(pixel_since, $3)', [pixelId, toDate(at)]),
    switchOff: (shopId) => set(shopId, 'pixel_id = NULL, pixel_since = NULL', []),
    async tally(shopDomain, now) {
      const { rows } = await pool.query<{ newest_at: Date | null; last_day: string }>(TALLY, [
        shopDomain,
        toDate(now),
      ]);
      const [row] = rows;
      return {
        newestAt: row?.newest_at ? toInstant(row.newest_at) : null,
        lastDay: Number(row?.last_day ?? 0),
      };
    },
  };
}
