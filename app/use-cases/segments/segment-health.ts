import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import { readsCheckout } from '#app/domain/segments/evaluate/compile.ts';
import { deadParts } from '#app/domain/segments/health/holding.ts';
import { readOverlap } from '#app/domain/segments/health/overlap.ts';
import { healthWarnings } from '#app/domain/segments/health/warnings.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { RecordReach, SegmentHistory } from '#app/ports/segment-history.ts';
import type { RecountStore } from '#app/ports/segment-recounter.ts';
import type { SegmentStore, StoredSegment } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { MemberCounts, ShopperScan } from '#app/ports/shopper-scan.ts';
import type { PastBook } from './past-book.ts';
import { churnOf, historyOf } from './segment-days.ts';
import { readRecordedDrift } from './segment-drift.ts';
import { powerOf, TRAFFIC_DAYS, YOUNG_DAYS } from './segment-power.ts';
import type { ToldPast } from './tell-past.ts';
import type { SegmentDrift, SegmentHealth, SegmentOverlap } from '#app/domain/segments/health/report.ts';
import { buildOf } from './view-segments.ts';

export interface SegmentHealthPorts {
  readonly segments: Pick<SegmentStore, 'list'>;
  readonly shoppers: Pick<ShopperScan, 'countMembers'>;
  readonly pasts: PastBook;
  readonly history: SegmentHistory;
  readonly recounts: Pick<RecountStore, 'newest'>;
  readonly clock: Clock;
}

/** Days shown, and days that churn is measured over. */
export const HISTORY_DAYS = 90;
export const CHURN_DAYS = 30;
const SILENT_DAYS = 90;

/** What the health page of one segment shows; null when the shop has no such segment. */
export async function segmentHealth(
  ports: SegmentHealthPorts,
  shop: Shop,
  segmentId: string,
): Promise<SegmentHealth | null> {
  const now = ports.clock.now();
  const all = await ports.segments.list(shop.id);
  const segment = all.find(({ id }) => id === segmentId);
  if (!segment) return null;
  const [counts, parts] = await Promise.all([
    ports.shoppers.countMembers(shop.id),
    readParts(ports, shop, { all, segment }, now),
  ]);
  const members = storedMembers(segment, counts);
  const told = parts.told && { past: parts.told, shoppers: counts.shoppers };
  const days = historyOf(parts.moves, {
    question: { membersNow: members ?? 0, now, timezone: shop.timezone, days: HISTORY_DAYS },
    recordedSince: parts.reach?.firstAt ?? null,
    told,
  });
  const silentShare = members === null || members === 0 ? null : parts.silent / members;
  const view = {
    segmentId,
    name: segment.name,
    rule: segment.rule,
    asOf: now,
    timezone: shop.timezone,
    currency: shop.currency,
    members,
    shoppers: counts.shoppers,
    build: buildOf(segment, counts),
    recordedSince: parts.reach?.firstAt ?? null,
    past: parts.told && {
      tellable: parts.told.tellable,
      since: parts.told.since,
      at: parts.told.at,
      looked: parts.told.looked,
      stays: parts.told.stays,
    },
    days,
    churn: churnOf(days.slice(-CHURN_DAYS)),
    drift: parts.drift,
    overlaps: overlapsOf(segment, parts.shared, counts, all),
    lastRecount: parts.recounts.find((recount) => recount.segmentId === segmentId) ?? null,
    staleness: {
      ruleEditedAt: segment.updatedAt,
      lastEntryAt: lastEntry(parts.reach, parts.told),
      silentShare,
    },
    power: powerOf(parts.traffic, segment, now),
  };
  return { ...view, warnings: warningsOf(view, segment, shop) };
}

async function readParts(
  { history, recounts, pasts }: SegmentHealthPorts,
  shop: Shop,
  { all, segment }: { readonly all: readonly StoredSegment[]; readonly segment: StoredSegment },
  now: Instant,
) {
  const ago = (days: number): Instant => now - days * SECONDS.day;
  const [moves, reaches, shared, told, silent, traffic, newest] = await Promise.all([
    history.dailyMoves(shop, ago(HISTORY_DAYS), segment.id),
    history.reaches(shop.id),
    history.sharedWith(shop.id, segment.id),
    pasts(shop, all),
    history.countSilent(shop.id, segment.id, ago(SILENT_DAYS)),
    history.traffic(shop.id, ago(TRAFFIC_DAYS), ago(YOUNG_DAYS)),
    recounts.newest(shop.id),
  ]);
  const past = told.get(segment.id) ?? null;
  const drift = past?.drift ?? (await readRecordedDrift(history, shop, segment.id, now));
  return {
    moves,
    reach: reaches.get(segment.id) ?? null,
    shared,
    told: past,
    drift,
    silent,
    traffic,
    recounts: newest,
  };
}

/** The record may be young, and what is told may be a sample: the newer of the two. */
export function lastEntry(reach: RecordReach | null, told: ToldPast | null): Instant | null {
  const newest = Math.max(reach?.lastEntryAt ?? 0, told?.lastEntryAt ?? 0);
  return newest === 0 ? null : newest;
}

/** Members by the served rule; null where that one is decided at checkout. */
export function storedMembers({ id, servedRule }: StoredSegment, { bySegment }: MemberCounts): number | null {
  const parsed = parseRule(servedRule);
  return parsed.ok && readsCheckout(parsed.value) ? null : (bySegment.get(id) ?? 0);
}

function overlapsOf(
  segment: StoredSegment,
  shared: ReadonlyMap<string, number>,
  { bySegment }: MemberCounts,
  all: readonly StoredSegment[],
): readonly SegmentOverlap[] {
  const own = bySegment.get(segment.id) ?? 0;
  const overlaps = all.flatMap(({ id, name }): readonly SegmentOverlap[] => {
    const [members, both] = [bySegment.get(id) ?? 0, shared.get(id) ?? 0];
    if (both === 0) return [];
    const { jaccard, aInB, bInA } = readOverlap({ a: own, b: members, shared: both });
    const sizes = { members, shared: both, jaccard, containedInOther: aInB, otherContained: bInA };
    return [{ segmentId: id, name, ...sizes }];
  });
  return overlaps.toSorted((a, b) => b.shared - a.shared);
}

function warningsOf(
  view: Omit<SegmentHealth, 'warnings'>,
  { servedRule }: StoredSegment,
  { currency }: Shop,
): SegmentHealth['warnings'] {
  const parsed = parseRule(servedRule);
  return healthWarnings({
    now: view.asOf,
    deadParts: parsed.ok ? deadParts(parsed.value, currency) : null,
    members: view.build?.isNew === true ? null : view.members,
    ruleEditedAt: view.staleness.ruleEditedAt,
    lastEntryAt: view.staleness.lastEntryAt,
    silentShare: view.staleness.silentShare,
    recount: view.lastRecount,
    drifts: driftsOf(view.drift),
    overlaps: view.overlaps.map((overlap) => ({
      ...overlap,
      ...readOverlap({ a: view.members ?? 0, b: overlap.members, shared: overlap.shared }),
      isInOther: overlap.containedInOther >= overlap.otherContained,
    })),
    weeks: view.power.weeks,
  });
}

/** What drifted, each once: over the month, else over the week. */
function driftsOf(drift: readonly SegmentDrift[]): readonly string[] {
  const drifted = drift.filter(({ verdict }) => verdict === 'drifted' || verdict === 'drifted-much');
  return [...new Map(drifted.map(({ subject, sentence }) => [subject, sentence])).values()];
}
