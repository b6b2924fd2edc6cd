import { SECONDS } from '#app/domain/kernel/instant.ts';
import { deadParts } from '#app/domain/segments/health/holding.ts';
import { readOverlap } from '#app/domain/segments/health/overlap.ts';
import { neededPerArm, weeksToDetect } from '#app/domain/segments/health/test-power.ts';
import { healthWarnings, SLOW_WEEKS, type HealthWarning } from '#app/domain/segments/health/warnings.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { DailyMoves, RecordReach, SharedMembers, ShopTraffic } from '#app/ports/segment-history.ts';
import type { StoredRecount } from '#app/ports/segment-recounter.ts';
import type { StoredSegment } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { MemberCounts } from '#app/ports/shopper-scan.ts';
import { churnOf, historyOf } from './segment-days.ts';
import { powerOf, TRAFFIC_DAYS, YOUNG_DAYS } from './segment-power.ts';
import { CHURN_DAYS, lastEntry, storedMembers, type SegmentHealthPorts } from './segment-health.ts';
import type { ToldPast } from './tell-past.ts';
import type { SegmentHealthRow, SegmentsOverview } from '#app/domain/segments/health/report.ts';
import { buildOf } from './view-segments.ts';

/** A pair is worth showing from here: the smaller one is half in the other. */
const SHOWN_OVERLAP = 0.5;

interface OverviewFacts {
  readonly shop: Shop;
  readonly now: number;
  readonly segments: readonly StoredSegment[];
  readonly counts: MemberCounts;
  readonly moves: ReadonlyMap<string, readonly DailyMoves[]>;
  readonly reaches: ReadonlyMap<string, RecordReach>;
  readonly told: ReadonlyMap<string, ToldPast>;
  readonly pairs: readonly SharedMembers[];
  readonly traffic: ShopTraffic;
  readonly recounts: readonly StoredRecount[];
}

/** The health of all segments of a shop, one row each, and what is wrong with them together. */
export async function segmentsOverview(ports: SegmentHealthPorts, shop: Shop): Promise<SegmentsOverview> {
  const facts = await readFacts(ports, shop);
  const { counts, now, traffic } = facts;
  const rows = worstFirst(facts.segments.map((segment) => rowOf(facts, segment)));
  return {
    asOf: now,
    shoppers: counts.shoppers,
    rows,
    overlaps: overlapsOf(facts),
    weeklyCheckouts: weekly(traffic),
    warnings: tooMany(facts, rows),
  };
}

const GRAVITY = { critical: 0, warning: 1, info: 2 } as const;

/** By the gravest warning, then by name as they come. */
function worstFirst(rows: readonly SegmentHealthRow[]): readonly SegmentHealthRow[] {
  const gravity = ({ warnings: [worst] }: SegmentHealthRow): number => (worst ? GRAVITY[worst.severity] : 3);
  return rows.toSorted((a, b) => gravity(a) - gravity(b));
}

async function readFacts(ports: SegmentHealthPorts, shop: Shop): Promise<OverviewFacts> {
  const { shoppers, history, recounts, pasts, clock } = ports;
  const now = clock.now();
  const ago = (days: number): number => now - days * SECONDS.day;
  const segments = await ports.segments.list(shop.id);
  const [counts, moves, reaches, told, pairs, traffic, newest] = await Promise.all([
    shoppers.countMembers(shop.id),
    history.dailyMoves(shop, ago(CHURN_DAYS)),
    history.reaches(shop.id),
    pasts(shop, segments),
    history.sharedMembers(shop.id),
    history.traffic(shop.id, ago(TRAFFIC_DAYS), ago(YOUNG_DAYS)),
    recounts.newest(shop.id),
  ]);
  const bySegment = Map.groupBy(moves, ({ segmentId }) => segmentId);
  return { shop, now, segments, counts, moves: bySegment, reaches, told, pairs, traffic, recounts: newest };
}

