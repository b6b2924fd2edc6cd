import type pg from 'pg';
import { gid } from '#app/domain/kernel/ids.ts';
import type { CustomerId, ProductId } from '#app/domain/kernel/ids.ts';
import type { Profile, Purchase } from '#app/domain/profiles/profile.ts';
import { trainModel } from '#app/domain/recommendations/training/train-model.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { createRandom } from './random.ts';

export const BENCH_SHOP = 'bench.myshopify.com';
export const PRODUCTS = 3_000;
export const CUSTOMERS = 1_000;
const ORDERS_PER_CUSTOMER = 8;
const LINES_PER_ORDER = 6;
const DAY = 86_400;

const SEGMENTS = {
  Gold: 'loyalty.tier = "Gold"',
  Frequent: 'purchases.count within 365 days > 3',
  'Big spenders': 'purchases.max within 60 days >= 100',
  'Cooling off': 'purchases.count >= 3 AND NOT purchases.last within 120 days',
  British: 'customer.country = "GB"',
};

/**
 * A shop made up from a fixed seed: 3,000 products of which few are bought often, 1,000 customers with 8 orders each, a model
 * trained on those orders, five segments, five campaigns. `now` anchors the orders in time.
 */
export async function seedSyntheticShop(pool: pg.Pool, now: number): Promise<void> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at, model_version)
     VALUES ($1, 'Bench', 'GBP', 'Europe/London', '{}', now(), 1) RETURNING id`,
    [BENCH_SHOP],
  );
  const shopId = Number(rows[0]?.id);
  const profiles = makeProfiles(now);
  await seedCatalog(pool, shopId);
  await seedRules(pool, shopId);
  await seedModel(pool, shopId, profiles);
  const row = (profile: Profile) => ({
    shop_id: shopId,
    ...profileColumns(profile),
    attribute_log: {},
    segment_ids: [],
    config_version: 1,
    updated_at: new Date(now * 1000),
  });
  for (let from = 0; from < profiles.length; from += 200)
    await insertRows(pool, 'profile', profiles.slice(from, from + 200).map(row));
}

export const customerId = (number: number): CustomerId => gid('Customer', 1_000_000 + number);
export const productId = (number: number): ProductId => gid('Product', 1 + number);
const priceOf = (number: number): number => 195 + ((number * 37) % 2_000);

/** Product numbers as they are bought: a few often, most rarely. */
export function pickProduct(random: () => number): number {
  return Math.floor(PRODUCTS * random() ** 3);
}

function makeProfiles(now: number): Profile[] {
  const random = createRandom(1);
  return Array.from({ length: CUSTOMERS }, (_, number) => {
    const purchases = Array.from({ length: ORDERS_PER_CUSTOMER }, (_, order) =>
      makePurchase(random, number * ORDERS_PER_CUSTOMER + order, now),
    );
    return {
      shopperId: customerId(number),
      attributes: {
        tags: number % 4 === 0 ? ['gold'] : [],
        country: 'GB',
        language: 'en',
        emailMarketing: number % 2 === 0,
        createdAt: now - 700 * DAY,
      },
      attributesAt: now - DAY,
      purchases: purchases.sort((a, b) => a.at - b.at),
      openCarts: [],
    };
  });
}

function makePurchase(random: () => number, order: number, now: number): Purchase {
  const lines = Array.from({ length: LINES_PER_ORDER }, () => {
    const number = pickProduct(random);
    return {
      productId: productId(number),
      variantId: gid('ProductVariant', 1 + number),
      quantity: 1 + Math.floor(random() * 6),
      unitPriceMinor: priceOf(number),
    };
  });
  const netMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  const at = now - Math.floor(random() * 365 * DAY);
  return { orderId: gid('Order', 1 + order), at, netMinor, grossMinor: netMinor, lines };
}

async function seedCatalog(pool: pg.Pool, shopId: number): Promise<void> {
  const numbers = Array.from({ length: PRODUCTS }, (_, number) => number);
  const at = '2025-01-01T00:00:00Z';
  const base = { shop_id: shopId, vendor: 'Maker', type: 'Thing', tags: [], status: 'ACTIVE' };
  await insertRows(pool, 'market', [
    { shop_id: shopId, id: gid('Market', 1), name: 'UK', countries: ['GB'], currency: 'GBP' },
  ]);
  await insertRows(
    pool,
    'product',
    numbers.map((number) => ({
      ...base,
      id: productId(number),
      title: `Product ${number}`,
      handle: `product-${number}`,
      published_at: at,
      updated_at: at,
    })),
  );
  await insertRows(
    pool,
    'variant',
    numbers.map((number) => ({
      shop_id: shopId,
      id: gid('ProductVariant', 1 + number),
      product_id: productId(number),
      title: 'Default',
      price_minor: priceOf(number),
      prices: {},
      prices_stale: false,
      inventory_policy: 'CONTINUE',
      inventory_tracked: true,
      available_for_sale: true,
      position: 1,
      requires_shipping: true,
    })),
  );
}

async function seedRules(pool: pg.Pool, shopId: number): Promise<void> {
  const base = { shop_id: shopId, version: 1, created_at: '2025-01-01', updated_at: '2025-01-01' };
  const names = Object.keys(SEGMENTS);
  await insertRows(
    pool,
    'segment',
    Object.entries(SEGMENTS).map(([name, rule]) => ({ ...base, id: name, name, description: '', rule })),
  );
  const upsell = (headline: string) => ({ headline, source: { kind: 'recommended' }, maxOffers: 2 });
  const message = { title: 'Because you bought {{bought}}', body: 'Consider {{consider}}', tone: 'info' };
  const campaign = (number: number, kind: string, audience: string[], content: object) => ({
    ...base,
    id: `campaign-${number}`,
    name: `Campaign ${number}`,
    kind,
    status: 'running',
    priority: 50 - number,
    audience,
    excluded: [],
    placements: ['checkout.block'],
    content,
  });
  await insertRows(pool, 'campaign', [
    campaign(1, 'message', [names[0] ?? ''], message),
    campaign(2, 'upsell', [names[0] ?? '', names[1] ?? ''], upsell('For you')),
    campaign(3, 'upsell', [names[2] ?? ''], upsell('Worth a look')),
    campaign(4, 'message', [names[3] ?? ''], { ...message, title: 'Good to see you again' }),
    campaign(5, 'upsell', [], upsell('Often bought together')),
  ]);
}

async function seedModel(pool: pg.Pool, shopId: number, profiles: readonly Profile[]): Promise<void> {
  const orders = profiles
    .flatMap(({ shopperId, purchases }) =>
      purchases.map((purchase) => ({ ...purchase, customer: shopperId })),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ at, customer, lines }) => ({
      time: new Date(at * 1000).toISOString(),
      customer,
      items: lines.map(({ productId }) => productId),
    }));
  const model = trainModel({ products: [], orders, returns: [] });
  await pool.query(
    `INSERT INTO recommendation_model (shop_id, version, trained_at, orders, products, bytes)
     VALUES ($1, 1, now(), $2, $3, $4)`,
    [shopId, model.orders, model.products, Buffer.from(model.bytes)],
  );
}
