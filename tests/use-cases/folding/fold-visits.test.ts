import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { clearVisits } from './clear-visits.ts';
import { aCheckout, anOrder } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
const clear = () => clearVisits(world);
beforeEach(clear);
afterAll(() => world.close());

const START = Date.parse('2026-11-22T10:00:00Z');
const at = (minute: number) => new Date(START + minute * 60_000).toISOString();
const instant = (minute: number) => START / 1000 + minute * 60;
const ANN = { id: 1, admin_graphql_api_id: 'gid://shopify/Customer/1' };
const BEN = { id: 2, admin_graphql_api_id: 'gid://shopify/Customer/2' };
const PRODUCT = 'gid://shopify/Product/7001';

interface Telling {
  readonly send: () => Promise<unknown>;
}

let count = 0;
const pixel = (name: string, minute: number, more: object = {}): Telling => {
  const event = { id: `event-${(count += 1)}`, name, clientId: 'browser', at: at(minute), ...more };
  return { send: () => world.sendPixel([event]) };
};
/** Of a batch that says when it was sent, both by the browser's clock. */
const sentAt = (sentMinute: number, name: string, minute: number, more: object): Telling => {
  const event = { id: `event-${(count += 1)}`, name, clientId: 'browser', at: at(minute), ...more };
  return { send: () => world.sendPixel([event], { sentAt: at(sentMinute) }) };
};
const view = (minute: number, more: object = {}) =>
  pixel('product_viewed', minute, { productId: '7001', ...more });
const webhook = (topic: string, body: unknown): Telling => {
  const eventId = `webhook-${(count += 1)}`;
  return { send: () => world.send({ topic, body, eventId }) };
};
const checkout = (token: string, minute: number, customer: object | null, cart_token: string | null = null) =>
  webhook(
    'checkouts/create',
    aCheckout({ token, cart_token, created_at: at(minute), updated_at: at(minute), customer }),
  );

async function tell(tellings: readonly Telling[]): Promise<void> {
  for (const { send } of tellings) {
    await send();
    await world.fold();
  }
}

/** Product views by customer, as minutes since the start. */
async function viewsBy(): Promise<Record<string, number[]>> {
  const profiles = await storedProfiles(world.rows);
  const minutes = [...profiles].map(([id, { views = [] }]): [string, number[]] => [
    id.replace('gid://shopify/Customer/', ''),
    views.map((view) => (view.at - START / 1000) / 60),
  ]);
  return Object.fromEntries(minutes.filter(([, views]) => views.length > 0));
}

