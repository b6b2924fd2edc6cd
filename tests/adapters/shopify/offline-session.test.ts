import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { Session } from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { createSessionStorage } from '#app/adapters/prisma/shops/session-storage.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createLoadOfflineSession } from '#app/adapters/shopify/offline-session.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

interface Refresh {
  readonly host: string;
  readonly body: Record<string, string>;
}

/** Plays /admin/oauth/access_token of every shop over real HTTP. */
let shopify: Server;
let refreshes: Refresh[];
let answer: (count: number) => { status: number; body: unknown };
let clone: ClonedDatabase;
let database: Database;
let storage: ReturnType<typeof createSessionStorage>;
const realFetch = globalThis.fetch;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { poolSize: 3 });
  storage = createSessionStorage(database.prisma, createCipherBox(Buffer.alloc(32, 1)));
  shopify = createServer(async (request, response) => {
    const body = (await json(request)) as Record<string, string>;
    refreshes.push({ host: String(request.headers['x-asked-host']), body });
    await new Promise((resolve) => setTimeout(resolve, 30));
    const { status, body: answered } = answer(refreshes.length);
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answered));
  }).listen(0, '127.0.0.1');
  await once(shopify, 'listening');
  const address = shopify.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  setAbstractFetchFunc((input, init) => {
    const asked = new URL(String(input));
    expect(asked.protocol).toBe('https:');
    const headers = { ...(init?.headers as Record<string, string>), 'x-asked-host': asked.host };
    return realFetch(`http://127.0.0.1:${port}${asked.pathname}`, { ...init, headers });
  });
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  refreshes = [];
  answer = (count) => ({
    status: 200,
    body: {
      access_token: `shpat_new_${count}`,
      scope: 'read_orders',
      expires_in: 3_600,
      refresh_token: `shprt_new_${count}`,
      refresh_token_expires_in: 7_776_000,
    },
  });
  await database.prisma.session.deleteMany();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  setAbstractFetchFunc(realFetch);
  shopify.close();
  await database.close();
  await clone.drop();
});

interface LogLine {
  readonly fields: object;
  readonly message: string;
}

/** A loader as one process would have it, and what it logs. */
function startProcess() {
  const lines: LogLine[] = [];
  const write = (fields: object, message: string): void => void lines.push({ fields, message });
  const config = {
    shopifyApiKey: 'key-of-the-app',
    shopifyApiSecret: 'secret-of-the-app',
    shopifyAppUrl: 'https://attune.example.com',
  };
  const log = { debug: write, info: write, warn: write, error: write };
  return {
    load: createLoadOfflineSession({ config, sessionStorage: storage, databaseUrl: clone.url, log }),
    lines,
  };
}

const store = (shop: string, more: Partial<Session>) =>
  storage.storeSession(
    new Session({
      id: `offline_${shop}`,
      shop,
      state: '',
      isOnline: false,
      accessToken: 'shpat_old',
      ...more,
    }),
  );

const SHOP = 'one.myshopify.com';
const SOON = { expires: minutes(4), refreshToken: 'shprt_old', refreshTokenExpires: minutes(10_000) };