function rowOf(facts: OverviewFacts, segment: StoredSegment): SegmentHealthRow {
  const { shop, now, counts, moves, reaches, told, traffic } = facts;
  const members = storedMembers(segment, counts);
  const past = told.get(segment.id);
  const days = historyOf(moves.get(segment.id) ?? [], {
    question: { membersNow: members ?? 0, now, timezone: shop.timezone, days: CHURN_DAYS },
    recordedSince: reaches.get(segment.id)?.firstAt ?? null,
    told: past ? { past, shoppers: counts.shoppers } : null,
  });
  const { entered, left, halfLifeDays } = churnOf(days);
  const { weeks } = powerOf(traffic, segment, now);
  const row = {
    segmentId: segment.id,
    name: segment.name,
    members,
    build: buildOf(segment, counts),
    entered,
    left,
    halfLifeDays,
    sizes: days.map((day) => day.members),
    weeks,
    lastRecount: facts.recounts.find(({ segmentId }) => segmentId === segment.id) ?? null,
  };
  return { ...row, warnings: warningsOf(facts, segment, row) };
}

/** Drift and silence are looked at on the page of the segment alone: they read every member. */
function warningsOf(
  { shop, now, reaches, told, segments, pairs }: OverviewFacts,
  segment: StoredSegment,
  {
    build,
    members,
    lastRecount,
    weeks,
  }: Pick<SegmentHealthRow, 'build' | 'members' | 'lastRecount' | 'weeks'>,
): readonly HealthWarning[] {
  const parsed = parseRule(segment.servedRule);
  const names = new Map(segments.map(({ id, name }) => [id, name]));
  return healthWarnings({
    now,
    deadParts: parsed.ok ? deadParts(parsed.value, shop.currency) : null,
    members: build?.isNew === true ? null : members,
    ruleEditedAt: segment.updatedAt,
    lastEntryAt: lastEntry(reaches.get(segment.id) ?? null, told.get(segment.id) ?? null),
    silentShare: null,
    recount: lastRecount,
    drifts: [],
    overlaps: pairs.flatMap((pair) => {
      if (pair.a !== segment.id && pair.b !== segment.id) return [];
      const isA = pair.a === segment.id;
      const sizes = { a: pair.membersOfA, b: pair.membersOfB, shared: pair.shared };
      const { aInB, bInA, ...reading } = readOverlap(sizes);
      const name = names.get(isA ? pair.b : pair.a) ?? '';
      return [{ ...reading, name, isInOther: isA ? aInB >= bInA : bInA >= aInB }];
    }),
    weeks,
  });
}

function overlapsOf({ pairs, segments }: OverviewFacts): SegmentsOverview['overlaps'] {
  const names = new Map(segments.map(({ id, name }) => [id, name]));
  const shown = pairs.flatMap((pair) => {
    const { jaccard, aInB, bInA, advice } = readOverlap({
      a: pair.membersOfA,
      b: pair.membersOfB,
      shared: pair.shared,
    });
    const [a, b] = [names.get(pair.a), names.get(pair.b)];
    if (a === undefined || b === undefined || Math.max(aInB, bInA) < SHOWN_OVERLAP) return [];
    const both = { a: { segmentId: pair.a, name: a }, b: { segmentId: pair.b, name: b } };
    return [{ ...both, shared: pair.shared, jaccard, ofSmaller: Math.max(aInB, bInA), advice }];
  });
  return shown.toSorted((one, other) => other.jaccard - one.jaccard);
}

const weekly = ({ shop }: ShopTraffic): number => shop.checkouts / (TRAFFIC_DAYS / 7);

/** Over-segmentation: each segment tested alone takes its share of the shop's checkouts. */
function tooMany({ traffic }: OverviewFacts, rows: readonly SegmentHealthRow[]): readonly HealthWarning[] {
  const { shop } = traffic;
  const perArm = shop.checkouts > 0 ? neededPerArm(shop.completed / shop.checkouts, 0.1) : null;
  const weeks = perArm === null ? null : weeksToDetect(perArm, weekly(traffic));
  if (weeks === null || weeks <= 0) return [];
  const testable = Math.floor(SLOW_WEEKS / weeks);
  if (rows.length <= Math.max(1, testable)) return [];
  const can = testable === 0 ? 'not even one of them' : `${testable} of them`;
  const message = `You have ${rows.length} segments; your checkouts can test ${can} for a 10% effect within ${SLOW_WEEKS} weeks.`;
  return [{ code: 'too-many', severity: 'warning', message }];
}
