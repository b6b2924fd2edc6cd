/**
 * The load generator, a process of its own. Reads one JSON job a line on stdin, answers one JSON result a line on stdout.
 * A job either keeps every connection busy, or paces requests to a rate and counts latency from when each was due, so that a
 * stalled server is not flattered by the requests that were never sent.
 */
import { createInterface } from 'node:readline';
import { Pool } from 'undici';

export interface LoadJob {
  readonly url: string;
  readonly path: string;
  readonly connections: number;
  readonly millis: number;
  /** Requests a second; null keeps all connections busy. */
  readonly rate: number | null;
  readonly requests: readonly { readonly token: string; readonly body: string }[];
}

export interface LoadResult {
  readonly requests: number;
  /** Answers other than 200, and fallbacks. */
  readonly failures: number;
  /** Answers that hold an offer. */
  readonly withOffer: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Tally {
  readonly latencies: number[];
  failures: number;
  withOffer: number;
}

async function send(pool: Pool, job: LoadJob, index: number, dueAt: number, tally: Tally): Promise<void> {
  const request = job.requests[index % job.requests.length];
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: job.path,
    headers: { authorization: `Bearer ${request?.token}`, 'content-type': 'application/json' },
    body: request?.body ?? '',
  });
  const text = await body.text();
  tally.latencies.push(performance.now() - dueAt);
  if (statusCode !== 200 || text.includes('"fallback":true')) tally.failures += 1;
  if (text.includes('"kind":"offer"')) tally.withOffer += 1;
}

async function keepBusy(pool: Pool, job: LoadJob, tally: Tally): Promise<void> {
  const end = performance.now() + job.millis;
  let next = 0;
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      next += 1;
      await send(pool, job, next, performance.now(), tally);
    }
  };
  await Promise.all(Array.from({ length: job.connections }, work));
}

async function pace(pool: Pool, job: LoadJob, rate: number, tally: Tally): Promise<void> {
  const start = performance.now();
  const count = Math.floor((job.millis / 1000) * rate);
  const sent: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const dueAt = start + (index * 1000) / rate;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await new Promise((resolve) => setTimeout(resolve, waitMs));
    sent.push(send(pool, job, index, Math.min(dueAt, performance.now()), tally));
  }
  await Promise.all(sent);
}

async function run(job: LoadJob): Promise<LoadResult> {
  const pool = new Pool(job.url, { connections: job.connections, pipelining: 1 });
  const tally: Tally = { latencies: [], failures: 0, withOffer: 0 };
  const startedAt = performance.now();
  await (job.rate === null ? keepBusy(pool, job, tally) : pace(pool, job, job.rate, tally));
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  const sorted = tally.latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return {
    requests: sorted.length,
    failures: tally.failures,
    withOffer: tally.withOffer,
    seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await run(JSON.parse(line))));
}
