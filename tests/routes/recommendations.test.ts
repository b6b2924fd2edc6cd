import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModelTrainer } from '#app/adapters/training/model-trainer.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import { action as askAction } from '#app/routes/app.recommendations.ask.ts';
import { action, loader } from '#app/routes/app.recommendations.tsx';
import { writePastCheckout } from '#tests/support/past-checkout.ts';
import { insertRows } from '#tests/support/rows.ts';
import { NOW, openAdminSite, OTHER_SHOP, SHOP } from './admin-site.ts';
import type { AdminSite } from './admin-site.ts';
import { aProfile, storeProfiles } from './shoppers.ts';
import { placeShopOrders, productId, stockShop } from './selling-shop.ts';

const PAGE = '/app/recommendations';
const ASK = '/app/recommendations/ask';

let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
  // The products cost £1 to £8: a ceiling at the cart's worth would refuse most of them.
  await site.database.pool.query('UPDATE shop SET settings = $1', [
    { guardrails: { priceCeilingPercent: null } },
  ]);
  await stockShop(site.database.pool, site.shopId);
});
afterAll(() => site.close());

const read = (options = {}) => site.get(loader, PAGE, options);
const train = () => createModelTrainer(site.database.pool, site.databaseUrl).train(site.shopId as ShopId);

describe('the recommendations page', () => {
  it('of a shop without orders says that nothing was trained', async () => {
    const { status, body } = await read({ shop: OTHER_SHOP });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      versions: [],
      serving: null,
      training: null,
      volume: { orders: 0, lines: 0, customers: 0, oldestAt: null },
      coverage: { products: 0, onSale: 0 },
    });
  });

  it('tells versions with their backtest, the data they rest on, and what can be offered', async () => {
    await placeShopOrders(site.database.pool, site.shopId, 0, 160);
    const trained = await train();
    await placeShopOrders(site.database.pool, site.shopId, 160, 163);
    const { body } = await read();
    expect(body.versions).toHaveLength(1);
    expect(body.versions[0]).toMatchObject({ version: trained.version, orders: 160, objection: null });
    expect(body.versions[0].gate.rankings.map(({ ranking }: { ranking: string }) => ranking)).toContain(
      'EASE^R',
    );
    expect(body.serving).toMatchObject({ version: trained.version, orders: 160, liveOrders: 3 });
    expect(body.volume).toMatchObject({ orders: 163, lines: 326, newestAt: NOW - 3_600 });
    expect(body.coverage).toEqual({ products: 8, onSale: 7 });
  });

  it('keeps the report of a model that is too old to serve again', async () => {
    for (let time = 0; time < 4; time++) await train();
    const { body } = await read();
    expect(body.versions).toHaveLength(5);
    const { rows } = await site.database.pool.query(
      'SELECT count(*)::int AS all, count(bytes)::int AS whole FROM recommendation_model WHERE shop_id = $1',
      [site.shopId],
    );
    expect(rows).toEqual([{ all: 5, whole: 3 }]);
  });

  it('reads on when a stored report is of another shape', async () => {
    await insertRows(site.database.pool, 'recommendation_model', [
      {
        shop_id: site.otherShopId,
        version: 1,
        trained_at: new Date(NOW * 1000),
        orders: 5,
        products: 2,
        report: { gate: { questions: 'many' } },
        objection: 'It learned from 5 orders, the running model from 9: orders are missing.',
        duration_ms: 12,
      },
    ]);
    const { body } = await read({ shop: OTHER_SHOP });
    expect(body.versions).toMatchObject([{ version: 1, gate: null, orders: 5 }]);
    expect(body.serving).toBeNull();
  });
});

describe('training anew', () => {
  const statusOf = async () => (await read()).body.training?.status;

  it('is wished for once, however often it is asked while one waits', async () => {
    expect((await site.post(action, PAGE, { intent: 'train' })).body).toEqual({ kind: 'training-requested' });
    expect(await statusOf()).toBe('pending');
    await site.database.pool.query(
      `UPDATE backfill SET status = 'reading', message = 'Learning: models' WHERE shop_id = $1 AND step = 'model'`,
      [site.shopId],
    );
    await site.post(action, PAGE, { intent: 'train' });
    expect((await read()).body.training).toMatchObject({ status: 'reading', message: 'Learning: models' });
  });

  it('is wished for again once the last one is done', async () => {
    await site.database.pool.query(`UPDATE backfill SET status = 'done' WHERE shop_id = $1`, [site.shopId]);
    await site.post(action, PAGE, { intent: 'train' });
    expect(await statusOf()).toBe('pending');
  });

  it('refuses an action that the page does not send', async () => {
    expect((await site.post(action, PAGE, { intent: 'forget' })).status).toBe(400);
  });
});

