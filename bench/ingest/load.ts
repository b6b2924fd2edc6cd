/**
 * Shopify's side, a process of its own: one JSON job a line on stdin, one JSON result a line on stdout. Deliveries are made and signed before
 * the clock starts. A paced job counts an answer's time from when its delivery was due.
 */
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { signedOrders, type SignedDelivery } from './orders.ts';

export interface IngestJob {
  readonly url: string;
  readonly secret: string;
  readonly from: number;
  readonly count: number;
  readonly connections: number;
  /** Deliveries a second; null keeps all connections busy. */
  readonly rate: number | null;
}

export interface IngestResult {
  /** Deliveries that were answered with anything but 200, and sent again until they were. */
  readonly refused: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Tally {
  readonly latencies: number[];
  refused: number;
}

async function send(pool: Pool, delivery: SignedDelivery, dueAt: number, tally: Tally): Promise<void> {
  const { statusCode, body } = await pool.request({ method: 'POST', path: '/webhooks', ...delivery });
  await body.dump();
  tally.latencies.push(performance.now() - dueAt);
  if (statusCode === 200) return;
  tally.refused += 1;
  return send(pool, delivery, performance.now(), tally);
}

async function keepBusy(
  pool: Pool,
  job: IngestJob,
  deliveries: SignedDelivery[],
  tally: Tally,
): Promise<void> {
  const work = async (): Promise<void> => {
    for (let next = deliveries.pop(); next; next = deliveries.pop())
      await send(pool, next, performance.now(), tally);
  };
  await Promise.all(Array.from({ length: job.connections }, work));
}

async function pace(
  pool: Pool,
  rate: number,
  deliveries: readonly SignedDelivery[],
  tally: Tally,
): Promise<void> {
  const start = performance.now();
  const sent: Promise<void>[] = [];
  for (const [place, delivery] of deliveries.entries()) {
    const dueAt = start + (place * 1000) / rate;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    sent.push(send(pool, delivery, Math.min(dueAt, performance.now()), tally));
  }
  await Promise.all(sent);
}

async function run(job: IngestJob, deliveries: SignedDelivery[]): Promise<IngestResult> {
  const pool = new Pool(job.url, { connections: job.connections, pipelining: 1 });
  const tally: Tally = { latencies: [], refused: 0 };
  const startedAt = performance.now();
  await (job.rate === null
    ? keepBusy(pool, job, deliveries, tally)
    : pace(pool, job.rate, deliveries, tally));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  const sorted = tally.latencies.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { refused: tally.refused, seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const job: IngestJob = JSON.parse(line);
  const deliveries = signedOrders(job.from, job.count, job.secret, Date.now());
  console.log('ready');
  console.log(JSON.stringify(await run(job, deliveries)));
}
