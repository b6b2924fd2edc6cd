import type { CampaignArm } from '#app/domain/campaigns/arms.ts';
import type { SlotRange } from '#app/domain/experiments/assignment/allocation.ts';
import type { GroupPart } from '#app/domain/experiments/assignment/group.ts';
import type { Period, Traffic } from '#app/domain/experiments/assignment/periods.ts';
import type { DecidingMetric } from '#app/domain/experiments/checkouts/columns.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Result } from '#app/domain/kernel/result.ts';

export interface StoredExperiment {
  readonly id: string;
  readonly campaignId: string;
  readonly campaignName: string;
  /** Control first. */
  readonly arms: readonly CampaignArm[];
  /** Oldest first; the salt of all of them is the experiment's id. */
  readonly allocations: readonly Period[];
  /** Bandit: shares follow the results, and of the allocations a unit keeps the one it entered in. */
  readonly traffic: Traffic;
  /** Null where it is in no group. */
  readonly group: GroupPart | null;
  /** What decides. */
  readonly metric: DecidingMetric;
  /** Segments it is looked at by, in the order in which they are shown. */
  readonly segmentIds: readonly string[];
  /** All that it was ever looked at by. */
  readonly segmentsAsked: readonly string[];
  readonly startedAt: Instant;
  /** Null while it runs. */
  readonly endedAt: Instant | null;
}

export type NewExperiment = Pick<
  StoredExperiment,
  'campaignId' | 'arms' | 'metric' | 'traffic' | 'startedAt'
> & {
  readonly ranges: readonly SlotRange[];
  /** The group it joins, and the share of its units that it takes, 0 to 1. */
  readonly group: { readonly name: string; readonly share: number } | null;
};

export type StartFailure =
  | { readonly kind: 'already-running' }
  /** `free` is what is left of the group, 0 to 1. */
  | { readonly kind: 'group-full'; readonly free: number };

/** Why Attune paused a campaign by itself. */
export interface Harm {
  readonly at: Instant;
  readonly sentence: string;
}

/** A shop's experiments. What changes who sees what raises the shop's config version in the same transaction. */
export interface ExperimentStore {
  /** Running ones first, then the newest. */
  list(shopId: ShopId): Promise<readonly StoredExperiment[]>;
  find(shopId: ShopId, id: string): Promise<StoredExperiment | null>;
  /** The id. Of a campaign only one runs, and of a group each slot is held by one: two that start at once cannot take the same. */
  start(shopId: ShopId, experiment: NewExperiment): Promise<Result<string, StartFailure>>;
  /** False when it does not run. */
  stop(shopId: ShopId, id: string, at: Instant): Promise<boolean>;
  /** One more period after the one that begins at `after`. False when it does not run, or somebody else was first: that is not its last one any more. */
  reallocate(shopId: ShopId, id: string, after: Instant, allocation: Period): Promise<boolean>;
  /** Looks at it by these segments from now on; those it was looked at by before are remembered. */
  lookBy(shopId: ShopId, id: string, segmentIds: readonly string[]): Promise<void>;
}

export interface HarmStore {
  /** Pauses those of the campaigns that run, with the reason. Gives the ids of those it paused. */
  pause(shopId: ShopId, campaignIds: readonly string[], harm: Harm): Promise<readonly string[]>;
  /** Paused for harm since `since`, not changed and not told of by e-mail. */
  untold(
    shopId: ShopId,
    since: Instant,
  ): Promise<readonly { readonly id: string; readonly name: string; readonly sentence: string }[]>;
  markTold(shopId: ShopId, campaignIds: readonly string[], at: Instant): Promise<void>;
  /** Paused for harm and not changed since, by campaign id. */
  find(shopId: ShopId): Promise<ReadonlyMap<string, Harm & { readonly name: string }>>;
}