describe('pins, bans and pairs', () => {
  const save = (draft: object, version: number, options = {}) =>
    site.post(action, PAGE, { intent: 'save', version, draft: { ...NOTHING, ...draft } }, options);
  const NOTHING = { pin: [], ban: [], pairs: [], marginDial: 0 };
  const stored = async (options = {}) => (await read(options)).body.merchandising;

  it('are nothing until they are set, and then what was set, for this shop alone', async () => {
    expect(await stored()).toEqual({ ...NOTHING, version: 0 });
    const before = await site.configVersion();
    const draft = {
      pin: [productId(5), productId(6)],
      ban: [productId(7)],
      pairs: [{ product: productId(1), offer: [productId(3)] }],
      marginDial: 0.25,
    };
    expect(await save(draft, 0)).toMatchObject({ status: 200, body: { kind: 'merchandising-saved' } });
    expect(await stored()).toEqual({ ...draft, version: 1 });
    expect(await site.configVersion()).toBe(before + 1);
    expect(await stored({ shop: OTHER_SHOP })).toMatchObject({ pin: [], version: 0 });
  });

  it('reach the snapshot that checkouts are answered from', async () => {
    const served = await site.snapshots.find(SHOP);
    expect(served?.snapshot).toMatchObject({
      merchandising: {
        pin: [productId(5), productId(6)],
        pairs: { [productId(1)]: [productId(3)] },
        marginDial: 0.25,
      },
      bannedProducts: new Set([productId(7)]),
    });
  });

  it.each([
    ['a product that the shop does not have', { pin: [productId(99)] }, 'pin', /no longer in the catalog/],
    ['what is no product id', { ban: ['7'] }, 'ban', /product id/],
    ['a product pinned and banned', { pin: [productId(5)], ban: [productId(5)] }, 'pin', /Choose one/],
    [
      'a pair with nothing to offer',
      { pairs: [{ product: productId(1), offer: [] }] },
      'pairs.offer',
      /Choose/,
    ],
    [
      'a pair of a product with itself',
      { pairs: [{ product: productId(1), offer: [productId(1)] }] },
      'pairs',
      /itself/,
    ],
    ['a dial beyond its end', { marginDial: 1.5 }, 'marginDial', /from 0 to 1/],
  ])('refuse %s, and say so at the field', async (_, draft, field, sentence) => {
    const { status, body } = await save(draft, 1);
    expect(status).toBe(422);
    expect(body.kind).toBe('refused');
    expect(body.fields[field]).toMatch(sentence);
    expect((await stored()).version).toBe(1);
  });

  it('saved from an older page change nothing', async () => {
    const { status, body } = await save({}, 0);
    expect(status).toBe(409);
    expect(body.sentence).toContain('changed somewhere else');
    expect((await stored()).version).toBe(1);
  });

  it('may go on naming a product that was deleted since, which the page shows as gone', async () => {
    await site.database.pool.query('UPDATE product SET deleted_at = now() WHERE shop_id = $1 AND id = $2', [
      site.shopId,
      productId(6),
    ]);
    const { body } = await read();
    expect(body.merchandising.pin).toEqual([productId(5), productId(6)]);
    expect(body.chosen.map(({ id }: { id: string }) => id)).toEqual([5, 7, 1, 3].map(productId));
    expect((await save({ pin: [productId(5), productId(6)] }, 1)).status).toBe(200);
  });
});

