import { compileSnapshot } from '#app/domain/campaigns/compile-snapshot.ts';
import type { CatalogProduct } from '#app/domain/campaigns/catalog.ts';
import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { DEFAULT_GUARDRAILS } from '#app/domain/campaigns/guardrails/settings.ts';
import { NO_INCENTIVES } from '#app/domain/campaigns/incentives/configuration.ts';
import { gid, legacyId, type CustomerId, type ProductId, type VariantId } from '#app/domain/kernel/ids.ts';
import type { Purchase } from '#app/domain/profiles/profile.ts';
import { modelFromBytes } from '#app/domain/recommendations/serving/model-bytes.ts';
import { openModel } from '#app/domain/recommendations/serving/open-model.ts';
import { trainModel } from '#app/domain/recommendations/training/train-model.ts';
import { buildShopData, type ShopData } from '#sandbox/shop/shop-data.ts';
import { anUpsell } from '#tests/domain/campaigns/shop.ts';

/** When the newest order of the data is placed. */
const ANCHOR = 1_795_348_800;
/** Orders of the last so many days are asked about; the model has learned from those before. */
const ASKED_DAYS = 30;

export interface DemoShop {
  readonly snapshot: ShopSnapshot;
  readonly now: number;
  /** The carts that were bought after the model was fitted, lines in the order in which the shop wrote them. */
  readonly carts: readonly DemoCart[];
}

export interface DemoCart {
  readonly customerId: CustomerId | null;
  /** Their orders before, oldest first. */
  readonly purchases: readonly Purchase[];
  readonly productIds: readonly ProductId[];
}

/** The demo's products and orders with one upsell for everybody; stock is left out, it says nothing about ranking. */
export function readDemoShop(): DemoShop {
  const data = buildShopData({ seed: 7, anchor: ANCHOR, heldBackDays: 0 });
  const now = ANCHOR - ASKED_DAYS * 86_400;
  const products = data.products.map(toProduct);
  const { snapshot } = compileSnapshot({
    shopDomain: 'attune-demo.myshopify.com',
    currency: 'GBP',
    timezone: 'Europe/London',
    tiers: [],
    segments: [],
    campaigns: [anUpsell()],
    catalog: {
      currency: 'GBP',
      markets: [{ id: gid('Market', 1), name: 'Home', countries: ['GB'], currency: 'GBP' }],
      products: new Map(products.map((product) => [product.id, product])),
      variants: new Map(products.flatMap(({ variants }) => variants.map((one) => [one.id, one] as const))),
    },
    model: modelOf(data, now),
    merchandising: { pin: [], pairs: {}, marginDial: 0 },
    guardrails: DEFAULT_GUARDRAILS,
    bannedProducts: new Set(),
    spentCampaigns: new Set(),
    incentives: NO_INCENTIVES,
    exploration: 0,
    holdout: 0,
    experiments: new Map(),
    configVersion: 1,
    catalogVersion: 1,
  });
  return { snapshot, now, carts: cartsOf(data, now) };
}

/** Sizes of a shop of clothes, with ids as long as Shopify's. */
const SIZES = ['XS', 'S', 'M', 'L', 'XL', 'XXL'].map((size) => `${size} / Midnight blue`);

/** The same shop where every product comes in six sizes. */
export function inSizes(demo: DemoShop): DemoShop {
  const { snapshot } = demo;
  const products = [...snapshot.catalog.products.values()].map((product) => ({
    ...product,
    variants: product.variants.flatMap((variant) =>
      SIZES.map((title, size) => ({ ...variant, id: sizeId(variant.id, size), title })),
    ),
  }));
  const catalog = {
    ...snapshot.catalog,
    products: new Map(products.map((product) => [product.id, product])),
    variants: new Map(products.flatMap(({ variants }) => variants.map((one) => [one.id, one] as const))),
  };
  return { ...demo, snapshot: { ...snapshot, catalog } };
}

const sizeId = (id: VariantId, size: number): VariantId =>
  gid('ProductVariant', 40_000_000_000_000 + 32_768 * (10 * Number(legacyId(id)) + size));

function toProduct({
  id,
  variantId,
  title,
  productType,
  vendor,
  tags,
  priceMinor,
  sku,
}: ShopData['products'][number]): CatalogProduct {
  const productId = gid('Product', id);
  return {
    id: productId,
    title,
    vendor,
    type: productType,
    tags,
    collections: [],
    imageUrl: `https://cdn.shopify.com/s/files/1/0000/0001/files/${sku}.svg?v=1`,
    published: true,
    isHidden: false,
    isGiftCard: false,
    requiresSellingPlan: false,
    components: [],
    unpublishedIn: new Set(),
    variants: [
      {
        id: gid('ProductVariant', variantId),
        productId,
        title: 'Default Title',
        sku,
        price: { amountMinor: priceMinor, currency: 'GBP' },
        prices: new Map(),
        available: true,
        stock: null,
        unitCostMinor: null,
        requiresShipping: true,
        minimumQuantity: 1,
      },
    ],
  };
}

const productIdsOf = ({ lines }: ShopData['orders'][number]): readonly ProductId[] => [
  ...new Set(lines.map(({ product }) => gid('Product', product.id))),
];

function modelOf(data: ShopData, now: number): ShopSnapshot['model'] {
  const { bytes } = trainModel({
    products: data.products.map(({ id, title, productType: type, vendor, tags, priceMinor: price }) => ({
      sku: gid('Product', id),
      ...{ title, type, vendor, tags, price },
    })),
    orders: data.orders
      .filter(({ createdAt }) => createdAt < now)
      .map((order) => ({
        id: String(order.id),
        time: new Date(order.createdAt * 1000).toISOString(),
        customer: order.customer && gid('Customer', order.customer.id),
        country: order.countryCode,
        items: productIdsOf(order),
      })),
    returns: [],
  });
  const state = modelFromBytes(bytes);
  if (!state.ok) throw new Error(state.failure);
  return openModel(state.value, 1);
}

function cartsOf({ orders }: ShopData, now: number): readonly DemoCart[] {
  const byCustomer = Map.groupBy(orders, ({ customer }) => customer);
  return orders
    .filter(({ createdAt }) => createdAt >= now)
    .map((order) => {
      const { customer } = order;
      const before = (customer && byCustomer.get(customer)) ?? [];
      return {
        customerId: customer && gid('Customer', customer.id),
        purchases: before.filter(({ createdAt }) => createdAt < now).map(toPurchase),
        productIds: productIdsOf(order),
      };
    });
}

function toPurchase({ id, createdAt: at, lines }: ShopData['orders'][number]): Purchase {
  const netMinor = lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0);
  return {
    orderId: gid('Order', id),
    at,
    netMinor,
    grossMinor: netMinor,
    lines: lines.map(({ product, quantity, unitPriceMinor }) => ({
      productId: gid('Product', product.id),
      variantId: gid('ProductVariant', product.variantId),
      quantity,
      unitPriceMinor,
    })),
  };
}
