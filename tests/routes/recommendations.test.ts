import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModelTrainer } from '#app/adapters/training/model-trainer.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { action, loader } from '#app/routes/app.recommendations.tsx';
import { insertRows } from '#tests/support/rows.ts';
import { NOW, openAdminSite, OTHER_SHOP } from './admin-site.ts';
import type { AdminSite } from './admin-site.ts';
import { placeShopOrders, stockShop } from './selling-shop.ts';

const PAGE = '/app/recommendations';

let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
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
