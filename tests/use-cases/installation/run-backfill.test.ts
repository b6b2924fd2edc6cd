import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import { readJsonLines } from '#app/adapters/shopify/bulk/read-json-lines.ts';
import { assembleOrders } from '#app/adapters/shopify/bulk/assemble-orders.ts';
import { createAdminClient } from '#app/adapters/shopify/admin-client.ts';
import { createShopHistory } from '#app/adapters/shopify/shop-history.ts';
import { toOrderNews } from '#app/adapters/shopify/webhooks/map-order.ts';
import { parseWebhookJson } from '#app/contracts/webhooks/json.ts';
import { orderPayload } from '#app/contracts/webhooks/order.ts';
import type { OrderReading } from '#app/ports/shop-history.ts';
import { createModelBook } from '#app/adapters/prisma/catalog/model-book.ts';
import { createProductTraits } from '#app/adapters/prisma/catalog/product-traits.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { collectionsOf } from '#sandbox/shop/collections.ts';
import { customerPayload as sandboxCustomerPayload } from '#sandbox/webhooks/payloads/customer.ts';
import { orderPayload as sandboxOrderPayload } from '#sandbox/webhooks/payloads/order.ts';
import { setStage, type Stage } from '#tests/sandbox/support.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';

const SHOP = 'attune-demo.myshopify.com';
let stage: Stage;
let world: IngestionWorld;

/** The app's own client, through the preload's TLS, against the sandbox's Admin API. */
beforeAll(async () => {
  stage = await setStage({ orderLimit: 400, heldBackDays: 2 });
  process.env['SANDBOX_TLS_PORT'] = String(stage.sandbox.tlsPort);
  process.env['SANDBOX_DIR'] = stage.settings.dir;
  await import('#sandbox/preload.ts');
  world = await openIngestion({ install: false, loadOfflineSession: async () => ({ accessToken: token() }) });
  world.clock.set(Date.now());
  await world.ingestion.installShop({ shop: SHOP, scopes: ['read_all_orders'] });
  await runBackfill();
}, 120_000);
afterAll(async () => {
  await world.close();
  await stage.close();
});

const token = () => String(stage.app.token['access_token']);
const trainNext: unknown[] = [];
const runBackfill = () =>
  world.ingestion.work.runBackfill(new AbortController().signal, (shopId) => trainNext.push(shopId));
const history = () =>
  createShopHistory(
    createAdminClient({ loadOfflineSession: async () => ({ accessToken: token() }) }),
    silentLog,
  );
const shown = <Each extends { heldBack: boolean }>(list: readonly Each[]) =>
  list.filter(({ heldBack }) => !heldBack);
const ordersOfShop = () => shown(stage.sandbox.world().shop.orders);
const count = async (sql: string) => Number((await world.rows<{ n: string }>(sql))[0]?.n);
const snapshot = () =>
  world
    .rows(`SELECT id, customer_id, refunded_minor, lines FROM orders ORDER BY id`)
    .then(async (orders) => ({
      orders,
      profiles: await world.rows('SELECT shopper_id, data FROM profile ORDER BY shopper_id'),
    }));

