import type pg from 'pg';
import { gid } from '#app/domain/kernel/ids.ts';
import type { CustomerId, ProductId } from '#app/domain/kernel/ids.ts';
import type { Profile, Purchase } from '#app/domain/profiles/profile.ts';
import { trainModel } from '#app/domain/recommendations/training/train-model.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { createRandom } from '../random.ts';

export const BENCH_SHOP = 'bench.myshopify.com';
export const PRODUCTS = 10_000;
/** Shoppers with a stored profile: 5,000 different ones, each stored under 200 ids. */
export const CUSTOMERS = 1_000_000;
const DIFFERENT = 5_000;
/** Decisions of the last 30 days: a server that just began has none, and a database without any has no statistics to plan by. */
const PAST_DECISIONS = 500_000;
const ORDERS_PER_CUSTOMER = 8;
const LINES_PER_ORDER = 6;
const DAY = 86_400;

const SEGMENT_COUNT = 50;
const CAMPAIGN_COUNT = 40;
/** One in three campaigns is for the placement that is asked. */
const PLACEMENTS = ['checkout.block', 'thank-you.block', 'checkout.payment'];

/** Rules of the kinds that merchants write, at other numbers each. */
const RULES: readonly ((step: number) => string)[] = [
  () => 'loyalty.tier = "Gold"',
  (step) => `purchases.count within ${90 + 30 * step} days > ${1 + (step % 5)}`,
  (step) => `purchases.max within ${30 + 30 * step} days >= ${20 + 10 * step}`,
  (step) => `purchases.count >= ${1 + step} AND NOT purchases.last within ${60 + 15 * step} days`,
  (step) => `customer.country = "GB" AND purchases.spend within ${60 + 30 * step} days > ${50 * (step + 1)}`,
];

/**
 * A shop made up from a fixed seed: 10,000 products of which few are bought often, 1,000,000 shoppers with 8 orders each in their profile, a
 * model trained on the orders of 5,000, 50 segments, 40 campaigns, 500,000 decisions made before. `now` anchors the orders in time.
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
  await copyProfiles(pool, shopId);
  await seedPastDecisions(pool, shopId);
}

/** Three in ten of a customer, each in a checkout of its own. */
async function seedPastDecisions(pool: pg.Pool, shopId: number): Promise<void> {
  await pool.query(
    `INSERT INTO decision (id, shop_id, shopper_id, checkout_token, decided_at, channel, placements, items, refusals, basis, duration_micros)
     SELECT gen_random_uuid(), $1, shopper, 'past' || number, now() - random() * interval '30 days', 'checkout', '["checkout.block"]',
            '[]', '[]', jsonb_build_object('segmentIds', '[]'::jsonb, 'unit', coalesce(shopper, 'checkout:past' || number)), 900
       FROM generate_series(1, $2::int) AS number,
            LATERAL (SELECT CASE WHEN number % 10 < 3
                            THEN 'gid://shopify/Customer/' || (1000000 + number * 7 % $3::int) END AS shopper) AS of`,
    [shopId, PAST_DECISIONS, CUSTOMERS],
  );
}

/** Stores each of the different profiles under the ids of all other customers too. */
async function copyProfiles(pool: pg.Pool, shopId: number): Promise<void> {
  await pool.query(
    `INSERT INTO profile (shop_id, shopper_id, data, attributes, attribute_log, segment_ids, config_version, updated_at)
     SELECT shop_id, 'gid://shopify/Customer/' || (substr(shopper_id, 24)::int + copy * $2::int), data, attributes, attribute_log,
            segment_ids, config_version, updated_at
       FROM profile, generate_series(1, $3::int) AS copy
      WHERE shop_id = $1`,
    [shopId, DIFFERENT, CUSTOMERS / DIFFERENT - 1],
  );
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
  return Array.from({ length: DIFFERENT }, (_, number) => {
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
  await insertRows(
    pool,
    'segment',
    Array.from({ length: SEGMENT_COUNT }, (_, number) => {
      const rule = RULES[number % RULES.length]?.(Math.floor(number / RULES.length)) ?? '';
      const name = segmentName(number);
      return { ...base, id: name, name, description: '', rule };
    }),
  );
  await insertRows(
    pool,
    'campaign',
    Array.from({ length: CAMPAIGN_COUNT }, (_, number) => ({
      ...base,
      id: `campaign-${number}`,
      name: `Campaign ${number}`,
      status: 'running',
      priority: CAMPAIGN_COUNT - number,
      excluded: [],
      placements: [PLACEMENTS[number % PLACEMENTS.length]],
      ...campaignFor(number),
    })),
  );
}

const segmentName = (number: number): string => `Segment ${number}`;

/** Upsells and messages in turn, each for two segments; the last one of a placement is for everyone. */
function campaignFor(number: number): { kind: string; audience: string[]; content: object } {
  const isForAll = number >= CAMPAIGN_COUNT - PLACEMENTS.length;
  const audience = isForAll ? [] : [number, number + 7].map((at) => segmentName(at % SEGMENT_COUNT));
  const upsell = { headline: 'Worth a look', source: { kind: 'recommended' }, maxOffers: 2 };
  const message = { title: 'Because you bought {{bought}}', body: 'Consider {{consider}}', tone: 'info' };
  return isForAll || number % 2 === 0
    ? { kind: 'upsell', audience, content: upsell }
    : { kind: 'message', audience, content: message };
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
