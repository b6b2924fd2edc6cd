import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SECRET, setStage, type Stage } from '../support.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage({ orderLimit: 60, heldBackDays: 1 });
});
afterEach(() => stage.close());

const settle = () => stage.sandbox.world().deliverer.below(1);
const waitUntilEnded = async (): Promise<Record<string, unknown>> => {
  for (;;) {
    const { deliveries } = await stage.control('deliveries?limit=1');
    const [last] = Array.isArray(deliveries) ? deliveries : [];
    if (last && last.state !== 'waiting') return last;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('webhook delivery', () => {
  it('signs the raw bytes of every payload of a replay', async () => {
    await stage.control('replay', { withCarts: true });
    await stage.sandbox.world().replay.done();
    expect(stage.app.webhooks.length).toBeGreaterThan(20);
    for (const { headers, body } of stage.app.webhooks) {
      expect(headers['x-shopify-hmac-sha256']).toBe(
        createHmac('sha256', SECRET).update(body).digest('base64'),
      );
    }
  });

  it("carries Shopify's headers", async () => {
    await stage.control('emit', { topic: 'shop/update' });
    await settle();
    const [first] = stage.app.webhooks;
    expect(first?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-shopify-topic': 'shop/update',
      'x-shopify-shop-domain': 'attune-demo.myshopify.com',
      'x-shopify-api-version': '2026-10',
      'x-shopify-webhook-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-shopify-event-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-shopify-triggered-at': expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  it('tries again after a failure with the same ids and the same bytes', async () => {
    stage.app.answers.push(500, 503);
    await stage.control('emit', { topic: 'shop/update' });
    expect(await waitUntilEnded()).toMatchObject({ state: 'delivered', attempts: 3, status: 200 });
    expect(new Set(stage.app.webhooks.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(1);
    expect(new Set(stage.app.webhooks.map(({ body }) => body.toString('base64'))).size).toBe(1);
  });

  it('gives up after the last retry', async () => {
    stage.app.answers.push(500, 500, 500);
    await stage.control('emit', { topic: 'shop/update' });
    expect(await waitUntilEnded()).toMatchObject({ state: 'given-up', attempts: 3, status: 500 });
  });

  it('counts a redirect as a failure', async () => {
    stage.app.answers.push(302);
    await stage.control('emit', { topic: 'shop/update' });
    expect(await waitUntilEnded()).toMatchObject({ attempts: 2 });
  });

  it('tells nothing before the app is installed', async () => {
    await stage.control('uninstall', {});
    await settle();
    stage.app.webhooks.length = 0;
    await stage.control('orders', {});
    await settle();
    expect(stage.app.webhooks).toEqual([]);
  });

  it('delivers each held-back order once, oldest first in its times', async () => {
    const held = stage.sandbox.world().shop.orders.filter(({ heldBack }) => heldBack);
    await stage.control('replay', {});
    await stage.sandbox.world().replay.done();
    const ids = (await stage.received('orders/create')).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(held.map(({ id }) => id).toSorted());
    expect(await stage.control('status')).toMatchObject({ heldBack: 0, replay: { running: false } });
  });
});
