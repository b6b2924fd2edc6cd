import type { Pool } from 'pg';
import type { SimulatedMonth, SimulatedMonthStore } from '#app/ports/simulated-month-store.ts';

/** One row a shop, of a table that nothing else reads. */
export function createSimulatedMonthStore(pool: Pool): SimulatedMonthStore {
  return {
    async find(shopId) {
      const { rows } = await pool.query<{ body: SimulatedMonth }>(
        'SELECT body FROM simulated_month WHERE shop_id = $1',
        [shopId],
      );
      return rows[0]?.body ?? null;
    },
    async save(shopId, month) {
      await pool.query(
        `INSERT INTO simulated_month (shop_id, body) VALUES ($1, $2)
         ON CONFLICT (shop_id) DO UPDATE SET body = EXCLUDED.body`,
        [shopId, JSON.stringify(month)],
      );
    },
    async remove(shopId) {
      await pool.query('DELETE FROM simulated_month WHERE shop_id = $1', [shopId]);
    },
  };
}