describe('the backfill', () => {
  it('reads shop, markets, products, customers and all orders with their lines', async () => {
    const { shop } = stage.sandbox.world();
    expect(await world.rows('SELECT name, currency, timezone, country FROM shop')).toEqual([
      { name: 'Attune Demo Shop', currency: 'GBP', timezone: 'Europe/London', country: 'GB' },
    ]);
    expect(await count('SELECT count(*) AS n FROM market')).toBe(shop.markets.length);
    expect(await count('SELECT count(*) AS n FROM product')).toBe(shop.products.length);
    expect(await count('SELECT count(*) AS n FROM variant WHERE NOT prices_stale')).toBe(
      shop.products.length,
    );
    expect(await count('SELECT count(*) AS n FROM profile')).toBe(shown(shop.customers).length);
    expect(await count('SELECT count(*) AS n FROM orders')).toBe(ordersOfShop().length);
    expect(await count('SELECT sum(jsonb_array_length(lines)) AS n FROM orders')).toBe(
      ordersOfShop().reduce((sum, { lines }) => sum + lines.length, 0),
    );
  });

  it('reports every step done, with its counts', async () => {
    const steps = await world.rows<{ step: string }>(
      'SELECT step, status, objects_done = objects_all AS whole, message FROM backfill',
    );
    expect(steps.map(({ step }) => step).sort()).toEqual([
      'customers',
      'model',
      'orders',
      'products',
      'shop',
    ]);
    for (const step of steps) expect(step).toMatchObject({ status: 'done', whole: true, message: null });
  });

  it('stores what each market pays', async () => {
    const { shop } = stage.sandbox.world();
    const [product] = shop.products;
    const [row] = await world.rows<{ prices: Record<string, { amountMinor: number; currency: string }> }>(
      'SELECT prices FROM variant WHERE id = $1',
      [`gid://shopify/ProductVariant/${product?.variantId}`],
    );
    for (const market of shop.markets.filter(({ countries }) => countries.length > 0)) {
      const expected = product && shop.priceFor(product, market.countries[0] ?? '');
      expect(row?.prices[`gid://shopify/Market/${market.id}`]).toEqual(expected);
    }
  });

  it('keeps the collections of every product', async () => {
    const { shop } = stage.sandbox.world();
    const rows = await world.rows<{ id: string; collections: string[] }>(
      'SELECT id, collections FROM product',
    );
    const expected = new Map(
      shop.products.map((product) => [
        `gid://shopify/Product/${product.id}`,
        collectionsOf(product)
          .map(({ title }) => title)
          .sort(),
      ]),
    );
    expect(new Map(rows.map(({ id, collections }) => [id, [...collections].sort()]))).toEqual(expected);
    expect(rows.some(({ collections }) => collections.length > 1)).toBe(true);
  });

  it('keeps on what terms every product is sold, and what a variant costs the merchant', async () => {
    const { shop } = stage.sandbox.world();
    const rows = await world.rows<Record<string, unknown>>(
      `SELECT product.id, is_gift_card, requires_selling_plan, hidden_from_search, components,
              cardinality(unpublished_in) AS closed_markets, requires_shipping, unit_cost_minor::int, minimum_quantity
         FROM product JOIN variant ON variant.product_id = product.id ORDER BY product.id`,
    );
    const gidOf = (sku: string) =>
      `gid://shopify/Product/${shop.products.find((one) => one.sku === sku)?.id}`;
    expect(rows).toEqual(
      shop.products.map(({ id, terms }) => ({
        id: `gid://shopify/Product/${id}`,
        is_gift_card: terms.isGiftCard,
        requires_selling_plan: false,
        hidden_from_search: false,
        components: terms.componentSkus.map(gidOf),
        closed_markets: terms.isHomeOnly ? 3 : 0,
        requires_shipping: terms.requiresShipping,
        unit_cost_minor: terms.unitCostMinor,
        minimum_quantity: 1,
      })),
    );
    const known = rows.filter((row) => row['unit_cost_minor'] !== null).length / rows.length;
    expect(known).toBeGreaterThan(0.75);
    expect(rows.filter((row) => row['is_gift_card'])).not.toEqual([]);
    expect(rows.filter((row) => row['closed_markets'] === 3)).not.toEqual([]);
  });

  it('reads the catalog anew after a day, with products that changed collections', async () => {
    const { shop } = stage.sandbox.world();
    const cheap = shop.products.find(({ priceMinor }) => priceMinor < 200);
    if (!cheap) throw new Error('Expected a product under £2.');
    const before = cheap.priceMinor;
    shop.setPrice(cheap, 5_000);
    const traits = createProductTraits(world.database.pool);
    const read = async () => {
      const [row] = await world.rows<{ id: number; version: number }>(
        'SELECT id, catalog_version AS version FROM shop',
      );
      const versions = { config: 1, rules: 1, catalog: row?.version ?? 0, model: 1 };
      const { findProduct } = await traits.read({ id: (row?.id ?? 0) as ShopId, versions });
      return findProduct(`gid://shopify/Product/${cheap.id}`)?.collections;
    };
    expect(await read()).toContain('Small treats under £2');
    await world.ingestion.work.housekeeping.run(new Date(Date.now() + 20 * 3_600_000));
    expect(await count(`SELECT count(*) AS n FROM backfill WHERE status = 'pending'`)).toBe(0);
    await world.ingestion.work.housekeeping.run(new Date(Date.now() + 25 * 3_600_000));
    await runBackfill();
    expect(await read()).not.toContain('Small treats under £2');
    expect(await read()).toContain('Larger gifts from £10');
    shop.setPrice(cheap, before);
  });

  it('folds every purchase into its customer, and decides memberships', async () => {
    const expected = ordersOfShop().filter(({ customer, cancelledAt }) => customer && !cancelledAt).length;
    const profiles = [...(await storedProfiles(world.rows)).values()];
    expect(profiles.flatMap(({ purchases }) => purchases)).toHaveLength(expected);
    expect(
      await count(
        'SELECT count(*) AS n FROM profile JOIN shop ON shop.id = shop_id WHERE profile.config_version = shop.config_version',
      ),
    ).toBe(await count('SELECT count(*) AS n FROM profile'));
  });

  it('trains a quick model on the orders, and asks for one with a learned ranker next', async () => {
    const [model] = await world.rows<{ version: number; orders: number; products: number; report: unknown }>(
      'SELECT version, orders, products, report FROM recommendation_model',
    );
    expect(model?.version).toBe(1);
    expect(model?.orders).toBe(await count('SELECT count(*) AS n FROM orders WHERE cancelled_at IS NULL'));
    expect(model?.products).toBeGreaterThan(100);
    expect(model?.report).toBeNull();
    const shops = await world.rows<{ id: number }>('SELECT id FROM shop');
    expect(trainNext).toEqual(shops.map(({ id }) => id));
  });

  it('learns the ranker too when a merchant wishes for a training, and asks for no other', async () => {
    const [shop] = await world.rows<{ id: ShopId }>('SELECT id FROM shop');
    const asked = trainNext.length;
    await createModelBook(world.database).requestTraining(shop?.id as ShopId);
    await runBackfill();
    const [newest] = await createModelBook(world.database).versions(shop?.id as ShopId);
    expect(newest?.gate?.questions).toBeGreaterThan(0);
    expect(trainNext).toHaveLength(asked);
    expect(await count(`SELECT count(*) AS n FROM backfill WHERE status <> 'done'`)).toBe(0);
  });

  it('changes nothing when it runs again after a crash, at whatever step', async () => {
    const before = await snapshot();
    await world.rows(`DELETE FROM orders WHERE id IN (SELECT id FROM orders ORDER BY id LIMIT 50)`);
    await world.rows(
      `UPDATE orders SET lines = '[]', updated_at = '2000-01-01' WHERE id IN (SELECT id FROM orders LIMIT 20)`,
    );
    await world.rows(`UPDATE backfill SET status = 'reading' WHERE step IN ('products', 'orders')`);
    await world.rows(
      `UPDATE backfill SET status = 'requested', operation_id = 'gid://shopify/BulkOperation/404' WHERE step = 'customers'`,
    );
    await runBackfill();
    expect(await snapshot()).toEqual(before);
    expect(await count(`SELECT count(*) AS n FROM backfill WHERE status <> 'done'`)).toBe(0);
  }, 60_000);

  it('leaves newer news of a webhook alone', async () => {
    const [order] = ordersOfShop();
    if (!order) throw new Error('the sandbox shows orders');
    const payload = {
      ...sandboxOrderPayload(order),
      updated_at: new Date(Date.now() + 1000).toISOString(),
      source_name: 'pos',
    };
    await world.send({ topic: 'orders/updated', body: payload, shop: SHOP });
    await world.fold();
    await world.rows(`UPDATE backfill SET status = 'reading' WHERE step = 'orders'`);
    await runBackfill();
    expect(
      await world.rows('SELECT source_name FROM orders WHERE id = $1', [`gid://shopify/Order/${order.id}`]),
    ).toEqual([{ source_name: 'pos' }]);
  }, 60_000);

  it('keeps the language it read of a customer, of whom webhooks tell none', async () => {
    const customer = stage.sandbox.world().shop.customers.find(({ heldBack }) => !heldBack);
    if (!customer) throw new Error('the sandbox has customers');
    const updated_at = new Date(Date.now() + 1000).toISOString();
    const body = { ...sandboxCustomerPayload(customer), updated_at, note: 'Called today.' };
    const known = () =>
      world.rows(`SELECT attributes->>'language' AS language FROM profile WHERE shopper_id = $1`, [
        `gid://shopify/Customer/${customer.id}`,
      ]);
    expect(await known()).toEqual([{ language: customer.locale }]);
    await world.send({ topic: 'customers/update', body, shop: SHOP });
    await world.fold();
    expect(await known()).toEqual([{ language: customer.locale }]);
  }, 60_000);

  it('reads two months without read_all_orders, and the rest once it is granted', async () => {
    await world.rows('TRUNCATE orders, profile, refund');
    await stage.control('scopes', { remove: ['read_all_orders'] });
    await world.rows(`UPDATE shop SET scopes = '{}'`);
    await world.rows(`UPDATE backfill SET status = 'pending', operation_id = NULL`);
    await runBackfill();
    const since = Date.now() / 1000 - 60 * 86_400;
    const recent = ordersOfShop().filter(({ createdAt }) => createdAt >= since).length;
    expect(await count('SELECT count(*) AS n FROM orders')).toBe(recent);
    await stage.control('scopes', { add: ['read_all_orders'] });
    await world.send({
      topic: 'app/scopes_update',
      body: { current: ['read_orders', 'read_all_orders'] },
      shop: SHOP,
    });
    await world.fold();
    await runBackfill();
    expect(await count('SELECT count(*) AS n FROM orders')).toBe(ordersOfShop().length);
  }, 60_000);
});

