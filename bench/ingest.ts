/**
 * Orders of five lines from signed webhook over HTTP to order, profile and memberships, by the real server (one process that takes
 * deliveries in, one worker, embedded PostgreSQL), beside set-based inserts of the same rows into the same PostgreSQL: round by round in turn,
 * because a machine's speed changes from minute to minute.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { insertRows } from '#tests/support/rows.ts';
import {
  cpuSeconds,
  cpuSecondsOfChildren,
  startProcess,
  startServer,
  type BenchProcess,
} from './checkout/process.ts';
import type { IngestJob, IngestResult } from './ingest/load.ts';
import { INGEST_SHOP, PRODUCTS } from './ingest/orders.ts';
import { insertRaw, makeRawTables, type RawInserts } from './ingest/raw-inserts.ts';
import type { Figure } from './report/figure.ts';
import { middle } from './report/middle.ts';

const SECRET = 'bench-client-secret';
const WARM_UP = 5_000;
const ROUNDS = 5;
const ROUND = 10_000;
const PACED_RATE = 1_000;
const PACED = 10_000;
const CONNECTIONS = 32;

const RULES = {
  frequent: 'purchases.count within 60 days > 1',
  spenders: 'purchases.spend within 20 days >= 60',
  buyers: 'purchases.count >= 1',
  large: 'purchases.max within 30 days >= 100',
  lapsed: 'purchases.count >= 1 AND NOT purchases.last within 20 days',
};

interface Side {
  readonly load: BenchProcess;
  readonly intake: BenchProcess & { readonly url: string };
  readonly worker: BenchProcess;
  readonly postmaster: number;
  readonly pool: pg.Pool;
}

interface Run extends IngestResult {
  readonly orders: number;
  /** From the first delivery sent until none was pending. */
  readonly foldedSeconds: number;
  readonly cpu: { readonly intake: number; readonly worker: number; readonly database: number };
}

/** Runs for about a minute. */
export async function benchIngest(say: (line: string) => void): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'attune-ingest-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  try {
    const side = await prepare(dataDir, undo);
    say(
      `a shop of ${PRODUCTS} products and ${Object.keys(RULES).length} segments; orders of 5 lines, each of a cart and a checkout`,
    );
    const first = await measure(side, { from: 0, count: WARM_UP, rate: null });
    say(`the first ${WARM_UP} orders of an empty shop: folded after ${first.foldedSeconds.toFixed(1)} s`);
    await makeRawTables(side.pool);
    await insertRaw(side.pool, () => cpuOf(side).database);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const flood = await measure(side, { from: WARM_UP + round * ROUND, count: ROUND, rate: null });
      const raw = await insertRaw(side.pool, () => cpuOf(side).database);
      rounds.push({ flood, raw });
      say(roundLine(round + 1, { flood, raw }));
    }
    // What the raw inserts left to be written to disk is not the intake's to wait for.
    await side.pool.query('CHECKPOINT');
    const from = WARM_UP + ROUNDS * ROUND;
    const paced = await measure(side, { from, count: PACED, rate: PACED_RATE });
    say(`${PACED} orders at ${PACED_RATE}/s: folded after ${paced.foldedSeconds.toFixed(1)} s`);
    return figures({ first, rounds, paced, lost: await ordersMissing(side.pool, from + PACED) });
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** Orders as fast as they are taken, and then their rows once more, raw. */
interface Round {
  readonly flood: Run;
  readonly raw: RawInserts;
}

/** Orders a second. */
const floodRate = ({ flood }: Round): number => flood.orders / flood.foldedSeconds;
const rawRate = ({ flood, raw }: Round): number => flood.orders / raw.seconds;
const shareOf = (round: Round): number => (100 * floodRate(round)) / rawRate(round);

const roundLine = (number: number, round: Round): string =>
  `round ${number}: ${Math.round(floodRate(round))}/s end to end, ${Math.round(rawRate(round))}/s raw (${round.raw.rows} rows): ${shareOf(round).toFixed(1)} %`;

interface Measured {
  /** From an empty database on. */
  readonly first: Run;
  readonly rounds: readonly Round[];
  readonly paced: Run;
  readonly lost: number;
}

function figures({ first, rounds, paced, lost }: Measured): Figure[] {
  const shares = rounds.map(shareOf);
  const micros = (seconds: (round: Round) => number): number =>
    (rounds.reduce((sum, round) => sum + seconds(round), 0) * 1e6) / (ROUNDS * ROUND);
  const refused = rounds.reduce((sum, { flood }) => sum + flood.refused, paced.refused);
  return [
    {
      name: 'orders a second, end to end, the middle round',
      value: middle(rounds.map(floodRate)),
      unit: '1/s',
      target: { least: 1_000 },
    },
    {
      name: 'the same, the first orders of an empty shop',
      value: first.orders / first.foldedSeconds,
      unit: '1/s',
    },
    {
      name: 'raw inserts of the same rows, orders a second, the middle round',
      value: middle(rounds.map(rawRate)),
      unit: '1/s',
    },
    {
      name: 'end to end, of the raw rate, the middle round',
      value: middle(shares),
      unit: '%',
      target: { least: 25 },
    },
    { name: 'the same, the lowest round', value: Math.min(...shares), unit: '%' },
    { name: 'CPU of the intake an order', value: micros(({ flood }) => flood.cpu.intake), unit: 'µs' },
    { name: 'CPU of the worker an order', value: micros(({ flood }) => flood.cpu.worker), unit: 'µs' },
    { name: 'CPU of PostgreSQL an order', value: micros(({ flood }) => flood.cpu.database), unit: 'µs' },
    {
      name: "CPU of the deliveries' sender an order",
      value: micros(({ flood }) => flood.cpuSeconds),
      unit: 'µs',
    },
    {
      name: 'CPU of PostgreSQL an order, raw inserts',
      value: micros(({ raw }) => raw.databaseCpuSeconds),
      unit: 'µs',
    },
    { name: `p50 of a webhook's answer at ${PACED_RATE}/s`, value: paced.p50Ms, unit: 'ms' },
    {
      name: `p99 of a webhook's answer at ${PACED_RATE}/s`,
      value: paced.p99Ms,
      unit: 'ms',
      target: { most: 50 },
    },
    {
      name: `p99 of a webhook's answer as fast as taken, the middle round`,
      value: middle(rounds.map(({ flood }) => flood.p99Ms)),
      unit: 'ms',
    },
    { name: 'folded after the last answer', value: paced.foldedSeconds - paced.seconds, unit: 's' },
    {
      name: 'deliveries refused, or orders missing',
      value: refused + lost,
      unit: 'orders',
      target: { most: 0 },
    },
  ];
}

