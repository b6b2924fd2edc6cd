/**
 * Decisions a second, and CPU a decision, of the real server (role checkout, embedded PostgreSQL, ledger written) beside a bare
 * node:http + HMAC server, in the same run, round by round in turn.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import type { LoadJob, LoadResult } from './checkout/load.ts';
import { cpuSeconds, cpuSecondsOfChildren, startProcess, startServer } from './checkout/process.ts';
import type { BenchProcess } from './checkout/process.ts';
import { makeRequests } from './checkout/requests.ts';
import { seedSyntheticShop } from './checkout/synthetic-shop.ts';
import type { Figure } from './report/figure.ts';
import { middle } from './report/middle.ts';

const APP = { apiKey: 'bench-client-id', apiSecret: 'bench-client-secret' };
const ROUNDS = 5;
/** So that the code is compiled before it is measured. */
const WARM_MS = { bare: 1_000, attune: 10_000 } as const;
const ROUND_MS = 3_000;
const PACED_MS = 6_000;
/** Of what one process could answer in the same round: a machine's speed changes from minute to minute. */
const PACED_LOAD = 0.6;
const CONNECTIONS = 32;

interface Round extends LoadResult {
  readonly cpuSeconds: number;
  readonly databaseCpuSeconds: number;
}

type Measure = (millis: number, rate: number | null) => Promise<Round>;

