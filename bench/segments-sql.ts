/**
 * Counting who is in a segment by SQL, over tables of 300,000 customers: the first count of a preview, without a limit of time,
 * beside a plain `count(*)` of the same tables in the same run. On Linux with the time the database's process was on a processor, which
 * a busy machine changes little.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { createSegmentCounter } from '#app/adapters/prisma/rules/segment-counter.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { estimate } from '#app/use-cases/segments/preview-segment.ts';
import type { Figure } from './report/figure.ts';
import { seedShoppers } from './segments-sql/seed-shoppers.ts';

const NOW = 1_795_348_800;
const ROUNDS = 5;
const NO_LIMIT = 0;

/** Milliseconds at most, by rule. One condition, then rules like those that shops start from. */
const RULES: readonly (readonly [rule: string, most: number])[] = [
  ['purchases.count within 60 days > 5', 150],
  ['purchases.last within 30 days', 150],
  ['purchases.max within 90 days >= 100', 150],
  ['cart.open_for > 24 hours', 150],
  ['customer.country = "DE"', 150],
  ['loyalty.tier = "Gold"', 150],
  ['purchases.count within 365 days > 3 AND purchases.last within 30 days', 500],
  ['loyalty.tier = "Gold" AND purchases.max within 90 days >= 50', 500],
  ['views.count within 7 days >= 10 AND customer.country IN ("GB", "IE")', 500],
  ['purchases.count = 0 AND views.count within 30 days >= 3', 500],
  ['purchases.spend >= 500 AND NOT purchases.last within 90 days', 500],
  ['carts.abandoned_count within 7 days >= 1 AND customer.email_marketing = true', 500],
];

const SCANS = ['profile', 'orders', 'shopper_activity'];

/** Runs for some four minutes, most of them to fill the tables. */
export async function benchSegmentsSql(say: (line: string) => void): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'attune-bench-'));
  const server = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'off', shared_buffers: '512MB' },
  });
  const database = openDatabase(server.url, { poolSize: 1 });
  const { pool } = database;
  try {
    await migrate(server.url);
    const shopId = await seedShoppers(pool, new Date(NOW * 1000), say);
    const shop = await createShopStore(pool).findById(shopId as ShopId);
    invariant(shop, 'the shop was just made');
    return [...(await measureScans(pool, shopId)), ...(await measureRules(pool, shop, say))];
  } finally {
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureScans(pool: pg.Pool, shopId: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const table of SCANS) {
    const scan = () => pool.query(`SELECT count(*) FROM ${table} WHERE shop_id = $1`, [shopId]);
    figures.push({ name: `count(*) of ${table}`, value: await median(scan), unit: 'ms' });
  }
  return figures;
}

async function measureRules(pool: pg.Pool, shop: Shop, say: (line: string) => void): Promise<Figure[]> {
  const exact = createSegmentCounter(pool, { budgetMs: NO_LIMIT });
  const preview = createSegmentCounter(pool);
  const figures: Figure[] = [];
  for (const [text, most] of RULES) {
    const parsed = parseRule(text);
    invariant(parsed.ok, `${text} is a rule`);
    const { members } = await exact.count(shop, parsed.value, NOW, 5);
    const counting = () => exact.count(shop, parsed.value, NOW, 5);
    figures.push({ name: text, value: await median(counting), unit: 'ms', target: { most } });
    const busy = await processorMs(pool, counting);
    if (busy !== null) figures.push({ name: '  of it on a processor', value: busy, unit: 'ms' });
    const shown = await preview.count(shop, parsed.value, NOW, 5);
    if (shown.looked === shown.shoppers) {
      say(`${text}: ${members} members`);
      continue;
    }
    const told = estimate(shown.members, shown.looked, shown.shoppers);
    say(`${text}: ${members} members; a preview says ${told.members} ± ${told.plusMinus}`);
    const spent = await median(() => preview.count(shop, parsed.value, NOW, 5));
    figures.push({ name: '  its preview, from a sample', value: spent, unit: 'ms' });
  }
  return figures;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const millis: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await work();
    millis.push(performance.now() - began);
  }
  return millis.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** Milliseconds on a processor, of the one connection's process; null where the system does not tell. */
async function processorMs(pool: pg.Pool, work: () => Promise<unknown>): Promise<number | null> {
  const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const read = async (): Promise<number> =>
    Number((await readFile(`/proc/${rows[0]?.pid}/schedstat`, 'utf8')).split(' ')[0]) / 1e6;
  const before = await read().catch(() => null);
  if (before === null) return null;
  for (let round = 0; round < ROUNDS; round += 1) await work();
  return ((await read()) - before) / ROUNDS;
}
