import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { StoreRefusal } from './segment-store.ts';

export type StoredCampaign = Campaign & { readonly updatedAt: Instant };

/** A campaign before the store gave it an id and a version; contracts/campaign-content.ts parses one. */
export type NewCampaign = Unstored<Campaign>;
type Unstored<Kind> = Kind extends Campaign ? Omit<Kind, 'id' | 'version'> : never;

/** What a campaign was before a change. */
export interface CampaignVersion {
  readonly version: number;
  readonly savedAt: Instant;
  readonly draft: NewCampaign;
}

/** What became of a campaign's items in a span of time. */
export interface CampaignTally {
  readonly exposures: number;
  /** Accepted and not undone. */
  readonly acceptances: number;
}

/** A part of the list of campaigns: those whose name has every word of `text`. */
export interface CampaignSearch {
  readonly text: string;
  readonly skip: number;
  readonly limit: number;
}

export interface FoundCampaigns {
  readonly campaigns: readonly StoredCampaign[];
  readonly count: number;
}

/** A shop's campaigns. Every change raises the shop's config version in the same transaction. */
export interface CampaignStore {
  /** Highest priority first, then by name. */
  list(shopId: ShopId): Promise<readonly StoredCampaign[]>;
  /** A part of the list, in its order, and how many there are in all that fit. */
  search(shopId: ShopId, search: CampaignSearch): Promise<FoundCampaigns>;
  find(shopId: ShopId, id: string): Promise<StoredCampaign | null>;
  create(shopId: ShopId, draft: NewCampaign): Promise<Result<StoredCampaign, StoreRefusal>>;
  /** Stored only when `expectedVersion` is still the current one. What was is kept as a version. */
  update(
    shopId: ShopId,
    id: string,
    expectedVersion: number,
    draft: NewCampaign,
  ): Promise<Result<StoredCampaign, StoreRefusal>>;
  /** Former versions, the newest first, at most 50. */
  versions(shopId: ShopId, id: string): Promise<readonly CampaignVersion[]>;
  /** False when the shop has no such campaign. */
  remove(shopId: ShopId, id: string): Promise<boolean>;
  /** By campaign id; campaigns without events are left out. */
  tally(shopId: ShopId, since: Instant): Promise<ReadonlyMap<string, CampaignTally>>;
}
