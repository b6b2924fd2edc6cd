import { connect } from '#sandbox/admin-api/connection.ts';
import type { AdminContext, Args, FieldTable } from '#sandbox/admin-api/context.ts';
import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import { productPageUrl } from '#sandbox/storefront/page-url.ts';
import { collectionsOf } from '#sandbox/shop/collections.ts';
import { gid } from '#sandbox/shop/gid.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type { Product } from '#sandbox/shop/shop.ts';
import { isoOf } from '#sandbox/shop/time.ts';
import { LOCATION_ID } from '#sandbox/webhooks/payloads/product.ts';
import { metafieldFields, moneyV2, SHOP_CURRENCY } from './shared.ts';

/** A product's one variant, its stock item, and its picture: sources of their own, since each has its own type. */
export interface VariantSource {
  readonly type: 'ProductVariant';
  readonly product: Product;
}
export interface InventoryItemSource {
  readonly type: 'InventoryItem';
  readonly product: Product;
}
export interface MediaImageSource {
  readonly type: 'MediaImage';
  readonly product: Product;
}

export const variantSource = (product: Product): VariantSource => ({ type: 'ProductVariant', product });
export const inventoryItemSource = (product: Product): InventoryItemSource => ({
  type: 'InventoryItem',
  product,
});

const mediaSource = (product: Product): MediaImageSource => ({ type: 'MediaImage', product });
const imageOf = (product: Product, { origin }: AdminContext) => ({
  id: gid('ProductImage', product.id + 1_000_000_000_000),
  altText: product.title,
  width: 512,
  height: 512,
  url: productImageUrl(origin(), product),
});

/** A product inside a bundle. */
const componentSource = (bundle: Product, part: Product) => ({
  type: 'ProductVariantComponent',
  id: gid('ProductVariantComponent', bundle.id * 1_000 + (part.id % 1_000)),
  productVariant: variantSource(part),
  quantity: 1,
});

/** The country of the argument `context`. */
function countryIn(args: Args): string | null {
  const context = args['context'];
  const country =
    typeof context === 'object' && context !== null && 'country' in context ? context.country : null;
  return typeof country === 'string' ? country : null;
}

/** `{price, compareAtPrice, quantityRule}` for the buyer's country in `context`: everything is sold one at a time. */
function contextualPrice(product: Product, args: Args, { shop }: AdminContext) {
  const { amountMinor, currency } = shop.priceFor(product, countryIn(args) ?? shop.identity.country);
  const quantityRule = { increment: 1, isDefault: true, maximum: null, minimum: 1 };
  return { price: moneyV2(amountMinor, currency), compareAtPrice: null, quantityRule };
}

const product: FieldTable<Product> = {
  id: ({ id }) => gid('Product', id),
  legacyResourceId: ({ id }) => String(id),
  description: () => '',
  descriptionHtml: () => '',
  status: () => 'ACTIVE',
  createdAt: ({ createdAt }) => isoOf(createdAt),
  publishedAt: ({ createdAt }) => isoOf(createdAt),
  updatedAt: ({ updatedAt }) => isoOf(updatedAt),
  featuredMedia: mediaSource,
  featuredImage: (source, _args, context) => imageOf(source, context),
  media: (source, args) => connect([mediaSource(source)], args, () => source.id),
  images: (source, args, context) => connect([imageOf(source, context)], args, () => source.id),
  options: ({ id }) => [
    { id: gid('ProductOption', id + 1), name: 'Title', position: 1, values: ['Default Title'] },
  ],
  hasOnlyDefaultVariant: () => true,
  hasOutOfStockVariants: ({ inventory }) => inventory === 0,
  isGiftCard: ({ terms }) => terms.isGiftCard,
  requiresSellingPlan: () => false,
  publishedInContext: ({ terms }, args, { shop }) => {
    const country = countryIn(args);
    return !terms.isHomeOnly || country === null || shop.marketOf(country).primary;
  },
  totalInventory: ({ inventory }) => inventory,
  tracksInventory: () => true,
  variants: (source, args) => connect([variantSource(source)], args, () => source.variantId),
  variantsCount: () => ({ count: 1, precision: 'EXACT' }),
  priceRangeV2: ({ priceMinor }) => ({
    minVariantPrice: moneyV2(priceMinor, SHOP_CURRENCY),
    maxVariantPrice: moneyV2(priceMinor, SHOP_CURRENCY),
  }),
  contextualPricing: (source, args, context) => {
    const pricing = contextualPrice(source, args, context);
    return {
      minVariantPricing: pricing,
      maxVariantPricing: pricing,
      priceRange: { minVariantPrice: pricing.price, maxVariantPrice: pricing.price },
    };
  },
  collections: (source, args) => connect(collectionsOf(source), args, ({ id }) => id),
  onlineStoreUrl: (source, _args, { origin }) => productPageUrl(origin(), source),
  ...metafieldFields(({ id }: Product) => gid('Product', id)),
};

