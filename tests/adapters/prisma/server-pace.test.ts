import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getGlobalDispatcher } from 'undici';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import { createConnector } from '#app/adapters/connectors/connector.ts';
import { createServerPace } from '#app/adapters/prisma/shoppers/server-pace.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';

/** Timers may fire so much early. */
const EARLY_MS = 5;
const { signal } = new AbortController();

let world: IngestionWorld;
let shopId: ShopId;
let server: Server;
let host: string;
/** When each request came. */
const arrivals: number[] = [];

beforeAll(async () => {
  world = await openIngestion();
  shopId = world.shopId as ShopId;
  server = createServer((_request, response) => {
    arrivals.push(Date.now());
    response.end('{"points":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await world.close();
});

/** A process of its own as far as the pace goes: its own connections to the database, and nothing shared in memory. */
function openWorker() {
  const database = openDatabase(world.databaseUrl, { poolSize: 2 });
  const pace = createServerPace(database.pool);
  const connector = createConnector(pace, getGlobalDispatcher());
  const ask = (requestsPerSecond: number, customer: number) =>
    connector.pull(
      {
        source: {
          ...{ kind: 'json', url: `http://${host}/{{customerId}}`, secretHeader: '' },
          fields: [{ field: 'points', path: 'points', type: 'number' }],
        },
        ...{ needs: 'none', refreshDays: 1, keepDays: 2, requestsPerSecond },
      },
      null,
      {
        ...{ shopId, customerId: gid('Customer', customer), country: null, language: null },
        ...{ address: () => null, email: async () => null, metafield: async () => null },
      },
      signal,
    );
  return { pace, ask, close: () => database.close() };
}

it('two workers together ask a server no more often than one may', async () => {
  const workers = [openWorker(), openWorker()];
  const gapMs = 40;
  const beganAt = Date.now();
  const answers = await Promise.all(
    workers.flatMap(({ ask }, at) =>
      [1, 2, 3, 4, 5, 6].map((number) => ask(1_000 / gapMs, at * 10 + number)),
    ),
  );
  expect(answers.map(({ kind }) => kind)).toEqual(answers.map(() => 'told'));
  expect(arrivals).toHaveLength(12);
  arrivals.forEach((at, place) => expect(at - beganAt).toBeGreaterThanOrEqual(place * gapMs - EARLY_MS));
  await Promise.all(workers.map(({ close }) => close()));
});

it('a server that asks one worker for rest is left alone by those who waited for their turn in another', async () => {
  const [first, second] = [openWorker(), openWorker()] as const;
  const at = { shopId, host: 'crm.example.com' };
  await first.pace.turn(at, 10, signal);
  const waiting = second.pace.turn(at, 10, signal).then(() => Date.now());
  const restedAt = Date.now();
  await first.pace.rest(at, 400);
  expect((await waiting) - restedAt).toBeGreaterThanOrEqual(400 - EARLY_MS);
  await Promise.all([first.close(), second.close()]);
});

it('each shop and each server has its own turns, and none is held while somebody waits', async () => {
  const { pace, close } = openWorker();
  const at = { shopId, host: 'slow.example.com' };
  await pace.turn(at, 0.001, signal);
  const gone = new AbortController();
  const waiting = pace.turn(at, 0.001, gone.signal);
  await pace.turn({ ...at, host: 'other.example.com' }, 0.001, signal);
  const locks = async () =>
    (
      await world.rows<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_locks JOIN pg_class ON pg_class.oid = relation WHERE relname = 'server_pace'`,
      )
    )[0]?.n;
  await expect.poll(locks).toBe(0);
  gone.abort();
  await expect(waiting).rejects.toThrow('aborted');
  await close();
});
