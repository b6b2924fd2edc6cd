import type { CampaignExperiment } from '#app/domain/campaigns/arms.ts';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { Catalog } from '#app/domain/campaigns/catalog.ts';
import type { IncentiveConfiguration } from '#app/domain/campaigns/incentives/configuration.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { RecommendationModel } from '#app/domain/recommendations/model.ts';
import type { Segment } from '#app/domain/segments/segment.ts';
import type { MerchandisingChoices } from './merchandising-store.ts';
import type { Shop } from './shop-store.ts';

/** The stored parts of a shop's snapshot. Each may be newer than the version that was read just before it, never older. */
export interface SnapshotStore {
  readSegments(shopId: ShopId): Promise<readonly Segment[]>;
  /** Those switched on, whatever their schedule. A row that cannot be read is left out and logged. */
  readCampaigns(shopId: ShopId): Promise<readonly Campaign[]>;
  /** Ids of campaigns whose budget is used up. */
  readSpentCampaigns(shopId: ShopId): Promise<readonly string[]>;
  /** What the Discount Function was last given. */
  readIncentives(shopId: ShopId): Promise<IncentiveConfiguration>;
  /** Those running. One that cannot be read is left out and logged: its campaign then shows to everybody as it is. */
  readExperiments(shopId: ShopId): Promise<readonly CampaignExperiment[]>;
  readMerchandising(shopId: ShopId): Promise<MerchandisingChoices>;
  readCatalog(shop: Shop): Promise<Catalog>;
  /**
   * The model that serves, with the orders since its fit learned and, as of the last minute, what became of its offers; `known` itself,
   * having learned on, where it still is that one. Null when none was trained.
   */
  readModel(shopId: ShopId, known: RecommendationModel | null): Promise<RecommendationModel | null>;
}
