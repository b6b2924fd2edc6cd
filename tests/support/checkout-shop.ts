import type pg from 'pg';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Profile, Purchase } from '#app/domain/profiles/profile.ts';
import { profileColumns } from './profile-rows.ts';
import { insertRows } from './rows.ts';

/** A customer with the tag "gold", a purchase of product 1, and a saved address. */
export const GOLD_CUSTOMER = gid('Customer', 42);
export const UPSELL_ID = '00000000-0000-4000-8000-00000000000a';
export const MESSAGE_ID = '00000000-0000-4000-8000-00000000000b';
export const ADDRESS_ID = '00000000-0000-4000-8000-00000000000c';
export const SEGMENT_ID = '00000000-0000-4000-8000-00000000000d';

const PRODUCTS = [1, 2, 3, 4, 5, 6];
const LONG_AGO = '2026-01-01T00:00:00Z';

/** A small installed shop without a price ceiling: six products at £1 to £6, one segment, an upsell, a message, and saved details. */
export async function seedCheckoutShop(
  pool: pg.Pool,
  domain: string,
  encryptionKey: Buffer,
): Promise<ShopId> {
  const { rows } = await pool.query<{ id: ShopId }>(
    `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at, settings)
     VALUES ($1, 'A shop', 'GBP', 'Europe/London', '{}', $2, $3) RETURNING id`,
    [domain, LONG_AGO, { guardrails: { priceCeilingPercent: null } }],
  );
  const shopId = rows[0]?.id;
  if (shopId === undefined) throw new Error('the shop was not inserted');
  await seedProducts(pool, shopId);
  await seedRules(pool, shopId);
  await seedCustomer(pool, shopId, encryptionKey);
  return shopId;
}

async function seedProducts(pool: pg.Pool, shopId: ShopId): Promise<void> {
  const base = {
    shop_id: shopId,
    vendor: 'Maker',
    type: 'Thing',
    tags: [],
    status: 'ACTIVE',
    updated_at: LONG_AGO,
  };
  const products = PRODUCTS.map((number) => ({
    ...base,
    id: gid('Product', number),
    title: `Product ${number}`,
    handle: `product-${number}`,
    published_at: LONG_AGO,
  }));
  const variants = PRODUCTS.map((number) => ({
    shop_id: shopId,
    id: gid('ProductVariant', number * 10),
    product_id: gid('Product', number),
    title: 'Default',
    price_minor: number * 100,
    prices: {},
    prices_stale: false,
    inventory_policy: 'DENY',
    inventory_tracked: true,
    inventory_quantity: 10,
    available_for_sale: true,
    position: 1,
    requires_shipping: true,
  }));
  const market = { shop_id: shopId, id: gid('Market', 1), name: 'UK', countries: ['GB'], currency: 'GBP' };
  await insertRows(pool, 'market', [market]);
  await insertRows(pool, 'product', products);
  await insertRows(pool, 'variant', variants);
}

async function seedRules(pool: pg.Pool, shopId: ShopId): Promise<void> {
  const times = { created_at: LONG_AGO, updated_at: LONG_AGO, version: 1 };
  await insertRows(pool, 'segment', [
    {
      shop_id: shopId,
      id: SEGMENT_ID,
      name: 'Gold',
      description: '',
      rule: 'loyalty.tier = "Gold"',
      ...times,
    },
  ]);
  const campaign = { shop_id: shopId, status: 'running', excluded: [], ...times };
  await insertRows(pool, 'campaign', [
    {
      ...campaign,
      id: UPSELL_ID,
      name: 'Upsell',
      kind: 'upsell',
      priority: 20,
      audience: [],
      placements: ['checkout.block'],
      content: {
        headline: 'You may like',
        source: { kind: 'products', productIds: [gid('Product', 5), gid('Product', 6)] },
        maxOffers: 1,
      },
    },
    {
      ...campaign,
      id: MESSAGE_ID,
      name: 'Thanks',
      kind: 'message',
      priority: 10,
      audience: [SEGMENT_ID],
      placements: ['checkout.block'],
      content: { title: 'Thank you', body: 'Good to see you again.', tone: 'info' },
    },
    {
      ...campaign,
      id: ADDRESS_ID,
      name: 'Address',
      kind: 'savedDetails',
      priority: 5,
      audience: [],
      placements: ['checkout.delivery-address'],
      content: { address: true, paymentHint: false },
    },
  ]);
}

async function seedCustomer(pool: pg.Pool, shopId: ShopId, encryptionKey: Buffer): Promise<void> {
  const cipher = createAddressCipher(createCipherBox(encryptionKey));
  const address = { address1: '12 Mill Lane', city: 'Leeds', zip: 'LS1 4AB', countryCode: 'GB' };
  await insertRows(pool, 'profile', [
    {
      shop_id: shopId,
      ...profileColumns(aProfile()),
      attribute_log: {},
      segment_ids: [SEGMENT_ID],
      config_version: 1,
      updated_at: LONG_AGO,
    },
  ]);
  await insertRows(
    pool,
    'orders',
    aProfile().purchases.map((purchase) => orderRow(shopId, purchase)),
  );
  await insertRows(pool, 'saved_detail', [
    {
      shop_id: shopId,
      shopper_id: GOLD_CUSTOMER,
      address_cipher: cipher.seal(address, shopId),
      address_at: LONG_AGO,
    },
  ]);
}

function orderRow(shopId: ShopId, { orderId, grossMinor, lines }: Purchase) {
  return {
    shop_id: shopId,
    id: orderId,
    customer_id: GOLD_CUSTOMER,
    processed_at: LONG_AGO,
    updated_at: LONG_AGO,
    test: false,
    currency: 'GBP',
    subtotal_minor: grossMinor,
    total_minor: grossMinor,
    refunded_minor: 0,
    lines: lines.map((line, index) => ({ ...line, id: `line-${index}`, currentQuantity: line.quantity })),
  };
}

function aProfile(): Profile {
  const line = {
    productId: gid('Product', 1),
    variantId: gid('ProductVariant', 10),
    quantity: 1,
    unitPriceMinor: 100,
  };
  return {
    shopperId: GOLD_CUSTOMER,
    attributes: { tags: ['gold'], country: 'GB', language: 'en', emailMarketing: null, createdAt: null },
    attributesAt: 1_767_225_600,
    purchases: [
      { orderId: gid('Order', 1), at: 1_767_225_600, netMinor: 100, grossMinor: 100, lines: [line] },
    ],
    openCarts: [],
  };
}