describe('createLoadOfflineSession', () => {
  test('gives a token that holds for more than five minutes as it is', async () => {
    await store(SHOP, { ...SOON, expires: minutes(6) });
    expect((await startProcess().load(SHOP)).accessToken).toBe('shpat_old');
    expect(refreshes).toEqual([]);
  });

  test('gives a token that never expires as it is', async () => {
    await store(SHOP, {});
    expect((await startProcess().load(SHOP)).accessToken).toBe('shpat_old');
  });

  test('exchanges a token that runs out within five minutes, and stores the new one', async () => {
    await store(SHOP, SOON);
    const session = await startProcess().load(SHOP);
    expect(session.accessToken).toBe('shpat_new_1');
    expect(session.expires).toEqual(minutes(60));
    const stored = await storage.loadSession(`offline_${SHOP}`);
    expect([stored?.accessToken, stored?.refreshToken]).toEqual(['shpat_new_1', 'shprt_new_1']);
    expect(refreshes).toEqual([
      {
        host: SHOP,
        body: {
          client_id: 'key-of-the-app',
          client_secret: 'secret-of-the-app',
          grant_type: 'refresh_token',
          refresh_token: 'shprt_old',
        },
      },
    ]);
  });

  test('refreshes once for twenty loads at the same time', async () => {
    await store(SHOP, SOON);
    const { load } = startProcess();
    const sessions = await Promise.all(Array.from({ length: 20 }, () => load(SHOP)));
    expect(new Set(sessions.map(({ accessToken }) => accessToken))).toEqual(new Set(['shpat_new_1']));
    expect(refreshes).toHaveLength(1);
  });

  test('refreshes once for twenty loads spread over five processes', async () => {
    await store(SHOP, SOON);
    const processes = Array.from({ length: 5 }, () => startProcess());
    const loads = processes.flatMap(({ load }) => Array.from({ length: 4 }, () => load(SHOP)));
    const sessions = await Promise.all(loads);
    expect(new Set(sessions.map(({ accessToken }) => accessToken))).toEqual(new Set(['shpat_new_1']));
    expect(refreshes).toHaveLength(1);
  });

  test('refreshes many shops at once with a pool of three connections', async () => {
    const shops = Array.from({ length: 8 }, (_, n) => `shop${n}.myshopify.com`);
    for (const shop of shops) await store(shop, SOON);
    const { load } = startProcess();
    await Promise.all(shops.flatMap((shop) => [load(shop), load(shop)]));
    expect(refreshes.map(({ host }) => host).toSorted()).toEqual(shops);
  });

  test('refreshes again when the new token runs out', async () => {
    await store(SHOP, SOON);
    const { load } = startProcess();
    await load(SHOP);
    vi.setSystemTime(minutes(56));
    expect((await load(SHOP)).accessToken).toBe('shpat_new_2');
    expect(refreshes[1]?.body['refresh_token']).toBe('shprt_new_1');
  });

  test('keeps the old token while it holds when Shopify fails, and asks again the next time', async () => {
    await store(SHOP, SOON);
    answer = () => ({ status: 503, body: { error: 'busy' } });
    const { load, lines } = startProcess();
    expect((await load(SHOP)).accessToken).toBe('shpat_old');
    expect((await load(SHOP)).accessToken).toBe('shpat_old');
    expect(refreshes).toHaveLength(2);
    expect(lines.map(({ message }) => message)).toEqual(
      Array.from({ length: 2 }, () => 'access token could not be refreshed yet; the old one still holds'),
    );
  });

  test('rejects, and says that another attempt may help, when Shopify fails and the token has run out', async () => {
    await store(SHOP, { ...SOON, expires: minutes(-1) });
    answer = () => ({ status: 503, body: { error: 'busy' } });
    await expect(startProcess().load(SHOP)).rejects.toMatchObject({
      name: 'TokenRefreshFailed',
      retryable: true,
    });
  });

  test('rejects when Shopify refuses the refresh token, to everyone who waits', async () => {
    await store(SHOP, SOON);
    answer = () => ({ status: 400, body: { error: 'invalid_grant' } });
    const { load } = startProcess();
    const results = await Promise.allSettled([load(SHOP), load(SHOP)]);
    for (const result of results) {
      expect(result).toMatchObject({
        status: 'rejected',
        reason: { name: 'OfflineSessionLost', retryable: false },
      });
    }
    expect(refreshes).toHaveLength(1);
  });

  test('rejects for a token that has run out and cannot be refreshed', async () => {
    await store(SHOP, { expires: minutes(-1) });
    await expect(startProcess().load(SHOP)).rejects.toThrow(/A merchant has to open Attune in its admin/);
    expect(refreshes).toEqual([]);
  });

  test('rejects for a shop without a session', async () => {
    await expect(startProcess().load('nobody.myshopify.com')).rejects.toThrow(
      'There is no access token of nobody.myshopify.com. A merchant has to open Attune in its admin.',
    );
  });

  test('shows no token in what it logs and throws', async () => {
    await store(SHOP, SOON);
    answer = (count) =>
      count === 1 ? { status: 503, body: {} } : { status: 400, body: { error: 'invalid_grant' } };
    const { load, lines } = startProcess();
    await load(SHOP);
    const failure = await load(SHOP).catch((error: unknown) => error);
    const { default: util } = await import('node:util');
    const written = util.inspect([lines, failure], { depth: 10, showHidden: true });
    expect(written).not.toMatch(/shp(at|rt)_|secret-of-the-app/);
  });

  test('leaves no lock and no connection behind', async () => {
    await store(SHOP, SOON);
    await startProcess().load(SHOP);
    const { rows } = await database.pool.query(
      `SELECT (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND database = oid) AS held
         FROM pg_database WHERE datname = current_database()`,
    );
    expect(rows[0]?.held).toBe(0);
  });
});