/** Runs for some three minutes, most of them to store the shoppers. */
export async function benchCheckout(say: (line: string) => void): Promise<readonly Figure[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'attune-bench-'));
  const undo: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  try {
    const { url, postmaster } = await prepareDatabase(dataDir, undo);
    say(
      'a shop of 10,000 products, 50 segments, 40 campaigns, 1,000,000 shoppers on disk, a trained model; 70 % guests',
    );
    const load = startProcess('bench/checkout/load.ts', {});
    undo.push(() => load.stop());
    const bare = await startBare(undo);
    const attune = await startAttune(url, dataDir, undo);
    const requests = makeRequests(APP, Math.floor(Date.now() / 1000));
    const measure =
      (server: StartedServer): Measure =>
      (millis, rate) =>
        measureRound(
          load,
          {
            url: server.url,
            path: '/api/checkout/decision',
            connections: CONNECTIONS,
            millis,
            rate,
            requests,
          },
          server.pid,
          postmaster,
        );
    return await alternate(say, measure(bare), measure(attune));
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** Both servers, as fast as they can and then at one rate. */
interface Found {
  readonly bare: Round;
  readonly attune: Round;
  readonly pacedBare: Round;
  readonly paced: Round;
}

async function alternate(
  say: (line: string) => void,
  bare: Measure,
  attune: Measure,
): Promise<readonly Figure[]> {
  await bare(WARM_MS.bare, null);
  await attune(WARM_MS.attune, null);
  const rounds: Found[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const free = { bare: await bare(ROUND_MS, null), attune: await attune(ROUND_MS, null) };
    const rate = Math.round(PACED_LOAD * perSecond(free.attune));
    const paced = { pacedBare: await bare(PACED_MS, rate), paced: await attune(PACED_MS, rate) };
    say(
      `round ${round}: bare ${perSecond(free.bare)}/s, Attune ${perSecond(free.attune)}/s; ${pacedLine(rate, paced.paced)}`,
    );
    rounds.push({ ...free, ...paced });
  }
  return figures(rounds);
}

function pacedLine(rate: number, { p50Ms, p99Ms }: Round): string {
  return `at ${rate}/s p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
}

function figures(rounds: readonly Found[]): Figure[] {
  const bare = sum(rounds.map((round) => round.bare));
  const attune = sum(rounds.map((round) => round.attune));
  // A server that is never idle is never woken, and a request then costs it less: like is compared with like only at one rate.
  const atRate = sum(rounds.map(({ paced }) => paced));
  const bareAtRate = sum(rounds.map(({ pacedBare }) => pacedBare));
  return [
    { name: 'decisions a second, one process', value: attune.rate, unit: '1/s', target: { least: 1_000 } },
    { name: 'bare server requests a second', value: bare.rate, unit: '1/s' },
    { name: 'CPU a decision', value: attune.cpuMicros, unit: 'µs' },
    { name: 'CPU a bare request', value: bare.cpuMicros, unit: 'µs' },
    { name: 'CPU of PostgreSQL a decision', value: attune.databaseMicros, unit: 'µs' },
    {
      name: 'CPU, decision to bare request, both as fast as they can',
      value: attune.cpuMicros / bare.cpuMicros,
      unit: 'times',
    },
    {
      name: 'CPU, decision to bare request, at the same rate',
      value: atRate.cpuMicros / bareAtRate.cpuMicros,
      unit: 'times',
      target: { most: 4 },
    },
    { name: 'CPU a decision at that rate', value: atRate.cpuMicros, unit: 'µs' },
    { name: 'CPU a bare request at that rate', value: bareAtRate.cpuMicros, unit: 'µs' },
    {
      name: 'p50 at 60 % of full load, the middle round',
      value: atRate.p50Ms,
      unit: 'ms',
      target: { most: 2 },
    },
    {
      name: 'p99 at 60 % of full load, the middle round',
      value: atRate.p99Ms,
      unit: 'ms',
      target: { most: 10 },
    },
    { name: 'the same, the worst round', value: atRate.worstP99Ms, unit: 'ms' },
    {
      name: 'p99 of the bare server at the same rate, the middle round',
      value: bareAtRate.p99Ms,
      unit: 'ms',
    },
    { name: `p99 at full load, ${CONNECTIONS} connections`, value: attune.p99Ms, unit: 'ms' },
    {
      name: 'renders with an offer',
      value: (100 * atRate.withOffer) / atRate.requests,
      unit: '%',
      target: { least: 95 },
    },
    {
      name: 'failures and fallbacks',
      value: attune.failures + bare.failures + atRate.failures + bareAtRate.failures,
      unit: 'answers',
      target: { most: 0 },
    },
  ];
}

function sum(rounds: readonly Round[]) {
  const total = (read: (round: Round) => number): number =>
    rounds.reduce((all, round) => all + read(round), 0);
  const requests = total((round) => round.requests);
  return {
    rate: requests / total((round) => round.seconds),
    cpuMicros: (total((round) => round.cpuSeconds) * 1e6) / requests,
    databaseMicros: (total((round) => round.databaseCpuSeconds) * 1e6) / requests,
    p50Ms: middle(rounds.map((round) => round.p50Ms)),
    p99Ms: middle(rounds.map((round) => round.p99Ms)),
    worstP99Ms: Math.max(...rounds.map((round) => round.p99Ms)),
    requests,
    withOffer: total((round) => round.withOffer),
    failures: total((round) => round.failures),
  };
}

const perSecond = ({ requests, seconds }: Round): number => Math.round(requests / seconds);

async function measureRound(
  load: BenchProcess,
  job: LoadJob,
  pid: number,
  postmaster: number,
): Promise<Round> {
  const before = { app: cpuOf(pid), database: cpuSecondsOfChildren(postmaster) ?? 0 };
  load.tell(JSON.stringify(job));
  const result: LoadResult = JSON.parse(await load.nextLine());
  return {
    ...result,
    cpuSeconds: cpuOf(pid) - before.app,
    databaseCpuSeconds: (cpuSecondsOfChildren(postmaster) ?? 0) - before.database,
  };
}

function cpuOf(pid: number): number {
  const seconds = cpuSeconds(pid);
  if (seconds === null)
    throw new Error('Expected /proc to tell the CPU time of a process; this bench needs Linux.');
  return seconds;
}

async function prepareDatabase(dataDir: string, undo: (() => Promise<unknown>)[]) {
  const server = await startEmbeddedPostgres({ dataDir });
  undo.push(() => server.stop());
  await migrate(server.url);
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  await seedSyntheticShop(pool, Math.floor(Date.now() / 1000));
  await pool.query('VACUUM ANALYZE');
  const { rows } = await pool.query<{ file: string }>(`SELECT current_setting('data_directory') AS file`);
  await pool.end();
  const pidFile = await readFile(path.join(rows[0]?.file ?? '', 'postmaster.pid'), 'utf8');
  return { url: server.url, postmaster: Number.parseInt(pidFile, 10) };
}

interface StartedServer {
  readonly url: string;
  readonly pid: number;
}

async function startBare(undo: (() => Promise<unknown>)[]): Promise<StartedServer> {
  const bare = startProcess('bench/checkout/bare-server.ts', {
    SHOPIFY_API_KEY: APP.apiKey,
    SHOPIFY_API_SECRET: APP.apiSecret,
  });
  undo.push(() => bare.stop());
  return { url: JSON.parse(await bare.nextLine()).url, pid: bare.pid };
}

async function startAttune(
  databaseUrl: string,
  dataDir: string,
  undo: (() => Promise<unknown>)[],
): Promise<StartedServer> {
  const attune = startServer({
    SHOPIFY_API_KEY: APP.apiKey,
    SHOPIFY_API_SECRET: APP.apiSecret,
    SHOPIFY_APP_URL: 'https://bench.example.com',
    ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    ROLE: 'checkout',
    PORT: '0',
    CHECKOUT_RATE_PER_SECOND: '1000000',
  });
  undo.push(() => attune.stop());
  const line = await attune.nextLine((text) => text.includes('"listening"'));
  return { url: JSON.parse(line).url, pid: attune.pid };
}
