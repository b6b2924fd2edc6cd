/**
 * Shopify's side, a process of its own: one JSON job a line on stdin, one JSON result a line on stdout. Deliveries are made, signed and put
 * into bytes before the clock starts. A paced job counts an answer's time from when its delivery was due.
 */
import { createInterface } from 'node:readline';
import { openConnection, postRequest, type Connection } from '../http/connection.ts';
import { pace } from '../http/pace.ts';
import { signedOrders } from './orders.ts';

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
  /** Of this process, in which nothing of Attune runs. */
  readonly cpuSeconds: number;
}

interface Tally {
  readonly latencies: number[];
  refused: number;
}

/** Sends it until it is taken; gives the milliseconds of each answer since it was due. */
async function send(connection: Connection, request: Buffer, dueAt: number, tally: Tally): Promise<void> {
  const { status } = await connection.request(request);
  tally.latencies.push(performance.now() - dueAt);
  if (status === 200) return;
  tally.refused += 1;
  return send(connection, request, performance.now(), tally);
}

/** All connections busy all the time. */
async function keepBusy(connections: readonly Connection[], requests: Buffer[], tally: Tally): Promise<void> {
  const work = async (connection: Connection): Promise<void> => {
    for (let next = requests.pop(); next; next = requests.pop())
      await send(connection, next, performance.now(), tally);
  };
  await Promise.all(connections.map(work));
}

async function run(job: IngestJob, requests: Buffer[]): Promise<IngestResult> {
  const url = new URL('/webhooks', job.url);
  const connections = await Promise.all(Array.from({ length: job.connections }, () => openConnection(url)));
  const tally: Tally = { latencies: [], refused: 0 };
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await (job.rate === null
    ? keepBusy(connections, requests, tally)
    : pace(connections, { count: requests.length, rate: job.rate }, (connection, place, dueAt) =>
        send(connection, requests[place] as Buffer, dueAt, tally),
      ));
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  for (const connection of connections) connection.close();
  const sorted = tally.latencies.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return {
    refused: tally.refused,
    seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    cpuSeconds: (user + system) / 1e6,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const job: IngestJob = JSON.parse(line);
  const url = new URL('/webhooks', job.url);
  const requests = signedOrders(job.from, job.count, job.secret, Date.now()).map((delivery) =>
    postRequest(url, delivery),
  );
  console.log('ready');
  console.log(JSON.stringify(await run(job, requests)));
}
