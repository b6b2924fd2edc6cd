import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '#app/adapters/system/log.ts';
import { createPixelKeys } from '#app/http/pixel-key.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { startLoop } from '#app/worker/loop.ts';
import type { Loop } from '#app/worker/loop.ts';
import { askDecision, post } from '#tests/support/checkout-client.ts';
import { CANARIES, leaksIn, PERSON } from '#tests/support/canaries.ts';
import { GOLD_CUSTOMER, seedCheckoutShop } from '#tests/support/checkout-shop.ts';
import { cloneDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';
import {
  aCheckoutToken,
  aDecisionRequest,
  API_SECRET,
  ENCRYPTION_KEY,
  startTestServer,
} from '#tests/support/running-server.ts';
import { deliver } from '#tests/support/shopify-webhook.ts';
import { aCheckout, anOrder } from '#tests/support/webhook-payloads.ts';
import type { RunningServer } from '../../server.ts';
import { eventually } from '#tests/support/eventually.ts';

const SHOP = 'one.myshopify.com';
const lines: string[] = [];
const log = createLog('trace', { write: (line: string) => void lines.push(line) });
let database: ClonedDatabase;
let pool: pg.Pool;
let server: RunningServer;
let inbox: Loop;
let shopId: ShopId;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  shopId = await seedCheckoutShop(pool, SHOP, ENCRYPTION_KEY);
  server = await startTestServer(database.url, {}, log);
  const run = server.container.ingestion.work.foldInbox(() => {});
  inbox = startLoop({ name: 'inbox', run, everyMs: 50, log });
});
afterAll(async () => {
  await inbox.stop();
  await server.close();
  await pool.end();
  await database.drop();
});

const send = (topic: string, body: unknown) =>
  deliver(server.url, { topic, body, shop: SHOP, secret: API_SECRET });

const customer = { id: 900417, ...PERSON, default_address: PERSON, addresses: [PERSON] };
const order = anOrder({
  id: 900418,
  ...PERSON,
  customer,
  shipping_address: PERSON,
  payment_details: PERSON,
});
const refund = {
  id: 900419,
  order_id: 900418,
  note: PERSON.note,
  refund_line_items: [],
  transactions: [PERSON],
};

const pending = async () => {
  const { rowCount } = await pool.query(`SELECT 1 FROM inbox_delivery WHERE status = 'pending'`);
  return rowCount;
};
const untilFolded = () => eventually(async () => expect(await pending()).toBe(0));

