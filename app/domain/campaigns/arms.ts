import type { Allocation } from '../experiments/assignment/allocation.ts';
import { periodAt, type Period } from '../experiments/assignment/periods.ts';
import type { Instant } from '../kernel/instant.ts';
import { assignWithin, type AssignmentWithin } from '../experiments/assignment/assign.ts';
import type { Campaign, CampaignContent } from './campaign.ts';
import type { DecisionQuestion } from './decision.ts';

/** One way of a campaign that units are drawn for. */
export interface CampaignArm<Variant = CampaignContent> {
  readonly name: string;
  /** For control the campaign is not there. */
  readonly isControl: boolean;
  /** What the arm shows in place of the campaign's own content; null = the campaign as it is. */
  readonly variant: Variant | null;
}

/** A running experiment of one campaign. */
export interface CampaignExperiment<Variant = CampaignContent> {
  readonly id: string;
  readonly campaignId: string;
  readonly arms: readonly CampaignArm<Variant>[];
  /** By the arms' names; of bandit traffic the newest. */
  readonly allocation: Allocation;
  /** Of bandit traffic all periods, oldest first: a unit is placed by the one in which it entered. Left out where shares are fixed. */
  readonly periods?: readonly Period[];
  /** Its part of a group of experiments that share no unit; left out where it is in none. */
  readonly group?: Allocation;
}

/** An arm is a pure function of unit and experiment. */
export interface DrawnArm {
  readonly experimentId: string;
  readonly campaignId: string;
  readonly arm: string;
}

/** Who is placed. */
export interface Entrant {
  readonly unit: string;
  /** When the unit's first checkout was within experiments of bandit traffic, by their ids. Of one that is left out it is now. */
  readonly entered: Readonly<Record<string, Instant>>;
  readonly now: Instant;
}

/** Null for a render that places nobody. */
export const entrantOf = ({
  unit,
  entered = {},
  now,
}: Pick<DecisionQuestion, 'unit' | 'entered' | 'now'>): Entrant | null =>
  unit === null ? null : { unit, entered, now };

/** Where chance puts a unit in an experiment of a campaign. */
export function assignTo(
  { id, group, allocation, periods }: Pick<CampaignExperiment, 'id' | 'group' | 'allocation' | 'periods'>,
  { unit, entered, now }: Entrant,
): AssignmentWithin {
  const period = periods?.[periodAt(periods, entered[id] ?? now)];
  const arms = period ? { ...allocation, ranges: period.ranges } : allocation;
  return assignWithin({ id, group: group ?? null, arms }, unit);
}

/**
 * The arm of a unit, and the campaign as that arm shows it; null where that is nothing. Without an experiment, without a unit, and
 * for a unit outside the experiment, a campaign shows as it is.
 */
export function drawArm<Shown extends Pick<Campaign, 'id'>, Variant extends object>(
  campaign: Shown,
  experiment: CampaignExperiment<Variant> | undefined,
  entrant: Entrant | null,
): { readonly drawn: DrawnArm | null; readonly shows: Shown | (Shown & Variant) | null } {
  const place = experiment && entrant ? assignTo(experiment, entrant) : null;
  const arm = place?.kind === 'arm' ? experiment?.arms.find(({ name }) => name === place.arm) : undefined;
  if (!experiment || !arm) return { drawn: null, shows: campaign };
  const drawn = { experimentId: experiment.id, campaignId: campaign.id, arm: arm.name };
  if (arm.isControl) return { drawn, shows: null };
  return { drawn, shows: arm.variant === null ? campaign : { ...campaign, ...arm.variant } };
}
