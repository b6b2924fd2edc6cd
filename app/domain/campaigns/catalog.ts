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
  /** Units left to sell; null where they are not counted, or may be oversold. */
  readonly stock: number | null;
  /** What the merchant pays for one, in minor units of the shop's currency; null where it is not known. */
  readonly unitCostMinor: number | null;
  readonly requiresShipping: boolean;
  /** The fewest units an order may hold in any market. */
  readonly minimumQuantity: number;
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
  /** Active or unlisted, and published to the online store. */
  readonly published: boolean;
  /** Unlisted, or kept from search engines and the shop's own search: whoever buys it was given its address. */
  readonly isHidden: boolean;
  readonly isGiftCard: boolean;
  /** It can be bought only with a selling plan, e.g. as a subscription. */
  readonly requiresSellingPlan: boolean;
  /** What a bundle is made of; empty for anything else. */
  readonly components: readonly ProductId[];
  /** Markets in which Shopify says it is not published. */
  readonly unpublishedIn: ReadonlySet<MarketId>;
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
