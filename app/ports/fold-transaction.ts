import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ActivityStore } from './activity-store.ts';
import type { PendingDelivery } from './inbox.ts';
import type { MetafieldCalls } from './connection-store.ts';
import type { ComplianceStore } from './compliance-store.ts';
import type {
  ConversionStore,
  IncentiveUses,
  OpenCartStore,
  OrderStore,
  SavedDetailStore,
} from './order-store.ts';
import type { ProductStore } from './product-store.ts';
import type { RuleSource } from './shop-rules.ts';
import type { Shop } from './shop-store.ts';
import type { ShopFacts } from './shop-news.ts';
import type { ShopperStore } from './shopper-store.ts';
import type { VisitorStore } from './visitor-store.ts';

/** What a change is about, for processes that hold a copy in memory. */
export type ChangeKind = 'config' | 'catalog' | 'model' | 'profiles' | 'shop';

/** The stores of one shop inside one transaction. */
export interface ShopStores {
  readonly orders: OrderStore;
  readonly conversions: ConversionStore;
  readonly incentives: IncentiveUses;
  readonly carts: OpenCartStore;
  readonly activity: ActivityStore;
  readonly visitors: VisitorStore;
  readonly details: SavedDetailStore;
  readonly shoppers: ShopperStore;
  readonly products: ProductStore;
  readonly installation: InstallationStore;
  readonly metafields: MetafieldCalls;
}

export interface InstallationStore {
  /** Whether news of the same topic was folded that happened later. */
  isOvertaken(delivery: Pick<PendingDelivery, 'id' | 'topic' | 'triggeredAt'>): Promise<boolean>;
  update(facts: ShopFacts): Promise<void>;
  setScopes(scopes: readonly string[]): Promise<void>;
  /** Marks the shop uninstalled unless it was installed again since; ends its sessions and its backfill. */
  uninstall(at: Date): Promise<boolean>;
  /** Lets a step of the backfill run again from its start. */
  restartBackfill(step: string): Promise<void>;
}

/** One database transaction over any number of shops. */
export interface FoldTransaction {
  /** Their rules stay as they are until the transaction ends. */
  findShops(domains: readonly string[]): Promise<readonly Shop[]>;
  rulesOf(shopId: ShopId): RuleSource;
  storesOf(shop: Shop): ShopStores;
  /** By domain: a compliance request also comes for a shop that has no row any more. */
  complianceOf(domain: string): ComplianceStore;
  /** Tells other processes, once the transaction commits. */
  publish(shopId: ShopId, kind: ChangeKind): Promise<void>;
}
