/**
 * The load generator, a process of its own. Reads one JSON job a line on stdin, answers one JSON result a line on stdout.
 * A job either keeps every connection busy, or paces requests to a rate and counts latency from when each was due, so that a
 * stalled server is not flattered by the requests that were never sent.
 */
import { createInterface } from 'node:readline';
import { openConnection, postRequest, type Connection } from '../http/connection.ts';
import { pace } from '../http/pace.ts';

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

async function send(connection: Connection, request: Buffer, dueAt: number, tally: Tally): Promise<void> {
  const { status, body } = await connection.request(request);
  tally.latencies.push(performance.now() - dueAt);
  if (status !== 200 || body.includes('"fallback":true')) tally.failures += 1;
  if (body.includes('"kind":"offer"')) tally.withOffer += 1;
}

interface Sending {
  readonly connections: readonly Connection[];
  readonly requests: readonly Buffer[];
  readonly millis: number;
}

async function keepBusy({ connections, requests, millis }: Sending, tally: Tally): Promise<void> {
  const end = performance.now() + millis;
  let next = 0;
  const work = async (connection: Connection): Promise<void> => {
    while (performance.now() < end)
      await send(connection, requests[next++ % requests.length] as Buffer, performance.now(), tally);
  };
  await Promise.all(connections.map(work));
}

async function run(job: LoadJob): Promise<LoadResult> {
  const url = new URL(job.path, job.url);
  const connections = await Promise.all(Array.from({ length: job.connections }, () => openConnection(url)));
  const requests = job.requests.map(({ token, body }) =>
    postRequest(url, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    }),
  );
  const tally: Tally = { latencies: [], failures: 0, withOffer: 0 };
  const sending = { connections, requests, millis: job.millis };
  const startedAt = performance.now();
  const count = Math.floor((job.millis / 1000) * (job.rate ?? 0));
  await (job.rate === null
    ? keepBusy(sending, tally)
    : pace(connections, { count, rate: job.rate }, (connection, place, dueAt) =>
        send(connection, requests[place % requests.length] as Buffer, dueAt, tally),
      ));
  const seconds = (performance.now() - startedAt) / 1000;
  for (const connection of connections) connection.close();
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
