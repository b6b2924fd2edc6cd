import type pg from 'pg';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { RecountStore } from '#app/ports/segment-recounter.ts';
import { withShopLock } from '../../postgres/shop-lock.ts';

/** First key of the advisory locks on a shop's recount; the second is the shop's id. */
const RECOUNT_LOCK = 41_004;

interface RecountRow {
  segment_id: string;
  at: Date;
  members: number;
  checked: number;
  mismatches: number;
  remaining: number;
  sample: CustomerId[];
  problem: string | null;
}

const COLUMNS = 'segment_id, at, members, checked, mismatches, remaining, sample, problem';

export function createRecountStore(pool: pg.Pool): RecountStore {
  return {
    async save(shopId, { segmentId, at, members, checked, mismatches, remaining, sample, problem }) {
      await pool.query(
        `INSERT INTO segment_recount (shop_id, ${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (shop_id, segment_id, at) DO UPDATE SET members = EXCLUDED.members, checked = EXCLUDED.checked,
           mismatches = EXCLUDED.mismatches, remaining = EXCLUDED.remaining, sample = EXCLUDED.sample,
           problem = EXCLUDED.problem`,
        [shopId, segmentId, toDate(at), members, checked, mismatches, remaining, sample, problem],
      );
    },
    async newest(shopId) {
      const { rows } = await pool.query<RecountRow>(
        `SELECT DISTINCT ON (segment_id) ${COLUMNS}
           FROM segment_recount WHERE shop_id = $1 ORDER BY segment_id, at DESC`,
        [shopId],
      );
      return rows.map(({ segment_id, at, ...row }) => ({ ...row, segmentId: segment_id, at: toInstant(at) }));
    },
    async lastAt(shopId) {
      const { rows } = await pool.query<{ at: Date | null }>(
        'SELECT max(at) AS at FROM segment_recount WHERE shop_id = $1',
        [shopId],
      );
      return rows[0]?.at ? toInstant(rows[0].at) : 0;
    },
    withShopLock: (shopId, work) => withShopLock(pool, RECOUNT_LOCK, shopId, work),
  };
}
