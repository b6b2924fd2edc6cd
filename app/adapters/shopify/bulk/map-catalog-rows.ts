import type { MarketId, ProductId, VariantId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type { CollectionOfProduct, PricedVariant, VariantOfProduct } from '#app/ports/shop-history.ts';
import type { ProductFacts } from '#app/ports/shop-news.ts';
import type { PriceContext } from '../operations/bulk-operations.ts';
import { instantOf, minorOf } from '../order-parts.ts';
import type { BulkRow } from './read-json-lines.ts';

/** A product as PRODUCT_FIELDS asks for it. */
export interface ProductRow extends BulkRow {
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
}

/** A variant as VARIANT_FIELDS and priceSelection ask for it: one more field for each market. */
export interface VariantRow extends BulkRow {
  readonly id: VariantId;
  readonly title: string;
  readonly sku: string | null;
  readonly price: string;
  readonly position: number;
  readonly inventoryQuantity: number | null;
  readonly inventoryPolicy: 'DENY' | 'CONTINUE';
  readonly availableForSale: boolean;
  readonly inventoryItem: {
    readonly id: string;
    readonly tracked: boolean;
    readonly requiresShipping: boolean;
  };
}

/** A collection under the product that is in it. */
export interface CollectionRow extends BulkRow {
  readonly title: string;
}

export function toCollectionOfProduct({ __parentId, title }: CollectionRow): CollectionOfProduct {
  return { productId: __parentId as ProductId, title };
}

export function toProductFacts(row: ProductRow): ProductFacts {
  return {
    id: row.id,
    title: row.title,
    handle: row.handle,
    vendor: row.vendor,
    type: row.productType,
    tags: row.tags,
    status: row.status,
    imageUrl: row.featuredMedia?.preview?.image?.url ?? null,
    publishedAt: instantOf(row.publishedAt),
    updatedAt: toInstant(row.updatedAt),
  };
}

export function toPricedVariant(row: VariantRow, contexts: readonly PriceContext[]): PricedVariant {
  const { inventoryItem: item } = row;
  return {
    id: row.id,
    title: row.title,
    sku: row.sku,
    price: row.price,
    prices: pricesOf(row as unknown as Readonly<Record<string, PriceRow | null>>, contexts),
    position: row.position,
    inventoryItemId: item.id,
    inventoryQuantity: row.inventoryQuantity,
    inventoryPolicy: row.inventoryPolicy,
    inventoryTracked: item.tracked,
    availableForSale: row.availableForSale,
    requiresShipping: item.requiresShipping,
  };
}

export function toVariantOfProduct(row: VariantRow, contexts: readonly PriceContext[]): VariantOfProduct {
  return { ...toPricedVariant(row, contexts), productId: row.__parentId as ProductId };
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
