import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPlannerStatistics } from '#app/adapters/postgres/planner-statistics.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';

let database: ClonedDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Hours of deliveries, counted by PostgreSQL at once and not within a second. */
async function write(from: number, to: number): Promise<void> {
  await pool.query(
    `INSERT INTO intake_hour (shop, topic, hour, deliveries, repeated, out_of_order, lateness, newest_at)
     SELECT 'a.myshopify.com', 'orders/create', to_timestamp(3600 * n), 1, 0, 0, '{}', now() FROM generate_series($1::int, $2::int) AS n`,
    [from, to],
  );
  await pool.query('SELECT pg_stat_force_next_flush()');
}
const believedRows = async (): Promise<number> =>
  Number(
    (await pool.query(`SELECT reltuples FROM pg_class WHERE oid = 'intake_hour'::regclass`)).rows[0]
      ?.reltuples,
  );

it('has a table looked at when it holds its first thousand rows, and again when it doubled', async () => {
  const statistics = createPlannerStatistics(pool);
  await write(1, 999);
  expect(await statistics.refresh()).toEqual([]);
  await write(1_000, 1_500);
  expect(await statistics.refresh()).toEqual(['intake_hour']);
  expect(await believedRows()).toBe(1_500);
  await write(1_501, 2_900);
  expect(await statistics.refresh()).toEqual([]);
  await write(2_901, 3_100);
  expect(await statistics.refresh()).toEqual(['intake_hour']);
  expect(await believedRows()).toBe(3_100);
});
