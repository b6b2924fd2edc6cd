import type { IncentiveConfiguration } from '#app/domain/campaigns/incentives/configuration.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { CustomerSegments } from './incentive-discounts.ts';
import type { Shop } from './shop-store.ts';

/** A shop's discount at Shopify as it was last written. */
export interface StoredDiscount {
  /** Gid; null while there is none. */
  readonly discountId: string | null;
  readonly configuration: IncentiveConfiguration;
  /** When the memberships were last compared whole; null = never. */
  readonly comparedAt: Date | null;
  /** The newest membership event of before that comparison. */
  readonly seenEvent: bigint;
  /** The share of the holdout that the memberships were written by. */
  readonly holdout: number;
  readonly failures: number;
}

/** A customer's segments beside what their metafield holds. */
export interface SyncedCustomer extends CustomerSegments {
  /** What it holds, sorted. */
  readonly written: readonly string[];
}

/** How far a shop's incentives have come at Shopify. */
export interface IncentiveStanding {
  /** Ids of the campaigns that Shopify gives. */
  readonly given: readonly string[];
  readonly publishedAt: Date | null;
  /** Customers whose metafield holds a segment. */
  readonly customers: number;
  readonly problem: string | null;
}

/** What orders got of one incentive, in the shop's currency of each order's time: amounts in another one than `currency` are left out. */
export interface IncentiveUsed {
  readonly orders: number;
  readonly amountMinor: number;
}

/** What Shopify was told of a shop's incentives. */
export interface IncentiveStore {
  /** Installed shops with an incentive or something left at Shopify, those that wait after a failure left out. */
  shopsDue(now: Date): Promise<readonly Shop[]>;
  /** Runs `work` unless another process works on the shop. */
  withShop(shopId: ShopId, work: () => Promise<void>): Promise<void>;
  find(shopId: ShopId): Promise<StoredDiscount | null>;
  newestEvent(shopId: ShopId): Promise<bigint>;
  /** Customers after `after` by id, at most `limit`, whose segments among `asked` are not those last written; all others in or with one, too, where `isWhole`. */
  customers(
    shopId: ShopId,
    page: {
      readonly asked: readonly string[];
      readonly isWhole: boolean;
      readonly after: CustomerId | null;
      readonly limit: number;
    },
  ): Promise<readonly SyncedCustomer[]>;
  markWritten(shopId: ShopId, customers: readonly CustomerSegments[], at: Date): Promise<void>;
  markCompared(
    shopId: ShopId,
    compared: Pick<StoredDiscount, 'seenEvent' | 'holdout'>,
    at: Date,
  ): Promise<void>;
  /** Keeps the id of a discount that has no configuration yet. Every process is told. */
  markMade(shopId: ShopId, discountId: string): Promise<void>;
  /** Every process is told, so that messages name what is given now. */
  markPublished(
    shopId: ShopId,
    discount: Pick<StoredDiscount, 'discountId' | 'configuration' | 'comparedAt'>,
    at: Date,
  ): Promise<void>;
  markFailed(shopId: ShopId, problem: string, retryAt: Date): Promise<void>;
  standing(shopId: ShopId): Promise<IncentiveStanding>;
  /** Ids of incentives whose budget is spent. */
  spentCampaigns(shopId: ShopId): Promise<readonly string[]>;
  used(shopId: ShopId, campaignId: string, currency: string): Promise<IncentiveUsed>;
}
