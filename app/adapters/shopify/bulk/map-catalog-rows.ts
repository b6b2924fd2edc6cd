import type { MarketId, ProductId, VariantId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type {
  CollectionOfProduct,
  ComponentOfBundle,
  PricedVariant,
  ProductReading,
  SaleTerms,
  VariantOfProduct,
  VariantReading,
} from '#app/ports/shop-history.ts';
import type { PriceContext } from '../operations/bulk-operations.ts';
import { instantOf, minorOf, textsOf, timeOf } from '../order-parts.ts';
import type { BulkRow } from './read-json-lines.ts';

/** What termsSelection asks for: one more field for each market. */
interface TermsRow {
  readonly isGiftCard: boolean;
  readonly requiresSellingPlan: boolean;
  readonly seoHidden: { readonly value: string } | null;
}

/** A product as PRODUCT_FIELDS and termsSelection ask for it. */
export interface ProductRow extends BulkRow, TermsRow {
  readonly id: ProductId;
  readonly title: string;
  readonly handle: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly status: string;
  readonly publishedAt: string | null;
  readonly updatedAt: string;
  readonly featuredMedia: {
    readonly preview: { readonly image: { readonly url: string } | null } | null;
  } | null;
}

interface PriceRow {
  readonly price: { readonly amount: string; readonly currencyCode: string };
  readonly quantityRule: { readonly minimum: number; readonly increment: number };
}

/** A variant as VARIANT_FIELDS and priceSelection ask for it: one more field for each market. */
export interface VariantRow extends BulkRow {
  readonly id: VariantId;
  readonly title: string;
  readonly sku: string | null;
  readonly price: string;
  readonly position: number;
  readonly inventoryQuantity: number | null;
  readonly sellableOnlineQuantity: number;
  readonly inventoryPolicy: 'DENY' | 'CONTINUE';
  readonly availableForSale: boolean;
  readonly inventoryItem: {
    readonly id: string;
    readonly tracked: boolean;
    readonly requiresShipping: boolean;
    readonly unitCost: { readonly amount: string; readonly currencyCode: string } | null;
  };
}

/** A variant with its product, as variantsQuery asks for them. */
export interface LoneVariantRow extends VariantRow {
  readonly product: TermsRow & { readonly id: ProductId };
}

/** A collection under the product that is in it. */
export interface CollectionRow extends BulkRow {
  readonly title: string;
}

export function toCollectionOfProduct({ __parentId, title }: CollectionRow): CollectionOfProduct {
  return { productId: __parentId as ProductId, title };
}

/** A part of a bundle under the variant that is sold as the bundle. */
export interface ComponentRow extends BulkRow {
  readonly productVariant: { readonly product: { readonly id: ProductId } };
}

export function toComponentOfBundle({ __parentId, productVariant }: ComponentRow): ComponentOfBundle {
  return { bundleId: __parentId as VariantId, componentId: productVariant.product.id };
}

export function toProductReading(row: ProductRow, contexts: readonly PriceContext[]): ProductReading {
  return {
    id: row.id,
    title: row.title,
    handle: row.handle,
    vendor: row.vendor,
    type: row.productType,
    tags: textsOf(row.tags),
    status: row.status,
    imageUrl: row.featuredMedia?.preview?.image?.url ?? null,
    publishedAt: instantOf(row.publishedAt),
    updatedAt: timeOf(row.updatedAt),
    ...toSaleTerms(row, contexts),
  };
}

/** Shopify hides a product from search where its metafield seo.hidden is 1. */
function toSaleTerms(row: TermsRow, contexts: readonly PriceContext[]): SaleTerms {
  const published = row as unknown as Readonly<Record<string, boolean | null>>;
  return {
    isGiftCard: row.isGiftCard,
    requiresSellingPlan: row.requiresSellingPlan,
    isHiddenFromSearch: ['1', 'true'].includes(row.seoHidden?.value ?? ''),
    unpublishedIn: contexts.flatMap(({ alias, marketId }) => (published[alias] === false ? marketId : [])),
  };
}

function toPricedVariant(row: VariantRow, contexts: readonly PriceContext[]): PricedVariant {
  const { inventoryItem: item, inventoryQuantity: total } = row;
  const inMarkets = row as unknown as Readonly<Record<string, PriceRow | null>>;
  return {
    id: row.id,
    title: row.title,
    sku: row.sku,
    price: row.price,
    prices: pricesOf(inMarkets, contexts),
    unitCost: item.unitCost?.amount ?? null,
    minimumQuantity: minimumOf(inMarkets, contexts),
    position: row.position,
    inventoryItemId: item.id,
    // Stock at places that do not fulfil online orders cannot be sold here.
    inventoryQuantity: total === null ? null : Math.min(total, row.sellableOnlineQuantity),
    inventoryPolicy: row.inventoryPolicy,
    inventoryTracked: item.tracked,
    availableForSale: row.availableForSale,
    requiresShipping: item.requiresShipping,
  };
}

export function toVariantOfProduct(row: VariantRow, contexts: readonly PriceContext[]): VariantOfProduct {
  return { ...toPricedVariant(row, contexts), productId: row.__parentId as ProductId };
}

export function toVariantReading(row: LoneVariantRow, contexts: readonly PriceContext[]): VariantReading {
  const { product } = row;
  return {
    ...toPricedVariant(row, contexts),
    productId: product.id,
    terms: toSaleTerms(product, contexts),
  };
}

/** Of all markets the most: what one of them sells by the dozen is not offered one at a time. */
function minimumOf(
  row: Readonly<Record<string, PriceRow | null>>,
  contexts: readonly PriceContext[],
): number {
  const rules = contexts.flatMap(({ alias }) => row[alias]?.quantityRule ?? []);
  return Math.max(1, ...rules.map(({ minimum, increment }) => Math.max(minimum, increment)));
}

function pricesOf(
  row: Readonly<Record<string, PriceRow | null>>,
  contexts: readonly PriceContext[],
): Readonly<Record<MarketId, Money>> {
  return Object.fromEntries(
    contexts.flatMap(({ alias, marketId }) => {
      const price = row[alias]?.price;
      if (!price) return [];
      const { amount, currencyCode: currency } = price;
      return [[marketId, { amountMinor: minorOf(amount, currency), currency }]];
    }),
  );
}
