import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { createExperimentStore } from '#app/adapters/prisma/experiments/experiment-store.ts';
import { createHarmStore } from '#app/adapters/prisma/experiments/harm-store.ts';
import { createHoldoutStore } from '#app/adapters/prisma/experiments/holdout-store.ts';
import { createMeasurementStore } from '#app/adapters/prisma/experiments/measurement-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { HOLDOUT } from '#app/ports/measurement-store.ts';
import { measureShop } from '#app/use-cases/experiments/measure-shops.ts';
import type { Figure } from '../report/figure.ts';
import { CHECKOUTS, seedCheckouts } from './seed-checkouts.ts';

const NOW = 1_795_348_800;
const ROUNDS = 3;

/** The product's own round of measuring, over a shop with a million checkouts in its 30 days, in PostgreSQL. */
export async function benchMeasuring(say: (line: string) => void): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'attune-bench-'));
  const server = await startEmbeddedPostgres({
    dataDir,
    settings: { fsync: 'off', shared_buffers: '512MB' },
  });
  const database = openDatabase(server.url, { poolSize: 2 });
  try {
    await migrate(server.url);
    const shopId = await seedCheckouts(database.pool, new Date(NOW * 1000), say);
    const shop = await createShopStore(database.pool).findById(shopId as ShopId);
    invariant(shop, 'the shop was just made');
    return await measureFigures(database.pool, shop);
  } finally {
    await database.close();
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

/** The fastest of some rounds, after a first one that takes everything in: how it is every hour. */
async function measureFigures(pool: pg.Pool, shop: Shop): Promise<readonly Figure[]> {
  const rounds: { seconds: number; cpuSeconds: number }[] = [];
  let now = NOW;
  const first = await measureOnce(pool, shop, now);
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push(await measureOnce(pool, shop, (now += SECONDS.hour)));
  const report = (await createMeasurementStore(pool).find(shop.id, HOLDOUT))?.report;
  const counted = (report?.arms ?? []).reduce((sum, { checkouts }) => sum + checkouts, 0);
  const reading = await timesOf(async () => {
    let read = 0;
    for await (const batch of createCheckoutBook(pool).checkouts(shop.id, 'GBP', NOW - 30 * SECONDS.day))
      read += batch.length;
    invariant(read === CHECKOUTS, 'every checkout is read');
  });
  const best = rounds.toSorted((a, b) => a.seconds - b.seconds)[0];
  return [
    { name: 'checkouts that the holdout counts', value: counted, unit: 'checkouts' },
    { name: 'measuring the shop, as every hour', value: best?.seconds ?? 0, unit: 's', target: { most: 10 } },
    { name: 'CPU of it in the worker', value: best?.cpuSeconds ?? 0, unit: 's' },
    { name: 'reading the checkouts out of PostgreSQL alone', value: reading.seconds, unit: 's' },
    { name: 'measuring it for the first time', value: first.seconds, unit: 's' },
  ];
}

function measureOnce(pool: pg.Pool, shop: Shop, now: number) {
  const deps = {
    book: createCheckoutBook(pool),
    holdouts: createHoldoutStore({ pool }),
    experiments: createExperimentStore(pool),
    measurements: createMeasurementStore(pool),
    harms: createHarmStore(pool),
    campaigns: createCampaignStore({ pool }),
    mailAccounts: { find: async () => null },
    mailer: smtpMailer,
    log: silentLog,
    clock: { now: () => now, nowMs: () => now * 1000 },
  };
  return timesOf(() => measureShop(deps, shop));
}

interface Times {
  readonly seconds: number;
  /** Of this process, garbage collection included; the database's is its own. */
  readonly cpuSeconds: number;
}

export async function timesOf(work: () => Promise<void>): Promise<Times> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - start) / 1_000, cpuSeconds: (user + system) / 1e6 };
}
