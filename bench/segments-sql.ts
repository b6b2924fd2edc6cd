/**
 * Counting who is in a segment by SQL, over tables of 300,000 customers: the first count of a preview, without a limit of time,
 * beside a plain `count(*)` of the same tables in the same run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { createSegmentCounter } from '#app/adapters/prisma/rules/segment-counter.ts';
import { createShopStore } from '#app/adapters/prisma/shop-store.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { Shop } from '#app/ports/shop-store.ts';
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
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  try {
    await migrate(server.url);
    const shopId = await seedShoppers(pool, new Date(NOW * 1000), say);
    const shop = await createShopStore(pool).findById(shopId as ShopId);
    invariant(shop, 'the shop was just made');
    return [...(await measureScans(pool, shopId)), ...(await measureRules(pool, shop, say))];
  } finally {
    await pool.end();
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
  const counter = createSegmentCounter(pool, { budgetMs: NO_LIMIT });
  const figures: Figure[] = [];
  for (const [text, most] of RULES) {
    const parsed = parseRule(text);
    invariant(parsed.ok, `${text} is a rule`);
    const count = () => counter.count(shop, parsed.value, NOW, 5);
    const { members } = await count();
    say(`${text}: ${members} members`);
    figures.push({ name: text, value: await median(count), unit: 'ms', target: { most } });
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