async function measure(
  side: Side,
  { from, count, rate }: Pick<IngestJob, 'from' | 'count' | 'rate'>,
): Promise<Run> {
  const job: IngestJob = {
    url: side.intake.url,
    secret: SECRET,
    from,
    count,
    rate,
    connections: CONNECTIONS,
  };
  const isReady = side.load.nextLine((line) => line === 'ready');
  side.load.tell(JSON.stringify(job));
  await isReady;
  const startedAt = performance.now();
  const before = cpuOf(side);
  const result: IngestResult = JSON.parse(await side.load.nextLine());
  await untilFolded(side.pool);
  const after = cpuOf(side);
  return {
    ...result,
    orders: count,
    foldedSeconds: (performance.now() - startedAt) / 1000,
    cpu: {
      intake: after.intake - before.intake,
      worker: after.worker - before.worker,
      database: after.database - before.database,
    },
  };
}

const cpuOf = ({ intake, worker, postmaster }: Side) => ({
  intake: cpuSeconds(intake.pid) ?? 0,
  worker: cpuSeconds(worker.pid) ?? 0,
  database: cpuSecondsOfChildren(postmaster) ?? 0,
});

async function untilFolded(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(`SELECT FROM inbox_delivery WHERE status = 'pending' LIMIT 1`);
    if (rows.length === 0) return;
    await sleep(50);
  }
}

/** Orders that were sent and are not in the profile of their customer. */
async function ordersMissing(pool: pg.Pool, sent: number): Promise<number> {
  const { rows } = await pool.query<{ stored: string }>(
    `SELECT count(*) AS stored FROM orders JOIN profile ON profile.shopper_id = orders.customer_id
        AND orders.shop_id = profile.shop_id WHERE 'buyers' = ANY(segment_ids)`,
  );
  return sent - Number(rows[0]?.stored ?? 0);
}

async function prepare(dataDir: string, undo: (() => Promise<unknown>)[]): Promise<Side> {
  const server = await startEmbeddedPostgres({ dataDir });
  undo.push(() => server.stop());
  await migrate(server.url);
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  // A connection that was let go may still be told that the server stops.
  pool.on('error', () => {});
  undo.push(() => pool.end());
  await seedShop(pool);
  const { rows } = await pool.query<{ file: string }>(`SELECT current_setting('data_directory') AS file`);
  const pidFile = await readFile(path.join(rows[0]?.file ?? '', 'postmaster.pid'), 'utf8');
  const start = (role: string): BenchProcess => {
    const started = startServer(environment(role, server.url, dataDir));
    undo.push(() => started.stop());
    return started;
  };
  const listening = async (started: BenchProcess): Promise<string> =>
    JSON.parse(await started.nextLine((text) => text.includes('"listening"'))).url;
  const intake = start('checkout');
  const url = await listening(intake);
  const worker = start('worker');
  await listening(worker);
  const load = startProcess('bench/ingest/load.ts', {});
  undo.push(() => load.stop());
  return { load, intake: { ...intake, url }, worker, postmaster: Number.parseInt(pidFile, 10), pool };
}

const environment = (role: string, databaseUrl: string, dataDir: string): Record<string, string> => ({
  SHOPIFY_API_KEY: 'bench-client-id',
  SHOPIFY_API_SECRET: SECRET,
  SHOPIFY_APP_URL: 'https://bench.example.com',
  ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
  DATABASE_URL: databaseUrl,
  DATA_DIR: dataDir,
  ROLE: role,
  PORT: '0',
});

async function seedShop(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at)
     VALUES ($1, 'Bench', 'GBP', 'Europe/London', '{}', now()) RETURNING id`,
    [INGEST_SHOP],
  );
  const shopId = Number(rows[0]?.id);
  const at = new Date();
  await insertRows(
    pool,
    'segment',
    Object.entries(RULES).map(([id, rule]) => ({ shop_id: shopId, id, name: id, rule })),
  );
  await insertRows(
    pool,
    'product',
    Array.from({ length: PRODUCTS }, (_, number) => ({
      shop_id: shopId,
      id: `gid://shopify/Product/${number + 1}`,
      title: `Product ${number}`,
      handle: `product-${number}`,
      vendor: 'Maker',
      type: 'Thing',
      tags: [],
      status: 'ACTIVE',
      published_at: at,
      updated_at: at,
    })),
  );
}
