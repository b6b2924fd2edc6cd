import { SECONDS } from '#app/domain/kernel/instant.ts';
import { driftSentence } from '#app/domain/segments/health/drift-sentence.ts';
import { criticalGap, cumulativeGap } from '#app/domain/segments/health/kolmogorov-smirnov.ts';
import { readStability } from '#app/domain/segments/health/population-stability.ts';
import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { MemberGroup, SegmentHistory } from '#app/ports/segment-history.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { DriftGroup, SegmentDrift } from '#app/domain/segments/health/report.ts';

/** Members of a week and of a month ago are compared with those of now. */
export const DRIFT_DAYS_AGO = [7, 30] as const;
const DRIFT_ATTRIBUTES = ['country', 'tier', 'language', 'spend'] as const;
export type DriftAttribute = (typeof DRIFT_ATTRIBUTES)[number];
/** Groups compared and shown; the rest count as one. */
const MOST_GROUPS = 9;

/** What is compared, each group with its members then and now. */
export interface DriftGroups extends Pick<SegmentDrift, 'subject' | 'kind' | 'unit'> {
  readonly groups: readonly CountedGroup[];
}

type CountedGroup = DriftGroup & { readonly before: number; readonly now: number };

export const ATTRIBUTE_SUBJECTS: Readonly<Record<DriftAttribute, string>> = {
  country: 'the country of members',
  tier: 'the loyalty tier of members',
  language: 'the language of members',
  spend: 'all that members ever spent',
};

/** Drift of attributes by the record of memberships: it knows who was in only as far back as it reaches. */
export async function readRecordedDrift(
  history: Pick<SegmentHistory, 'memberGroups'>,
  shop: Shop,
  segmentId: string,
  now: number,
): Promise<readonly SegmentDrift[]> {
  const { tiers } = readShopSettings(shop.settings);
  const read = DRIFT_DAYS_AGO.map(async (daysAgo) => {
    const since = now - daysAgo * SECONDS.day;
    const groups = await history.memberGroups(shop, segmentId, { since, now }, tiers);
    return DRIFT_ATTRIBUTES.map((attribute) =>
      driftOf(daysAgo, {
        subject: ATTRIBUTE_SUBJECTS[attribute],
        ...attributeGroups(attribute, groups),
      }),
    );
  });
  return (await Promise.all(read)).flat();
}

function attributeGroups(
  attribute: DriftAttribute,
  all: readonly MemberGroup[],
): Omit<DriftGroups, 'subject'> {
  const groups = all.filter((group) => group.attribute === attribute);
  if (attribute !== 'spend')
    return {
      kind: 'values',
      unit: null,
      groups: groups.map(({ name, before, now }) => ({ value: name, before, now })),
    };
  const ascending = groups.toSorted((a, b) => Number(a.name) - Number(b.name));
  const named = ascending.map(({ name, before, now }) => ({ value: `tenth ${name}`, before, now }));
  return { kind: 'bands', unit: null, groups: named };
}

/** Reads one comparison. */
export function driftOf(daysAgo: SegmentDrift['daysAgo'], compared: DriftGroups): SegmentDrift {
  const { subject, kind, unit } = compared;
  const groups = kind === 'values' ? largest(compared.groups) : compared.groups;
  const [before, now] = [groups.map((group) => group.before), groups.map((group) => group.now)];
  const [n, m] = [total(before), total(now)];
  const gap = kind === 'bands' ? cumulativeGap(before, now) : null;
  const reading = readStability(before, now);
  return {
    subject,
    kind,
    unit,
    daysAgo,
    ...reading,
    sentence: driftSentence({ subject, daysAgo, before: n, now: m, ...reading }),
    gap: gap === null ? null : { found: gap, critical: criticalGap(n, m) },
    before: n,
    now: m,
    groups: groups.map((group) => ({
      ...group,
      before: n === 0 ? 0 : group.before / n,
      now: m === 0 ? 0 : group.now / m,
    })),
  };
}

/** Ten groups at most: many small ones would drift by chance alone. */
function largest(groups: DriftGroups['groups']): DriftGroups['groups'] {
  const sorted = groups.toSorted((a, b) => b.before + b.now - a.before - a.now);
  const rest = sorted.slice(MOST_GROUPS);
  if (rest.length === 0) return sorted;
  const [before, now] = [total(rest.map((group) => group.before)), total(rest.map((group) => group.now))];
  return [...sorted.slice(0, MOST_GROUPS), { value: 'others', before, now }];
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
