import type pg from 'pg';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { FollowedSegmentStore } from '#app/ports/followed-segments.ts';
import { SHOP_COLUMNS, toShop, type ShopRow } from '../shops/shop-store.ts';

interface FollowedRow {
  id: string;
  name: string;
  read_at: Date | null;
  members: number | null;
  problem: string | null;
}

/** Followed Shopify segments as rows of `followed_segment`. */
export function createFollowedSegmentStore(pool: pg.Pool): FollowedSegmentStore {
  return {
    async list(shopId) {
      const { rows } = await pool.query<FollowedRow>(
        `SELECT segment_id AS id, name, read_at, members, problem FROM followed_segment
          WHERE shop_id = $1 AND followed_at IS NOT NULL ORDER BY followed_at, segment_id`,
        [shopId],
      );
      return rows.map(({ read_at, ...row }) => ({ ...row, readAt: read_at && toInstant(read_at) }));
    },
    async follow(shopId, { id, name }, at) {
      await pool.query(
        `INSERT INTO followed_segment AS known (shop_id, segment_id, name, followed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (shop_id, segment_id) DO UPDATE SET name = EXCLUDED.name, reading_at = NULL, read_at = NULL,
           members = NULL, problem = NULL, followed_at = coalesce(known.followed_at, EXCLUDED.followed_at)`,
        [shopId, id, name, at],
      );
    },
    async unfollow(shopId, id) {
      await pool.query(
        'UPDATE followed_segment SET followed_at = NULL WHERE shop_id = $1 AND segment_id = $2',
        [shopId, id],
      );
    },
    claim: (now, before, limit) => claim(pool, now, before, limit),
    async knownCustomers(shopId, id) {
      const { rows } = await pool.query<{ customer_id: CustomerId }>(
        'SELECT customer_id FROM shopify_segment_member WHERE shop_id = $1 AND segment_id = $2',
        [shopId, id],
      );
      return rows.map((row) => row.customer_id);
    },
    async markRead(shopId, id, at, members) {
      await pool.query(
        `UPDATE followed_segment SET read_at = $3, members = $4, problem = NULL, reading_at = NULL
          WHERE shop_id = $1 AND segment_id = $2`,
        [shopId, id, at, members],
      );
    },
    async markFailed(shopId, id, problem) {
      await pool.query('UPDATE followed_segment SET problem = $3 WHERE shop_id = $1 AND segment_id = $2', [
        shopId,
        id,
        problem,
      ]);
    },
  };
}

async function claim(pool: pg.Pool, now: Date, before: Date, limit: number) {
  const { rows } = await pool.query<{ shop_id: number; segment_id: string }>(
    `UPDATE followed_segment SET reading_at = $1 WHERE (shop_id, segment_id) IN (
       SELECT shop_id, segment_id FROM followed_segment JOIN shop ON shop.id = shop_id
        WHERE followed_at IS NOT NULL AND uninstalled_at IS NULL AND (read_at IS NULL OR read_at < $2)
          AND (reading_at IS NULL OR reading_at < $1::timestamptz - interval '10 minutes')
        ORDER BY read_at NULLS FIRST LIMIT $3 FOR UPDATE OF followed_segment SKIP LOCKED)
     RETURNING shop_id, segment_id`,
    [now, before, limit],
  );
  const shops = await pool.query<ShopRow>(`SELECT ${SHOP_COLUMNS} FROM shop WHERE id = ANY($1)`, [
    rows.map((row) => row.shop_id),
  ]);
  const byId = new Map(shops.rows.map(toShop).map((shop) => [Number(shop.id), shop]));
  return rows.flatMap(({ shop_id, segment_id: id }) => {
    const shop = byId.get(shop_id);
    return shop ? [{ shop, id }] : [];
  });
}