describe('what the page asks', () => {
  const ask = (question: object, options = {}) => site.post(askAction, ASK, question, options);

  it('replays recent orders for every position of the dial', async () => {
    const { status, body } = await ask({ intent: 'dial' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ orders: 163, products: 7, costKnown: 7 });
    expect(body.points.map(({ dial }: { dial: number }) => dial)).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
    // Products 1 and 2, and 3 and 4, are always bought together.
    expect(body.points[0].hits).toBe(163);
    expect(body.points[10].offerMarginMinor).toBeGreaterThanOrEqual(body.points[0].offerMarginMinor);
  });

  it('replays nothing in a shop without orders', async () => {
    expect((await ask({ intent: 'dial' }, { shop: OTHER_SHOP })).body).toMatchObject({
      orders: 0,
      costKnown: 0,
    });
  });

  it('shows what a guest with a cart would be offered, with scores, reasons and refusals', async () => {
    const { body } = await ask({ intent: 'try', products: [productId(1)], shopper: '' });
    expect(body.problem).toBeNull();
    const { tried } = body;
    expect(tried).toMatchObject({ shopperId: null, purchases: 0 });
    // Number 5 is pinned, 6 was pinned and is gone since.
    expect(tried.candidates[0]).toMatchObject({
      productId: productId(5),
      score: 1,
      reason: { code: 'pinned' },
      price: { amountMinor: 500, currency: 'GBP' },
      refusal: null,
    });
    expect(tried.candidates[1]).toMatchObject({
      productId: productId(6),
      title: 'Gone from the catalog',
      refusal: { guardrail: 'not-in-catalog' },
    });
    const together = tried.candidates.find((each: { productId: string }) => each.productId === productId(2));
    expect(together).toMatchObject({
      reason: { code: 'bought-together', text: 'Often bought with Product 1 in this cart' },
      scores: { boughtTogether: 1 },
      refusal: null,
    });
    expect(tried.candidates.map((each: { productId: string }) => each.productId)).not.toContain(productId(1));
  });

  it('uses the history of a shopper it knows, and says so when it knows none', async () => {
    await storeProfiles(site.database, site.shopId, [
      { profile: aProfile(7, { daysAgo: 3 }), segmentIds: [] },
    ]);
    const known = await ask({ intent: 'try', products: [], shopper: '7' });
    expect(known.body.tried).toMatchObject({ shopperId: gid('Customer', 7), purchases: 1 });
    const unknown = await ask({ intent: 'try', products: [], shopper: 'somebody@example.com' });
    expect(unknown.body).toMatchObject({
      tried: null,
      problem: expect.stringContaining('somebody@example.com'),
    });
  });

  it('says of a shopper what they gave back and what they dismissed', async () => {
    const { pool } = site.database;
    const customer = gid('Customer', 8);
    const line = { id: 'back', productId: productId(5), variantId: gid('ProductVariant', 50) };
    const money = { currency: 'GBP', subtotal_minor: 500, total_minor: 500 };
    const at = new Date((NOW - 86_400) * 1000);
    const lines = [{ ...line, quantity: 1, currentQuantity: 0, unitPriceMinor: 500 }];
    const order = { id: gid('Order', 7_777), customer_id: customer, processed_at: at, updated_at: at };
    await insertRows(pool, 'orders', [{ shop_id: site.shopId, ...order, ...money, lines }]);
    await storeProfiles(site.database, site.shopId, [{ profile: aProfile(8, { daysAgo: 3 }) }]);
    await writePastCheckout(pool, {
      shopId: site.shopId as ShopId,
      shopperId: customer,
      checkout: 'earlier',
      atMs: at.getTime(),
      itemKey: `c:${productId(3)}`,
      kinds: ['exposure', 'dismissal'],
    });
    const { body } = await ask({ intent: 'try', products: [productId(1)], shopper: '8' });
    const refusalOf = (number: number) =>
      body.tried.candidates.find((each: { productId: string }) => each.productId === productId(number))
        .refusal;
    expect(refusalOf(5)).toMatchObject({ guardrail: 'returned' });
    expect(refusalOf(3)).toMatchObject({ guardrail: expect.stringContaining('dismissed') });
  });

  it('leaves out products of a cart that the shop does not have', async () => {
    const { status, body } = await ask({ intent: 'try', products: ['7', productId(99)], shopper: '' });
    expect(status).toBe(200);
    expect(body.tried.candidates.length).toBeGreaterThan(0);
  });
});
