import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { deliver, sampleOf, signedDelivery } from '#tests/support/shopify-webhook.ts';

let world: IngestionWorld;

beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.rows('DELETE FROM inbox_delivery');
});

const stored = () =>
  world.rows<{ topic: string; event_id: string; webhook_id: string; status: string; body: string }>(
    'SELECT topic, event_id, webhook_id, status, body FROM inbox_delivery ORDER BY id',
  );
const post = (init: RequestInit) => fetch(`${world.url}/webhooks`, { method: 'POST', ...init });

describe('POST /webhooks', () => {
  it('stores a signed delivery as it came, and answers 200', async () => {
    const body = sampleOf('orders/create');
    const response = await world.send({
      topic: 'orders/create',
      body,
      eventId: 'event-1',
      webhookId: 'hook-1',
    });
    expect(response.status).toBe(200);
    expect(await stored()).toEqual([
      { topic: 'orders/create', event_id: 'event-1', webhook_id: 'hook-1', status: 'pending', body },
    ]);
  });

  it('takes the newer header names too', async () => {
    const response = await world.send({ topic: 'orders/create', body: {}, prefix: 'Shopify-' });
    expect(response.status).toBe(200);
    expect(await stored()).toHaveLength(1);
  });

  it('stores an event once, however often it comes', async () => {
    const again = { topic: 'orders/create', body: { id: 1 }, eventId: 'event-2' };
    const answers = await Promise.all([world.send(again), world.send(again), world.send(again)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await stored()).toHaveLength(1);
  });

  it('refuses a wrong signature with 401', async () => {
    const response = await world.send({ topic: 'orders/create', body: {}, secret: 'another secret' });
    expect(response.status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  it('refuses a signature of other bytes with 401', async () => {
    const { headers } = signedDelivery({ topic: 'orders/create', body: { total: 1 } });
    expect((await post({ headers, body: '{"total":2}' })).status).toBe(401);
  });

  it.each(['', 'AAAA', 'not base64 at all !!'])('refuses the signature "%s" with 401', async (signature) => {
    const { headers, body } = signedDelivery({ topic: 'orders/create', body: {} });
    expect((await post({ headers: { ...headers, 'X-Shopify-Hmac-Sha256': signature }, body })).status).toBe(
      401,
    );
  });

  it('refuses a delivery without a signature with 401', async () => {
    const { headers, body } = signedDelivery({ topic: 'orders/create', body: {} });
    delete headers['X-Shopify-Hmac-Sha256'];
    expect((await post({ headers, body })).status).toBe(401);
  });

  it.each(['Topic', 'Shop-Domain', 'Webhook-Id'])(
    'refuses a delivery without X-Shopify-%s with 400',
    async (name) => {
      const { headers, body } = signedDelivery({ topic: 'orders/create', body: {} });
      const others = Object.entries(headers).filter(([header]) => header !== `X-Shopify-${name}`);
      const response = await post({ headers: others, body });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(`X-Shopify-${name}`);
    },
  );

  it('knows an event without an event id by its webhook id', async () => {
    const { headers, body } = signedDelivery({ topic: 'orders/create', body: {}, webhookId: 'hook-9' });
    delete headers['X-Shopify-Event-Id'];
    await post({ headers, body });
    await post({ headers, body });
    expect((await stored()).map(({ event_id }) => event_id)).toEqual(['hook-9']);
  });

  it('refuses more than 5 MB with 413', async () => {
    const body = JSON.stringify({ note: 'x'.repeat(5 * 1024 * 1024) });
    const response = await world.send({ topic: 'orders/create', body });
    expect(response.status).toBe(413);
    expect(await stored()).toEqual([]);
  });

  it('takes just under 5 MB', async () => {
    const body = JSON.stringify({ note: 'x'.repeat(5 * 1024 * 1024 - 50) });
    expect((await world.send({ topic: 'orders/create', body })).status).toBe(200);
  });

  it('answers 405 to other methods', async () => {
    const response = await fetch(`${world.url}/webhooks`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it('stores a body with a NUL character, which PostgreSQL cannot hold', async () => {
    const response = await world.send({ topic: 'orders/create', body: 'a\0b' });
    expect(response.status).toBe(200);
    expect((await stored())[0]?.body).toBe('a\uFFFDb');
  });

  it('stores a burst of a thousand deliveries, each once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        deliver(world.url, { topic: 'carts/update', body: { id: index }, eventId: `burst-${index % 900}` }),
      ),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const [row] = await world.rows<{ count: string }>('SELECT count(*) FROM inbox_delivery');
    expect(row?.count).toBe('900');
  });

  it('answers 503 with Retry-After when the delivery cannot be stored', async () => {
    await world.rows('ALTER TABLE inbox_delivery RENAME TO inbox_delivery_away');
    try {
      const response = await world.send({ topic: 'orders/create', body: {} });
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
    } finally {
      await world.rows('ALTER TABLE inbox_delivery_away RENAME TO inbox_delivery');
    }
  });
});