describe('browsing', () => {
  it("belongs to nobody until a checkout of the browser names a customer, by the checkout's token", async () => {
    await tell([view(1), pixel('checkout_started', 5, { checkoutToken: 'c1' })]);
    expect(await viewsBy()).toEqual({});
    await tell([checkout('c1', 5, ANN)]);
    expect(await viewsBy()).toEqual({ 1: [1] });
  });

  it('tells when a checkout began, the first time it is told, and forgets that at a refusal', async () => {
    const started = async () =>
      (
        await world.rows<{ token: string; checkout_started_at: Date | null }>(
          'SELECT token, checkout_started_at FROM visitor_token ORDER BY token',
        )
      ).map((row) => [row.token, row.checkout_started_at && row.checkout_started_at.toISOString()]);
    await tell([
      pixel('cart_viewed', 1, { cartToken: 'k1' }),
      pixel('checkout_started', 6, { cartToken: 'k1', checkoutToken: 'c1' }),
      pixel('checkout_started', 5, { checkoutToken: 'c1' }),
      pixel('page_viewed', 7, { checkoutToken: 'c2' }),
    ]);
    expect(await started()).toEqual([
      ['c1', at(5)],
      ['c2', null],
      ['k1', null],
    ]);
    await world.rows(`INSERT INTO checkout (shop_id, token, first_seen_at, source, unit)
      SELECT shop_id, token, now(), CASE token WHEN 'c1' THEN 'pixel' ELSE 'webhook' END, token FROM visitor_token`);
    await tell([pixel('consent_changed', 9, { analytics: false })]);
    expect(await started()).toEqual([]);
    const left = await world.rows<{ token: string }>('SELECT token FROM checkout ORDER BY token');
    expect(left.map(({ token }) => token)).toEqual(['c2', 'k1']);
    await world.rows('TRUNCATE checkout');
  });

  it('finds the customer by the cart that became the checkout, and goes on by itself', async () => {
    await tell([
      view(1, { cartToken: 'gid://shopify/Cart/k1?key=abc' }),
      checkout('c1', 5, ANN, 'k1'),
      view(9),
      pixel('search_submitted', 10, { query: 'red bag' }),
    ]);
    expect(await viewsBy()).toEqual({ 1: [1, 9] });
    const ann = (await storedProfiles(world.rows)).get('gid://shopify/Customer/1');
    expect(ann?.views?.[0]).toEqual({ at: instant(1), productId: PRODUCT });
    expect(ann?.searches).toEqual([{ at: instant(10), query: 'red bag' }]);
  });

  it('finds a guest by the order that they placed', async () => {
    const order = anOrder({
      ...{ id: 5, customer: ANN, checkout_token: 'c1', cart_token: 'k1' },
      ...{ processed_at: at(6), updated_at: at(6) },
    });
    await tell([
      view(1),
      pixel('checkout_started', 5, { checkoutToken: 'c1' }),
      checkout('c1', 5, null, 'k1'),
    ]);
    expect(await viewsBy()).toEqual({});
    await tell([webhook('orders/create', order)]);
    expect(await viewsBy()).toEqual({ 1: [1] });
  });

  it('goes to the next checkout of a shared browser, and after the last one to the last', async () => {
    const links = pixel('checkout_started', 5, { checkoutToken: 'c1' });
    const more = pixel('checkout_started', 15, { checkoutToken: 'c2' });
    await tell([view(1), view(12), view(20), checkout('c2', 15, BEN), checkout('c1', 5, ANN), more, links]);
    expect(await viewsBy()).toEqual({ 1: [1], 2: [12, 20] });
  });

  it('is the same in whatever order events and webhooks come, and however often', async () => {
    const story: readonly Telling[] = [
      view(1),
      pixel('page_viewed', 1, { device: 'phone' }),
      pixel('checkout_started', 5, { checkoutToken: 'c1', cartToken: 'k1' }),
      checkout('c1', 5, ANN, 'k1'),
      pixel('consent_changed', 8, { analytics: false }),
      view(7),
      view(12),
      pixel('page_viewed', 12, { device: 'tablet' }),
      pixel('cart_viewed', 13, { cartToken: 'k2' }),
      checkout('c2', 15, BEN, 'k2'),
    ];
    const told = async (tellings: readonly Telling[]) => {
      await clear();
      await tell(tellings);
      const devices = await world.rows(
        `SELECT shopper_id, attributes->>'deviceClass' AS device FROM profile ORDER BY 1`,
      );
      return { views: await viewsBy(), devices };
    };
    const plain = await told(story);
    expect(plain.views).toEqual({ 2: [12] });
    expect(plain.devices).toMatchObject([{ device: null }, { device: 'tablet' }]);
    const orders = fc.shuffledSubarray([...story, ...story], { minLength: story.length * 2 });
    await fc.assert(
      fc.asyncProperty(orders, async (shuffled) => {
        expect(await told(shuffled)).toEqual(plain);
      }),
      { numRuns: propertyRuns(4), seed: 20261128 },
    );
  });

  it('takes an event from the future for one of its receipt', async () => {
    await tell([
      pixel('checkout_started', 5, { checkoutToken: 'c1' }),
      checkout('c1', 5, ANN),
      view(100_000),
    ]);
    expect(await viewsBy()).toEqual({ 1: [(TEST_NOW - START) / 60_000] });
  });

  it('happened when it did, where the clock of the browser is minutes ahead or days behind', async () => {
    const nowMinute = (TEST_NOW - START) / 60_000;
    await tell([pixel('checkout_started', 5, { checkoutToken: 'c1' }), checkout('c1', 5, ANN)]);
    const day = 24 * 60;
    for (const [ahead, ago] of [
      [3, 1],
      [day, 2],
      [-3 * day, 10],
    ] as const)
      await tell([
        sentAt(nowMinute + ahead, 'product_viewed', nowMinute + ahead - ago, { productId: '7001' }),
      ]);
    expect(await viewsBy()).toEqual({ 1: [nowMinute - 10, nowMinute - 2, nowMinute - 1] });
  });

  it('is not moved by a network that was slow', async () => {
    const nowMinute = (TEST_NOW - START) / 60_000;
    await tell([pixel('checkout_started', 5, { checkoutToken: 'c1' }), checkout('c1', 5, ANN)]);
    await tell([sentAt(nowMinute - 1, 'product_viewed', nowMinute - 2, { productId: '7001' })]);
    expect(await viewsBy()).toEqual({ 1: [nowMinute - 2] });
  });
});

describe('analytics refused', () => {
  it('removes what was seen in the browser, also late news of it, and not what comes after a new consent', async () => {
    await tell([
      pixel('page_viewed', 1, { device: 'phone' }),
      view(1),
      pixel('checkout_started', 5, { checkoutToken: 'c1' }),
      checkout('c1', 5, ANN),
    ]);
    expect(await viewsBy()).toEqual({ 1: [1] });
    await tell([pixel('consent_changed', 8, { analytics: false }), view(2)]);
    expect(await viewsBy()).toEqual({});
    expect(await world.rows('SELECT device_class FROM visitor')).toEqual([{ device_class: null }]);
    expect(await world.rows('SELECT FROM visitor_token')).toEqual([]);
    expect(await world.rows('SELECT FROM shopper_activity WHERE visitor_id IS NOT NULL')).toEqual([]);
    await tell([pixel('consent_changed', 9, { analytics: true }), view(10)]);
    expect(await viewsBy()).toEqual({});
    await tell([pixel('checkout_started', 11, { checkoutToken: 'c1' })]);
    expect(await viewsBy()).toEqual({ 1: [10] });
  });

  it('removes what was seen before it on a clock that is ahead, also where that is told after it', async () => {
    const nowMinute = (TEST_NOW - START) / 60_000;
    await tell([
      pixel('checkout_started', 5, { checkoutToken: 'c1' }),
      checkout('c1', 5, ANN),
      sentAt(nowMinute + 4, 'consent_changed', nowMinute + 4, { analytics: false }),
      sentAt(nowMinute + 4, 'product_viewed', nowMinute + 3, { productId: '7001' }),
    ]);
    expect(await viewsBy()).toEqual({});
    expect(await world.rows('SELECT FROM shopper_activity WHERE visitor_id IS NOT NULL')).toEqual([]);
  });

  it('leads later visits to nobody by a checkout of before, whichever is told first', async () => {
    const story = [
      pixel('checkout_started', 5, { checkoutToken: 'c1' }),
      checkout('c1', 5, ANN),
      pixel('consent_changed', 8, { analytics: false }),
      view(10),
      pixel('page_viewed', 10, { device: 'phone' }),
    ];
    for (const order of [story, story.toReversed()]) {
      await clear();
      await tell(order);
      expect(await viewsBy()).toEqual({});
      expect(await world.rows('SELECT shopper_id, device_class FROM visitor')).toEqual([
        { shopper_id: null, device_class: 'phone' },
      ]);
    }
  });
});