describe('both order mappers', () => {
  it('make the same record of the same order', async () => {
    const operationId = await history().requestBulk(SHOP, 'orders', []);
    let status = await history().bulkStatus(SHOP, operationId);
    while (status.kind === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 50));
      status = await history().bulkStatus(SHOP, operationId);
    }
    const url = status.kind === 'completed' ? (status.url ?? '') : '';
    const readings = new Map<string, OrderReading>();
    for await (const { orders } of assembleOrders(
      readJsonLines(url),
      (_, cause) => expect.fail(String(cause)),
      1e9,
    ))
      for (const reading of orders) readings.set(reading.order.id, reading);
    expect(readings.size).toBe(ordersOfShop().length);
    for (const order of ordersOfShop()) {
      const payload = orderPayload.parse(parseWebhookJson(JSON.stringify(sandboxOrderPayload(order))));
      const { order: record, saved, refunds } = toOrderNews(payload);
      expect({ order: record, saved, refunds }).toEqual(readings.get(record.id));
    }
  }, 60_000);
});

describe('the Admin client', () => {
  const api = () => createAdminClient({ loadOfflineSession: async () => ({ accessToken: token() }) })(SHOP);

  it('waits out a throttle and asks again', async () => {
    await stage.control('throttle', { count: 2 });
    expect(await api().query('{ shop { name } }')).toEqual({ shop: { name: 'Attune Demo Shop' } });
  });

  it('gives up on a throttle that does not end, with a failure that may be retried', async () => {
    await stage.control('throttle', { count: 10 });
    const impatient = createAdminClient({
      loadOfflineSession: async () => ({ accessToken: token() }),
      attempts: 2,
      wait: async () => {},
    });
    await expect(impatient(SHOP).query('{ shop { name } }')).rejects.toMatchObject({
      name: 'ShopifyRejected',
      retryable: true,
    });
    await stage.control('throttle', { count: 0 });
  });

  it('does not retry a token that Shopify refuses', async () => {
    const client = createAdminClient({ loadOfflineSession: async () => ({ accessToken: 'shpat_wrong' }) });
    await expect(client(SHOP).query('{ shop { name } }')).rejects.toMatchObject({
      retryable: false,
      status: 401,
    });
  });

  it('does not retry a query that is wrong', async () => {
    await expect(api().query('{ shop { nickname } }')).rejects.toMatchObject({ retryable: false });
  });

  it('refuses without a token, before any request', async () => {
    const client = createAdminClient({ loadOfflineSession: async () => null });
    await expect(client(SHOP).query('{ shop { name } }')).rejects.toMatchObject({
      retryable: false,
      status: null,
    });
  });
});

