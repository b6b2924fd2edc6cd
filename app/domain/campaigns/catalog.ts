import type { Money } from '../kernel/money.ts';
import type { MarketId, ProductId, VariantId } from '../kernel/ids.ts';

/** A variant as guardrails and offers need it. */
export interface CatalogVariant {
  readonly id: VariantId;
  readonly productId: ProductId;
  readonly title: string;
  readonly sku: string | null;
  /** Price in the shop's currency. */
  readonly price: Money;
  /** Contextual price by market. */
  readonly prices: ReadonlyMap<MarketId, Money>;
  readonly available: boolean;
}

export interface CatalogProduct {
  readonly id: ProductId;
  readonly title: string;
  readonly vendor: string;
  readonly type: string;
  readonly tags: readonly string[];
  /** Titles of the collections it is in. */
  readonly collections: readonly string[];
  readonly imageUrl: string | null;
  /** ACTIVE and published to the online store. */
  readonly published: boolean;
  /** In the merchant's order. */
  readonly variants: readonly CatalogVariant[];
}

export interface Market {
  readonly id: MarketId;
  readonly name: string;
  readonly countries: readonly string[];
  readonly currency: string;
}

/** The shop's products in memory, immutable: a newer catalog replaces it whole. */
export interface Catalog {
  readonly currency: string;
  readonly markets: readonly Market[];
  readonly products: ReadonlyMap<ProductId, CatalogProduct>;
  readonly variants: ReadonlyMap<VariantId, CatalogVariant>;
}
