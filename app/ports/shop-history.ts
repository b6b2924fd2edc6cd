import type { Market } from '#app/domain/campaigns/catalog.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, MarketId, OrderId, ProductId, VariantId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type { OrderChange } from '#app/domain/profiles/adjust-order.ts';
import type { OrderLine, OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { CustomerNews, OrderDetails, ProductFacts, ShopFacts, VariantFacts } from './shop-news.ts';

export interface NamedMarket extends Market {
  readonly name: string;
}

export interface ShopReading {
  readonly facts: ShopFacts;
  readonly scopes: readonly string[];
  readonly markets: readonly NamedMarket[];
}

/** A variant with its price in each market. */
export interface PricedVariant extends VariantFacts {
  readonly prices: Readonly<Record<MarketId, Money>>;
  /** Decimal text in the shop's currency; null where Shopify does not know or does not tell it. */
  readonly unitCost: string | null;
  /** The fewest units that any market sells. */
  readonly minimumQuantity: number;
}

/** On what terms a product is sold, beside its variants. */
export interface SaleTerms {
  readonly isGiftCard: boolean;
  readonly requiresSellingPlan: boolean;
  /** Kept from search engines and from the shop's own search. */
  readonly isHiddenFromSearch: boolean;
  /** Markets in which it is not published. */
  readonly unpublishedIn: readonly MarketId[];
}

export type ProductReading = ProductFacts & SaleTerms;

export interface VariantOfProduct extends PricedVariant {
  readonly productId: ProductId;
}

/** A variant read by itself, with the terms of its product. */
export interface VariantReading extends VariantOfProduct {
  readonly terms: SaleTerms;
}

export interface CustomerReading extends CustomerNews {
  readonly at: Instant;
}

export interface OrderReading {
  readonly order: OrderRecord;
  readonly saved: OrderDetails;
  readonly refunds: readonly OrderChange[];
}

/** That a product is in a collection. */
export interface CollectionOfProduct {
  readonly productId: ProductId;
  readonly title: string;
}

/** That a product is inside a bundle, which is a variant of another one. */
export interface ComponentOfBundle {
  readonly bundleId: VariantId;
  readonly componentId: ProductId;
}

/** Part of a bulk answer. What belongs to a product comes after it, maybe in a later part. */
export interface ProductRows {
  readonly products: readonly ProductReading[];
  readonly variants: readonly VariantOfProduct[];
  readonly collections: readonly CollectionOfProduct[];
  readonly components: readonly ComponentOfBundle[];
  /** Rows of the answer that this part was made of. */
  readonly rowCount: number;
}

export interface CustomerRows {
  readonly customers: readonly CustomerReading[];
  readonly rowCount: number;
}

/** Orders with the lines that came with them, and lines of orders that were in an earlier part. */
export interface OrderRows {
  readonly orders: readonly OrderReading[];
  readonly lateLines: ReadonlyMap<OrderId, readonly OrderLine[]>;
  readonly rowCount: number;
}

export type BulkKind = 'products' | 'customers' | 'orders';

export type BulkStatus =
  | { readonly kind: 'running'; readonly objectCount: number }
  /** `url` null: the answer is empty. */
  | { readonly kind: 'completed'; readonly objectCount: number; readonly url: string | null }
  | { readonly kind: 'failed'; readonly code: string };

/** One of the merchant's segments in Shopify. */
export interface ShopifySegment {
  /** Gid. */
  readonly id: string;
  readonly name: string;
  /** In Shopify's segment query language. */
  readonly query: string;
}

/** A shop's data as Shopify's Admin API tells it. Rejects with ShopifyRejected. */
export interface ShopHistory {
  readShop(domain: string): Promise<ShopReading>;
  /** Starts a bulk operation and gives its id. */
  requestBulk(
    domain: string,
    kind: BulkKind,
    markets: readonly Market[],
    /** Only what changed at this time or later; everything where left out. */
    changedSince?: Instant,
  ): Promise<string>;
  bulkStatus(domain: string, operationId: string): Promise<BulkStatus>;
  /** Streams an answer; it is never whole in memory. */
  readProducts(url: string, markets: readonly Market[]): AsyncIterable<ProductRows>;
  readCustomers(url: string): AsyncIterable<CustomerRows>;
  readOrders(url: string): AsyncIterable<OrderRows>;
  /** Variants as they are now, at most 100; those that are gone are left out, those whose answer cannot be read are named. */
  readVariants(
    domain: string,
    ids: readonly VariantId[],
    markets: readonly Market[],
  ): Promise<{ readonly found: readonly VariantReading[]; readonly unreadable: readonly VariantId[] }>;
  /** The merchant's segments, the oldest first. */
  readSegments(domain: string): Promise<readonly ShopifySegment[]>;
  /** Null for one that is not there (any more). */
  findSegment(domain: string, id: string): Promise<ShopifySegment | null>;
  /** The customers in a segment, page by page. */
  readSegmentMembers(domain: string, id: string): AsyncIterable<readonly CustomerId[]>;
}
