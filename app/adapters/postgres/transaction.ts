import type pg from 'pg';
import { isDeadlock } from './transient-failure.ts';

/** Runs `work` in one transaction on one connection of the pool: committed when it resolves, rolled back when it rejects. */
export async function inTransaction<Value>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const value = await work(client);
    await client.query('COMMIT');
    client.release();
    return value;
  } catch (error) {
    await client.query('ROLLBACK').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}

/** Times a transaction is tried again at once after a deadlock. */
const DEADLOCK_RETRIES = 6;

/**
 * Runs `work` again when it lost a deadlock: PostgreSQL rolled it back, so that the other one could go on. `work` is a whole
 * transaction; it is told how often it was tried before, so that it may take fewer locks.
 */
export async function retryDeadlocks<Value>(work: (retries: number) => Promise<Value>): Promise<Value> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await work(retries);
    } catch (error) {
      if (!isDeadlock(error) || retries >= DEADLOCK_RETRIES) throw error;
    }
  }
}
