import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReconciliationStore } from '#app/adapters/prisma/inbox/reconciliation-store.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { askReconciliation } from '#app/use-cases/installation/ask-reconciliation.ts';
import { setStage, type Stage } from '#tests/sandbox/support.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';

const SHOP = 'attune-demo.myshopify.com';
const HOUR_MS = 3_600_000;
let stage: Stage;
let world: IngestionWorld;
let shopId: ShopId;

/** A shop whose history was read, and whose webhooks from then on go nowhere. */
beforeAll(async () => {
  stage = await setStage({ orderLimit: 200, heldBackDays: 1 });
  process.env['SANDBOX_TLS_PORT'] = String(stage.sandbox.tlsPort);
  process.env['SANDBOX_DIR'] = stage.settings.dir;
  await import('#sandbox/preload.ts');
  const accessToken = String(stage.app.token['access_token']);
  world = await openIngestion({ install: false, loadOfflineSession: async () => ({ accessToken }) });
  world.clock.set(Date.now());
  ({ shopId } = await world.ingestion.installShop({ shop: SHOP, scopes: ['read_all_orders'] }));
  await world.ingestion.work.runBackfill(new AbortController().signal, () => {});
}, 120_000);
afterAll(async () => {
  await world.close();
  await stage.close();
});

const reconciliations = () => createReconciliationStore(world.database.pool);
const shop = () => stage.sandbox.world().shop;
const run = () => world.ingestion.work.reconcileShops(new AbortController().signal);
const ask = () =>
  askReconciliation({ reconciliations: reconciliations(), clock: world.clock }, shopId, 'person');
/** An hour later, so that what happened before is not in flight any more. */
async function reconcile() {
  world.clock.set(world.clock.nowMs() + HOUR_MS);
  expect(await ask()).toBe(true);
  await run();
  await world.fold();
  return reconciliations().newest(shopId);
}
const order = async (id: number) =>
  (
    await world.rows<{ refunded: number; cancelled: boolean; completed: number }>(
      `SELECT refunded_minor::int AS refunded, cancelled_at IS NOT NULL AS cancelled,
              (SELECT count(*) FROM open_cart WHERE token = checkout_token AND completed_at IS NOT NULL)::int AS completed
         FROM orders WHERE id = $1`,
      [`gid://shopify/Order/${id}`],
    )
  )[0];

describe('a reconciliation', () => {
  it('finds nothing where nothing was lost', async () => {
    const none = { missing: 0, stale: 0 };
    expect(await reconcile()).toMatchObject({
      problem: null,
      found: { orders: none, customers: none, products: none },
    });
  });

  it('mends what webhooks lost, through the fold of webhooks, and counts it by kind', async () => {
    const buyer = shop().customers.find(({ heldBack }) => !heldBack);
    const [refunded, cancelled] = shop().orders.filter(
      ({ heldBack, cancelledAt, refunds }) => !heldBack && cancelledAt === null && refunds.length === 0,
    );
    const [product] = shop().products;
    if (!buyer || !refunded || !cancelled || !product) throw new Error('the shop has all of them');
    const { token } = shop().checkouts.create({
      customerId: buyer.id,
      lines: [{ variantId: product.variantId, quantity: 1 }],
    });
    const placed = shop().placeOrder(token, { paymentType: 'visa' });
    shop().refundOrder(refunded);
    shop().cancelOrder(cancelled, 'customer');
    shop().addTags(buyer, ['reconciled']);
    shop().setPrice(product, 12_345);
    const { found, finishedAt } = (await reconcile()) ?? {};
    expect(finishedAt).not.toBeNull();
    expect(found).toMatchObject({
      orders: { missing: 1, stale: 2 },
      customers: { missing: 0 },
      products: { missing: 0, stale: 1 },
    });
    expect(found?.customers?.stale).toBeGreaterThanOrEqual(1);
    expect(await order(placed.id)).toMatchObject({ refunded: 0, cancelled: false, completed: 1 });
    expect((await order(refunded.id))?.refunded).toBeGreaterThan(0);
    expect(await order(cancelled.id)).toMatchObject({ cancelled: true });
    const tagged = await world.rows(`SELECT FROM profile WHERE attributes->'tags' ? 'reconciled'`);
    expect(tagged).toHaveLength(1);
    expect(await world.rows('SELECT FROM variant WHERE price_minor = 12345')).toHaveLength(1);
  });

  it('finds it mended the next time', async () => {
    const none = { missing: 0, stale: 0 };
    expect((await reconcile())?.found).toMatchObject({ orders: none, customers: none, products: none });
  });

  it('goes on after a crash with the kinds that are left', async () => {
    world.clock.set(world.clock.nowMs() + HOUR_MS);
    await ask();
    const begun = await reconciliations().newest(shopId);
    const kept = { read: 7, missing: 7, stale: 7 };
    await reconciliations().saveFound(shopId, begun?.askedAt ?? 0, 'orders', kept);
    expect(await ask()).toBe(false);
    await run();
    expect(await reconciliations().newest(shopId)).toMatchObject({
      found: { orders: kept, products: { missing: 0 }, customers: { missing: 0 } },
      problem: null,
    });
  });

  it('comes by itself in the night of the shop, once', async () => {
    const nights = async () =>
      (await world.rows(`SELECT FROM reconciliation WHERE asked_by = 'night'`)).length;
    const noon = nextNoon(world.clock.nowMs());
    world.clock.set(noon);
    await reconcile();
    world.clock.set(noon + 10 * HOUR_MS);
    await run();
    expect(await nights()).toBe(0);
    world.clock.set(noon + 15 * HOUR_MS);
    await run();
    await run();
    expect(await nights()).toBe(1);
  });
});

/** Whatever the time of day at which the test runs. */
function nextNoon(nowMs: number): number {
  const day = 24 * HOUR_MS;
  return Math.ceil((nowMs - 12 * HOUR_MS) / day) * day + 12 * HOUR_MS;
}