describe('the log at its lowest level', () => {
  it('is searched by a test that finds each canary in a line that holds it, in any encoding', () => {
    for (const canary of CANARIES)
      for (const form of [
        canary.toUpperCase(),
        encodeURIComponent(canary),
        Buffer.from(canary).toString('base64'),
      ]) {
        const kept: string[] = [];
        createLog('trace', { write: (line: string) => void kept.push(line) }).debug({ form }, 'control');
        expect(leaksIn(kept.join(''))).toContain(canary);
      }
  });

  it("holds nothing of a person after Shopify's webhooks, right and malformed, and an export and an erasure", async () => {
    const bodies: readonly (readonly [string, unknown])[] = [
      ['customers/create', customer],
      ['orders/create', order],
      ['checkouts/create', aCheckout({ token: 'a-checkout', ...PERSON, customer, shipping_address: PERSON })],
      ['refunds/create', refund],
      ['orders/create', `{"id": 1, "email": "${PERSON.email}", "note": ${PERSON.note}`],
      ['orders/create', { ...order, id: PERSON.email, created_at: PERSON.phone, line_items: PERSON.note }],
      ['customers/update', { ...customer, id: PERSON.first_name, [PERSON.email]: PERSON.zip }],
      [`orders/${PERSON.last_name}`, order],
      ['customers/data_request', { shop_domain: SHOP, customer, orders_requested: [900418] }],
      ['customers/redact', { shop_domain: SHOP, customer, orders_to_redact: [900418] }],
    ];
    for (const [topic, body] of bodies) expect((await send(topic, body)).status).toBe(200);
    await untilFolded();
    expect(leaksIn(lines.join(''))).toEqual([]);
  });

  it('holds nothing of a person after events of the web pixel', async () => {
    const statuses: number[] = [];
    const key = createPixelKeys(server.container.checkout.trackKey).issue(SHOP);
    const at = new Date().toISOString();
    const url = `https://shop.example/?email=${encodeURIComponent(PERSON.email)}`;
    const events = [
      { id: 'a', name: 'search_submitted', clientId: 'browser', at, query: PERSON.email, url },
      { id: 'b', name: 'product_viewed', clientId: PERSON.phone, at: PERSON.zip, productId: PERSON.note },
    ];
    for (const body of [{ v: 1, shop: SHOP, key, events }, { v: PERSON.note, events }, `{${PERSON.email}`])
      statuses.push((await post(`${server.url}/api/pixel/events?e=${PERSON.email}`, { body })).status);
    expect(statuses).toEqual([202, 400, 400]);
    await untilFolded();
    expect(leaksIn(lines.join(''))).toEqual([]);
  });

  it("holds nothing of a person after questions of the checkout and another system's, right and wrong", async () => {
    const token = aCheckoutToken({ shop: SHOP, customer: GOLD_CUSTOMER });
    const right: Record<string, unknown> = { ...aDecisionRequest() };
    await askDecision(server.url, token, right);
    for (const canary of CANARIES) {
      const wrong = Object.keys(right).map((field) => ({ ...right, [field]: canary }));
      for (const body of [...wrong, { ...right, [canary]: canary }, `{"${canary}`]) {
        await post(`${server.url}/api/checkout/decision`, { token, body });
        await post(`${server.url}/api/checkout/events`, { token, body });
      }
      await post(`${server.url}/api/checkout/decision`, {
        token: canary.replace(/[^ -~]/g, ''),
        body: right,
      });
      await fetch(`${server.url}/api/recommendations?user_id=${encodeURIComponent(canary)}`);
      await fetch(`${server.url}/${encodeURIComponent(canary)}`);
    }
    expect(leaksIn(lines.join(''))).toEqual([]);
  });

  it("holds nothing of a person after calls of the API with the shop's key, right and wrong, nor the key", async () => {
    const created = await server.container.apiKeys.create(shopId, 'Mailer');
    const key = created.ok ? created.value.key : '';
    const ask = (query: string, given: string) =>
      fetch(`${server.url}/api/recommendations?${query}`, { headers: { authorization: `Bearer ${given}` } });
    const customer = encodeURIComponent(GOLD_CUSTOMER);
    expect((await ask(`user_id=${customer}&cart=20`, key)).status).toBe(200);
    for (const canary of CANARIES.map(encodeURIComponent)) {
      for (const name of ['user_id', 'segment', 'cart', 'limit', 'country', canary])
        await ask(`user_id=${customer}&${name}=${canary}`, key);
      await ask(`user_id=${customer}`, canary);
    }
    expect(leaksIn(lines.join(''))).toEqual([]);
    expect(lines.join('')).not.toContain(key);
  });

  it('holds nothing of a person when the database refuses a row and quotes it', async () => {
    await pool.query(
      `ALTER TABLE inbox_delivery ADD CONSTRAINT refused CHECK (topic <> 'refunds/create') NOT VALID`,
    );
    expect((await send('refunds/create', refund)).status).toBe(503);
    expect(lines.join('')).toContain('webhook delivery not stored');
    expect(lines.join('')).toContain('"constraint":"refused"');
    await pool.query('ALTER TABLE inbox_delivery DROP CONSTRAINT refused');
    expect(leaksIn(lines.join(''))).toEqual([]);
  });

  it('holds nothing of a person when a fold fails and the database quotes the delivery', async () => {
    await pool.query(
      `ALTER TABLE inbox_delivery ADD CONSTRAINT unfoldable CHECK (status <> 'folded') NOT VALID`,
    );
    await send('orders/updated', order);
    await eventually(() => expect(lines.join('')).toContain('"constraint":"unfoldable"'));
    await pool.query('ALTER TABLE inbox_delivery DROP CONSTRAINT unfoldable');
    expect(leaksIn(lines.join(''))).toEqual([]);
  });
});
