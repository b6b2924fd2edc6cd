import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Log } from '#app/ports/log.ts';
import { askDecision, post } from '#tests/support/checkout-client.ts';
import { GOLD_CUSTOMER, seedCheckoutShop } from '#tests/support/checkout-shop.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import {
  aCheckoutToken,
  aDecisionRequest,
  ENCRYPTION_KEY,
  startTestServer,
} from '#tests/support/running-server.ts';
import { urlOf } from '#tests/support/server.ts';
import type { RunningServer } from '../../server.ts';
import { writtenDecision } from '#tests/support/written-decision.ts';

const SHOP = 'one.myshopify.com';
let database: ClonedDatabase;
let pool: pg.Pool;
let server: RunningServer;
let shopId: ShopId;
const logged: string[] = [];
const note = (fields: object, message: string): void =>
  void logged.push(`${message} ${JSON.stringify(fields)}`);
const log: Log = { debug: note, info: note, warn: note, error: note };

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => {});
  shopId = await seedCheckoutShop(pool, SHOP, ENCRYPTION_KEY);
  server = await startTestServer(database.url, {}, log);
  await askDecision(server.url, gold());
});
afterEach(() => void logged.splice(0));
afterAll(async () => {
  await server.close();
  await pool.end();
  await database.drop();
});

const gold = () => aCheckoutToken({ shop: SHOP, customer: GOLD_CUSTOMER });

describe('a database that fails while a decision is made', () => {
  it('gives nothing to show with 200, and a record that says why', async () => {
    await pool.query('ALTER TABLE profile RENAME TO profile_away');
    const answer = await askDecision(server.url, gold());
    await pool.query('ALTER TABLE profile_away RENAME TO profile');
    expect(answer).toMatchObject({ fallback: true, placements: { 'checkout.block': [] }, validUntil: null });
    expect(answer.trackToken).toMatch(answer.decisionId);
    expect(await writtenDecision(pool, answer.decisionId)).toMatchObject({
      failure: expect.stringContaining('profile'),
      items: [],
    });
    expect(logged.some((line) => line.startsWith('decision fell back'))).toBe(true);
  });

  it('gives it within the time a render has when the database does not answer', async () => {
    const client = await pool.connect();
    await client.query('BEGIN; LOCK TABLE profile IN ACCESS EXCLUSIVE MODE');
    const startedAt = performance.now();
    const answer = await askDecision(server.url, gold());
    const tookMs = performance.now() - startedAt;
    await client.query('ROLLBACK');
    client.release();
    expect(answer.fallback).toBe(true);
    expect(tookMs).toBeGreaterThan(700);
    expect(tookMs).toBeLessThan(2_000);
    expect(await writtenDecision(pool, answer.decisionId)).toMatchObject({
      failure: expect.stringContaining('BudgetExceeded'),
    });
  });

  it('still answers guests while the database is away, and records them when it is back', async () => {
    const away = await setConnections(false);
    const guest = await askDecision(server.url, aCheckoutToken({ shop: SHOP }));
    const known = await askDecision(server.url, gold());
    await setConnections(true);
    expect(away).toBeGreaterThan(0);
    expect(guest.fallback).toBeUndefined();
    expect(guest.placements['checkout.block']).toHaveLength(1);
    expect(known.fallback).toBe(true);
    expect(await writtenDecision(pool, guest.decisionId)).toMatchObject({ failure: null });
    expect(await writtenDecision(pool, known.decisionId)).toMatchObject({ failure: expect.any(String) });
  });

  it('gives nothing to show for a shop that could not be loaded yet, and loads it at the next request', async () => {
    const shop = 'late.myshopify.com';
    await seedCheckoutShop(pool, shop, ENCRYPTION_KEY);
    await pool.query('ALTER TABLE campaign RENAME TO campaign_away');
    const before = await askDecision(server.url, aCheckoutToken({ shop }));
    await pool.query('ALTER TABLE campaign_away RENAME TO campaign');
    const after = await askDecision(server.url, aCheckoutToken({ shop }));
    expect(before).toMatchObject({ fallback: true, placements: {} });
    expect(logged.some((line) => line.startsWith('decision fell back') && line.includes(shop))).toBe(true);
    expect(after.fallback).toBeUndefined();
  });

  it('keeps tokens, addresses and request bodies out of the log', async () => {
    await pool.query('ALTER TABLE profile RENAME TO profile_away');
    const token = gold();
    await askDecision(server.url, token);
    await pool.query('ALTER TABLE profile_away RENAME TO profile');
    const text = logged.join('\n');
    expect(text.length).toBeGreaterThan(0);
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/Mill Lane|a-checkout|Customer\/42/);
  });
});

describe('one bad text in a token', () => {
  it('does not keep other decisions out of the ledger', async () => {
    const nobody = aCheckoutToken({ shop: SHOP, customer: 'gid://shopify/Customer/4\u0000' });
    const bad = await askDecision(server.url, nobody);
    const good = await askDecision(server.url, gold());
    expect(await writtenDecision(pool, good.decisionId)).toMatchObject({ failure: null });
    const { rowCount } = await pool.query('SELECT 1 FROM decision WHERE shop_id = $1 AND id = $2', [
      shopId,
      bad.decisionId,
    ]);
    expect(rowCount).toBe(0);
  });
});

describe('a shop that asks too often', () => {
  it('gets 429 with Retry-After, and another shop is unharmed', async () => {
    await seedCheckoutShop(pool, 'two.myshopify.com', ENCRYPTION_KEY);
    const strict = await startTestServer(database.url, { CHECKOUT_RATE_PER_SECOND: '2' });
    const ask = (shop: string) =>
      post(`${strict.url}/api/checkout/decision`, {
        token: aCheckoutToken({ shop }),
        body: aDecisionRequest(),
      });
    const statuses: number[] = [];
    let refused: Response | null = null;
    for (let count = 0; count < 8; count += 1) {
      const response = await ask(SHOP);
      statuses.push(response.status);
      if (response.status === 429) refused = response;
    }
    const other = await ask('two.myshopify.com');
    await strict.close();
    expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
    expect(statuses).toContain(429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(refused?.headers.get('access-control-allow-origin')).toBe('*');
    expect(other.status).toBe(200);
  });
});

/** Lets nobody into the database and throws out who is in, or lets everybody in again. Gives how many were thrown out. */
async function setConnections(areAllowed: boolean): Promise<number> {
  const client = new pg.Client(urlOf(database.url, 'postgres'));
  await client.connect();
  const name = new URL(database.url).pathname.slice(1);
  await client.query(`ALTER DATABASE ${pg.escapeIdentifier(name)} WITH ALLOW_CONNECTIONS ${areAllowed}`);
  const { rowCount } = areAllowed
    ? { rowCount: 0 }
    : await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  await client.end();
  return rowCount ?? 0;
}
