import pg from 'pg';

/**
 * Runs `work` while no other process runs one under the same `name`. The lock has a connection of its own: one of a
 * pool's could be the very connection that `work` waits for. Ends with the connection, so a killed process holds nothing.
 */
export async function withAdvisoryLock<Value>(
  url: string,
  name: string,
  work: () => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, keepAlive: true });
  // A connection lost while `work` runs is told by no query of ours; the work goes on without the lock.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return await work();
  } finally {
    await client.end();
  }
}
