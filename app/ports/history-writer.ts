import type { Market } from '#app/domain/campaigns/catalog.ts';
import type { CustomerId, VariantId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopperTrace } from '#app/domain/profiles/activity-record.ts';
import type { AttributeLog } from '#app/domain/profiles/attribute-log.ts';
import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { DecidedMemberships, StoredMemberships } from './membership-store.ts';
import type { CustomerRows, OrderRows, ProductRows, ShopReading, VariantReading } from './shop-history.ts';
import type { RuleSource } from './shop-rules.ts';
import type { Shop } from './shop-store.ts';

export interface UnfoldedShopper {
  readonly customerId: CustomerId;
  readonly profile: Profile;
  readonly log: AttributeLog;
  readonly memberships: StoredMemberships;
  readonly orders: readonly OrderRecord[];
  readonly trace: ShopperTrace;
}

export interface StaleVariants {
  readonly shop: Shop;
  /** `version` is the row's own, to notice news that came while Shopify was asked. */
  readonly variants: readonly { readonly id: VariantId; readonly version: string }[];
}

export interface RefoldedShopper extends DecidedMemberships {
  readonly customerId: CustomerId;
  readonly profile: Profile;
  readonly log: AttributeLog;
}

/** Writes a shop's history set by set. Newer news that webhooks brought meanwhile stays; writing twice changes nothing. */
export interface HistoryWriter {
  saveShop(shopId: Shop['id'], reading: ShopReading): Promise<void>;
  markets(shopId: Shop['id']): Promise<readonly Market[]>;
  saveProducts(shop: Shop, rows: ProductRows): Promise<void>;
  saveCustomers(shop: Shop, rows: CustomerRows, now: Instant): Promise<void>;
  saveOrders(shop: Shop, rows: OrderRows): Promise<void>;
  /**
   * Gives every shopper, or those of `only`, with all stored orders (oldest first) and their trace to `refold`, chunk by chunk, and
   * stores what it makes. A chunk's profiles are locked before its orders are read: an order folded meanwhile is in one or the
   * other. The rules are those of the moment, and stay until the chunk is stored. Gives the number of shoppers.
   */
  refoldShoppers(
    shop: Shop,
    refold: (
      shoppers: readonly UnfoldedShopper[],
      current: { readonly shop: Shop; readonly source: RuleSource },
    ) => Promise<readonly RefoldedShopper[]>,
    onProgress: (done: number) => Promise<void>,
    only?: readonly CustomerId[],
  ): Promise<number>;
  /** Variants whose prices must be read again, by shop, at most `limit` of each, by their ids; of a shop in `after`, those that follow that one. */
  staleVariants(limit: number, after: ReadonlyMap<Shop['id'], VariantId>): Promise<readonly StaleVariants[]>;
  /** Stores variants as read, with the terms of their products; those of `asked` that were not found are gone. What changed meanwhile stays stale. */
  saveVariants(shop: Shop, asked: StaleVariants['variants'], found: readonly VariantReading[]): Promise<void>;
  publishCatalog(shopId: Shop['id']): Promise<void>;
}
