import type pg from 'pg';

/**
 * Runs `work` on a shop while no other process runs one under the same `key`; false, without waiting, when one does. A lock of the
 * connection: it ends with the process, however that ends.
 */
export async function withShopLock(
  pool: pg.Pool,
  key: number,
  shopId: number,
  work: () => Promise<void>,
): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1, $2) AS locked',
      [key, shopId],
    );
    if (rows[0]?.locked !== true) return false;
    try {
      await work();
      return true;
    } finally {
      await client.query('SELECT pg_advisory_unlock($1, $2)', [key, shopId]);
    }
  } finally {
    client.release();
  }
}
