import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { HELD_OUT, unmovedSides, WITH_ATTUNE } from '#app/domain/campaigns/holdout-sides.ts';
import { placeInExperiment } from '#app/domain/experiments/checkouts/experiment-plan.ts';
import { groupAllocation } from '#app/domain/experiments/assignment/group.ts';
import type { CheckoutPlan } from '#app/domain/experiments/checkouts/report.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { StoredExperiment } from '#app/ports/experiment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { PlanPorts } from './measure-holdout.ts';

/** How an experiment is read: every checkout that began while it ran, of units of its part of a group that were outside the holdout and in one arm all the time. */
export async function planExperiment(
  { holdouts, book }: PlanPorts,
  shop: Shop,
  {
    id,
    arms,
    allocations,
    group,
    traffic,
    metric,
    segmentIds,
    segmentsAsked,
    startedAt,
    endedAt,
  }: StoredExperiment,
  now: Instant,
): Promise<CheckoutPlan> {
  const changes = await holdouts.changes(shop.id, startedAt);
  const { holdout: share } = readShopSettings(shop.settings);
  const shares = [...changes.map(({ before }) => before), share];
  const control = arms.find(({ isControl }) => isControl);
  invariant(control, 'an experiment has a control');
  const placing = placeInExperiment({
    holdout: unmovedSides(shop.domain, shares),
    withAttune: WITH_ATTUNE,
    heldOut: HELD_OUT,
    salt: id,
    group: group && groupAllocation(group),
    history: allocations,
    traffic,
  });
  return {
    ...placing,
    control: control.name,
    deciding: metric,
    ...(segmentIds.length > 0 && { slices: { segmentIds, asked: segmentsAsked.length } }),
    spentBefore: await book.spentBefore(shop.id, shop.currency, startedAt),
    since: startedAt,
    now,
    ...(endedAt !== null && { until: endedAt }),
  };
}
