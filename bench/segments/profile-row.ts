import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { decodeProfile, encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import { createRandom } from '../random.ts';
import type { Figure } from '../report/figure.ts';
import { keep, quantile } from './measure.ts';
import { aShopper } from './shoppers.ts';

const ROWS = 50_000;
const READS = 2_000;
const BATCH = 1_000;
const SEGMENTS_EACH = 20;

/** What a shopper of the workload takes in PostgreSQL, and what it takes to read one there by its key. */
export async function measureRows(say: (line: string) => void): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'attune-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: 'off' } });
  const database = openDatabase(server.url, { poolSize: 1 });
  const { pool } = database;
  try {
    await migrate(server.url);
    const shopId = await fillRows(pool);
    say(`${ROWS} profiles in PostgreSQL`);
    return [...(await sizes(pool)), ...(await reads(pool, shopId))];
  } finally {
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function fillRows(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, installed_at)
     VALUES ('rows.myshopify.com', 'Rows', 'GBP', 'Europe/London', now()) RETURNING id`,
  );
  const shopId = Number(rows[0]?.id);
  const random = createRandom(20_261_122);
  for (let from = 0; from < ROWS; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, index) => aShopper(from + index + 1, random));
    await pool.query(
      `INSERT INTO profile (shop_id, shopper_id, data, attributes, segment_ids, next_change_at, config_version, updated_at)
       SELECT $1, row.id, decode(row.data, 'base64'), row.attributes,
              ARRAY(SELECT 'segment' || n FROM generate_series(1, ${SEGMENTS_EACH}) AS n), now(), 1, now()
         FROM jsonb_to_recordset($2) AS row (id text, data text, attributes jsonb)`,
      [
        shopId,
        JSON.stringify(
          batch.map((profile) => ({
            id: profile.shopperId,
            data: Buffer.from(encodeProfile(profile)).toString('base64'),
            attributes: profile.attributes,
          })),
        ),
      ],
    );
  }
  await pool.query('VACUUM ANALYZE profile');
  return shopId;
}

async function sizes(pool: pg.Pool): Promise<readonly Figure[]> {
  const { rows } = await pool.query<{ data: number; row: number; all: number }>(
    `SELECT avg(pg_column_size(data))::float AS data, avg(pg_column_size(profile.*))::float AS row,
            pg_total_relation_size('profile')::float / count(*) AS all FROM profile`,
  );
  const found = rows[0];
  return [
    { name: 'PostgreSQL: bytes of a profile', value: found?.data ?? NaN, unit: 'B' },
    { name: `  of its row, in ${SEGMENTS_EACH} segments`, value: found?.row ?? NaN, unit: 'B' },
    { name: '  of its row with all indexes', value: found?.all ?? NaN, unit: 'B' },
  ];
}

async function reads(pool: pg.Pool, shopId: number): Promise<readonly Figure[]> {
  const random = createRandom(5);
  const millis: number[] = [];
  for (let read = 0; read < READS; read++) {
    const id = `gid://shopify/Customer/${1 + Math.floor(random() * ROWS)}` as const;
    const began = performance.now();
    const { rows } = await pool.query<{ data: Buffer }>({
      name: 'read-profile',
      text: 'SELECT data, segment_ids, next_change_at FROM profile WHERE shop_id = $1 AND shopper_id = $2',
      values: [shopId, id],
    });
    const profile = decodeProfile(rows[0]?.data ?? Buffer.alloc(0), id);
    millis.push(performance.now() - began);
    keep(profile.ok ? profile.value.purchases.length : 0);
  }
  return [
    { name: '  to read one by its key, p50', value: quantile(millis, 0.5), unit: 'ms' },
    { name: '  p99', value: quantile(millis, 0.99), unit: 'ms' },
  ];
}
