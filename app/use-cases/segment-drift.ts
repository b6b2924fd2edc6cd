import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { criticalGap, cumulativeGap } from '#app/domain/segments/health/kolmogorov-smirnov.ts';
import { readStability } from '#app/domain/segments/health/population-stability.ts';
import type { LoyaltyTier } from '#app/domain/segments/segment.ts';
import type { MemberGroup, SegmentHistory } from '#app/ports/segment-history.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { DRIFT_ATTRIBUTES, type DriftAttribute, type SegmentDrift } from './view-segment-health.ts';

const AGO = [7, 30] as const;
/** Groups compared and shown; the rest count as one. */
const MOST_GROUPS = 9;
const REST = 'others';

/** Members of a week and of a month ago beside those of now, by each attribute. */
export async function readDrift(
  history: Pick<SegmentHistory, 'memberGroups'>,
  shop: Shop,
  segmentId: string,
  { now, tiers }: { readonly now: Instant; readonly tiers: readonly LoyaltyTier[] },
): Promise<readonly SegmentDrift[]> {
  const read = AGO.map(async (daysAgo) => {
    const groups = await history.memberGroups(shop, segmentId, now - daysAgo * SECONDS.day, tiers);
    return DRIFT_ATTRIBUTES.map((attribute) =>
      driftOf(
        attribute,
        daysAgo,
        groups.filter((group) => group.attribute === attribute),
      ),
    );
  });
  return (await Promise.all(read)).flat();
}

function driftOf(
  attribute: DriftAttribute,
  daysAgo: (typeof AGO)[number],
  all: readonly MemberGroup[],
): SegmentDrift {
  const groups =
    attribute === 'spend' ? all.toSorted((a, b) => Number(a.name) - Number(b.name)) : largest(all);
  const [before, now] = [groups.map((group) => group.before), groups.map((group) => group.now)];
  const [n, m] = [total(before), total(now)];
  const gap = attribute === 'spend' ? cumulativeGap(before, now) : null;
  return {
    attribute,
    daysAgo,
    ...readStability(before, now),
    gap: gap === null ? null : { found: gap, critical: criticalGap(n, m) },
    before: n,
    now: m,
    groups: groups.map((group) => ({
      name: group.name,
      before: n === 0 ? 0 : group.before / n,
      now: m === 0 ? 0 : group.now / m,
    })),
  };
}

/** Ten groups at most: many small ones would drift by chance alone. */
function largest(groups: readonly MemberGroup[]): readonly Pick<MemberGroup, 'name' | 'before' | 'now'>[] {
  const sorted = groups.toSorted((a, b) => b.before + b.now - a.before - a.now);
  const rest = sorted.slice(MOST_GROUPS);
  if (rest.length === 0) return sorted;
  const [before, now] = [total(rest.map((group) => group.before)), total(rest.map((group) => group.now))];
  return [...sorted.slice(0, MOST_GROUPS), { name: REST, before, now }];
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