const variant: FieldTable<VariantSource> = {
  id: (source) => gid('ProductVariant', source.product.variantId),
  legacyResourceId: (source) => String(source.product.variantId),
  title: () => 'Default Title',
  displayName: (source) => `${source.product.title} - Default Title`,
  sku: (source) => source.product.sku,
  barcode: () => null,
  price: (source) => decimal(source.product.priceMinor),
  compareAtPrice: () => null,
  availableForSale: (source) => source.product.inventory > 0,
  inventoryPolicy: () => 'DENY',
  inventoryQuantity: (source) => source.product.inventory,
  sellableOnlineQuantity: (source) => source.product.inventory,
  inventoryItem: (source) => inventoryItemSource(source.product),
  position: () => 1,
  selectedOptions: () => [{ name: 'Title', value: 'Default Title' }],
  taxable: () => true,
  image: (source, _args, context) => imageOf(source.product, context),
  contextualPricing: (source, args, context) => contextualPrice(source.product, args, context),
  productVariantComponents: ({ product: bundle }, args, { shop }) =>
    connect(
      shop.products
        .filter(({ sku }) => bundle.terms.componentSkus.includes(sku))
        .map((part) => componentSource(bundle, part)),
      args,
      ({ id }) => id,
    ),
  createdAt: (source) => isoOf(source.product.createdAt),
  updatedAt: (source) => isoOf(source.product.updatedAt),
  ...metafieldFields((source: VariantSource) => gid('ProductVariant', source.product.variantId)),
};

const mediaImage: FieldTable<MediaImageSource> = {
  id: (source) => gid('MediaImage', source.product.id + 1_000_000_000_000),
  alt: (source) => source.product.title,
  image: (source, _args, context) => imageOf(source.product, context),
  mediaContentType: () => 'IMAGE',
  preview: (source, _args, context) => ({ image: imageOf(source.product, context), status: 'READY' }),
  status: () => 'READY',
  createdAt: (source) => isoOf(source.product.createdAt),
  updatedAt: (source) => isoOf(source.product.createdAt),
};

export const locationSource = (now: number) => ({
  type: 'Location',
  id: gid('Location', LOCATION_ID),
  legacyResourceId: String(LOCATION_ID),
  name: 'Mill Street warehouse',
  isActive: true,
  fulfillsOnlineOrders: true,
  createdAt: '2020-01-06T09:00:00Z',
  updatedAt: isoOf(now),
});

/** The level of an item at the one location. */
const levelOf = ({ product: source }: InventoryItemSource, now: number) => ({
  type: 'InventoryLevel',
  id: `${gid('InventoryLevel', LOCATION_ID)}?inventory_item_id=${source.inventoryItemId}`,
  item: inventoryItemSource(source),
  location: locationSource(now),
  isActive: true,
  createdAt: isoOf(source.createdAt),
  updatedAt: isoOf(source.updatedAt),
  quantities: ({ names }: { names: readonly string[] }) =>
    names.map((name) => ({
      id: `${gid('InventoryQuantity', source.inventoryItemId)}?name=${name}`,
      name,
      quantity: ['available', 'on_hand'].includes(name) ? source.inventory : 0,
      updatedAt: isoOf(source.updatedAt),
    })),
});

const inventoryItem: FieldTable<InventoryItemSource> = {
  id: (source) => gid('InventoryItem', source.product.inventoryItemId),
  legacyResourceId: (source) => String(source.product.inventoryItemId),
  sku: (source) => source.product.sku,
  tracked: () => true,
  requiresShipping: ({ product: { terms } }) => terms.requiresShipping,
  unitCost: ({ product: { terms } }) =>
    terms.unitCostMinor === null ? null : moneyV2(terms.unitCostMinor, SHOP_CURRENCY),
  variant: (source) => variantSource(source.product),
  inventoryLevel: (source, args, { settings }) =>
    args['locationId'] === gid('Location', LOCATION_ID) ? levelOf(source, settings.now()) : null,
  inventoryLevels: (source, args, { settings }) =>
    connect([levelOf(source, settings.now())], args, (level) => level.id),
  createdAt: (source) => isoOf(source.product.createdAt),
  updatedAt: (source) => isoOf(source.product.updatedAt),
};

export const productFields = {
  Product: product,
  ProductVariant: variant,
  MediaImage: mediaImage,
  InventoryItem: inventoryItem,
};