describe('stale variants', () => {
  it('are read again with the price each market pays', async () => {
    const { shop } = stage.sandbox.world();
    const product = shop.products[3];
    if (!product) throw new Error('the sandbox has products');
    const id = `gid://shopify/ProductVariant/${product.variantId}`;
    await world.rows(
      `UPDATE variant SET prices_stale = true, prices = '{}', price_minor = 1, title = '' WHERE id = $1`,
      [id],
    );
    await world.rows(
      `INSERT INTO variant (shop_id, id, product_id, title, price_minor, prices_stale)
       SELECT id, 'gid://shopify/ProductVariant/1', 'gid://shopify/Product/1', '', 0, true FROM shop`,
    );
    await world.ingestion.work.refreshVariants();
    const [row] = await world.rows<{
      price_minor: string;
      prices: Record<string, unknown>;
      prices_stale: boolean;
    }>('SELECT price_minor, prices, prices_stale FROM variant WHERE id = $1', [id]);
    expect(row).toMatchObject({ price_minor: String(product.priceMinor), prices_stale: false });
    expect(Object.keys(row?.prices ?? {}).length).toBeGreaterThan(0);
    expect(await world.rows(`SELECT id FROM variant WHERE id LIKE '%/1'`)).toEqual([]);
  });

  it('are read again with their cost and the terms of their product', async () => {
    const product = stage.sandbox
      .world()
      .shop.products.find(({ terms }) => terms.isHomeOnly && terms.unitCostMinor !== null);
    const [variantId, productId] = [
      `gid://shopify/ProductVariant/${product?.variantId}`,
      `gid://shopify/Product/${product?.id}`,
    ];
    await world.rows(
      `UPDATE variant SET prices_stale = true, unit_cost_minor = 1, minimum_quantity = 9 WHERE id = $1`,
      [variantId],
    );
    await world.rows(
      `UPDATE product SET is_gift_card = true, hidden_from_search = true, unpublished_in = '{}' WHERE id = $1`,
      [productId],
    );
    await world.ingestion.work.refreshVariants();
    expect(
      await world.rows('SELECT unit_cost_minor, minimum_quantity FROM variant WHERE id = $1', [variantId]),
    ).toEqual([{ unit_cost_minor: String(product?.terms.unitCostMinor), minimum_quantity: 1 }]);
    expect(
      await world.rows(
        `SELECT is_gift_card, hidden_from_search, cardinality(unpublished_in) AS closed FROM product WHERE id = $1`,
        [productId],
      ),
    ).toEqual([{ is_gift_card: false, hidden_from_search: false, closed: 3 }]);
  });
});
