import { connect } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedCheckoutShop } from '#tests/support/checkout-shop.ts';
import { cloneDatabase, emptyDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import {
  aCheckoutToken,
  aDecisionRequest,
  ENCRYPTION_KEY,
  startTestServer,
} from '#tests/support/running-server.ts';
import { eventually } from '#tests/support/eventually.ts';

const SHOP = 'one.myshopify.com';
let database: ClonedDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await seedCheckoutShop(pool, SHOP, ENCRYPTION_KEY);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const get = async (url: string): Promise<[number, Record<string, unknown>]> => {
  const response = await fetch(url);
  return [response.status, (await response.json()) as Record<string, unknown>];
};

describe('startServer', () => {
  it('tells that it is up and ready, with its role and what it rests on: installed shops are loaded ahead', async () => {
    const server = await startTestServer(database.url);
    const [upStatus, up] = await get(`${server.url}/health`);
    const [readyStatus, ready] = await eventually(async () => {
      const answer = await get(`${server.url}/ready`);
      expect(answer[1]).toMatchObject({ checks: { snapshots: { shops: 1 } } });
      return answer;
    });
    await server.close();
    expect([upStatus, up]).toMatchObject([200, { status: 'up', role: 'checkout' }]);
    expect([readyStatus, ready]).toMatchObject([
      200,
      {
        status: 'ready',
        checks: { database: { isReady: true }, snapshots: { shops: 1 }, ledger: { waiting: 0 } },
      },
    ]);
  });

  it('is up but not ready on a database without migrations', async () => {
    const bare = await emptyDatabase();
    const migrated = await startTestServer(database.url);
    await migrated.close();
    const pending = new pg.Pool({ connectionString: bare.url, max: 1 });
    const { createDatabaseCheck } = await import('#app/adapters/system/readiness.ts');
    expect(await createDatabaseCheck(pending)()).toEqual({ isReady: false, state: 'not migrated' });
    await pending.end();
    await bare.drop();
  });

  it('answers no checkout in the worker role', async () => {
    const server = await startTestServer(database.url, { ROLE: 'worker' });
    const response = await fetch(`${server.url}/api/checkout/decision`, { method: 'POST', body: '{}' });
    const [health] = await get(`${server.url}/health`);
    await server.close();
    expect([response.status, health]).toEqual([404, 200]);
  });

  it('answers 404 as JSON for an address that is not there', async () => {
    const server = await startTestServer(database.url);
    const [status, body] = await get(`${server.url}/nowhere`);
    await server.close();
    expect([status, body]).toMatchObject([404, { error: { code: 'not-found' } }]);
  });

  it('finishes a request that is under way when it stops, and takes no new one', async () => {
    const server = await startTestServer(database.url);
    const port = Number(new URL(server.url).port);
    const body = JSON.stringify(aDecisionRequest());
    const token = aCheckoutToken({ shop: SHOP });
    const socket = connect(port, '127.0.0.1');
    const head = `POST /api/checkout/decision HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${body.length}\r\n\r\n`;
    socket.write(head + body.slice(0, 10));
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closing = server.close();
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    socket.write(body.slice(10));
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    await closing;
    socket.destroy();
    expect(answer).toContain('HTTP/1.1 200 OK');
    const { decisionId } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
    const { rowCount } = await pool.query('SELECT 1 FROM decision WHERE id = $1', [decisionId]);
    expect(rowCount).toBe(1);
  });

  it('leaves no connection behind', async () => {
    const server = await startTestServer(database.url);
    await fetch(`${server.url}/ready`);
    await server.close();
    const countOthers = async (): Promise<number> => {
      const { rows } = await pool.query(
        'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      return rows[0].count;
    };
    // PostgreSQL takes a moment to end the process behind a connection that was closed.
    await expect.poll(countOthers).toBeLessThanOrEqual(1);
  });
});
