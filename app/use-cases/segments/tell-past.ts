import { SECONDS, type Instant } from '#app/domain/kernel/instant.ts';
import type { SegmentDrift, SegmentStays } from '#app/domain/segments/health/report.ts';
import { medianStay, survivalSteps, type Stay } from '#app/domain/segments/health/survival.ts';
import { isInAt } from '#app/domain/segments/health/verdict-walk.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { ProductTraitsSource } from '#app/ports/product-traits.ts';
import type { DailyMoves } from '#app/ports/segment-history.ts';
import type { StoredSegment } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { ShopperScan } from '#app/ports/shopper-scan.ts';
import { dayNameAt } from './day-names.ts';
import { contextOf } from './preview-segment.ts';
import { toldDrift } from './told-drift.ts';
import { walkShoppers, type Walked, type WalkedSegment } from './walk-shoppers.ts';

export interface TellPastPorts {
  readonly shoppers: Pick<ShopperScan, 'readProfiles'>;
  readonly traits: ProductTraitsSource;
}

/**
 * A segment's past by its rule of today, told from stored orders: it is known before the first membership is recorded. Counts
 * are of the shoppers looked at.
 */
export interface ToldPast extends Pick<WalkedSegment, 'tellable'>, Pick<Walked, 'looked'> {
  /** When the looking back begins: no earlier than the first order known. */
  readonly since: Instant;
  /** When it was told. */
  readonly at: Instant;
  readonly members: number;
  /** By day and cause, in no order. */
  readonly moves: readonly Omit<DailyMoves, 'segmentId'>[];
  readonly lastEntryAt: Instant | null;
  readonly stays: SegmentStays;
  readonly drift: readonly SegmentDrift[];
}

/** Shoppers looked at; of a larger shop a sample that a hash draws. */
const LOOKED_AT = 5_000;
/** A year: many stay longer than a season. */
const TOLD_DAYS = 365;

/** The past of every segment whose rule can be told, in one pass over the shoppers; the others are left out. */
export async function tellPast(
  { shoppers, traits }: TellPastPorts,
  shop: Shop,
  segments: readonly StoredSegment[],
  now: Instant,
): Promise<ReadonlyMap<string, ToldPast>> {
  const context = contextOf(shop, now, await traits.read(shop));
  const begin = now - TOLD_DAYS * SECONDS.day;
  const walked = await walkShoppers(shoppers.readProfiles(shop.id, LOOKED_AT), segments, {
    context,
    since: begin,
    currency: shop.currency,
  });
  const since = Math.max(begin, walked.firstOrderAt ?? now);
  const told = walked.segments.map(
    (segment) => [segment.id, tell(segment, walked.looked, context, since)] as const,
  );
  return new Map(told);
}

function tell(segment: WalkedSegment, looked: number, context: RuleContext, since: Instant): ToldPast {
  const { shoppers } = segment;
  const at = context.now;
  const entries = shoppers.flatMap(({ walk }) => walk.moves.findLast(({ entered }) => entered)?.at ?? []);
  return {
    tellable: segment.tellable,
    looked,
    since,
    at,
    members: shoppers.filter(({ walk }) => isInAt(walk, at)).length,
    moves: movesByDay(segment, context.timezone),
    lastEntryAt: entries.length === 0 ? null : entries.reduce((latest, entry) => Math.max(latest, entry)),
    stays: readStays(segment, { since, at }),
    drift: toldDrift(segment, context, since),
  };
}

function movesByDay({ shoppers }: WalkedSegment, timezone: string): ToldPast['moves'] {
  const moves = shoppers.flatMap(({ walk }) =>
    walk.moves.map(({ at, ...move }) => ({ day: dayNameAt(at, timezone), ...move })),
  );
  const byDay = Map.groupBy(moves, ({ day, cause }) => `${day} ${cause}`);
  return [...byDay.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const entered = same.filter((move) => move.entered).length;
    return { day: first.day, cause: first.cause, entered, left: same.length - entered };
  });
}

function readStays(segment: WalkedSegment, { since, at }: Pick<ToldPast, 'since' | 'at'>): SegmentStays {
  const stays = staysOf(segment, at);
  const steps = survivalSteps(stays);
  return { since, entries: stays.length, steps, medianDays: medianStay(steps) };
}

/** How long those stayed who came in since the looking back began, in whole days. */
function staysOf({ shoppers }: WalkedSegment, now: Instant): readonly Stay[] {
  return shoppers.flatMap(({ walk: { moves } }) =>
    moves.flatMap(({ at, entered }, index) => {
      if (!entered) return [];
      const end = moves[index + 1]?.at;
      return { days: Math.floor(((end ?? now) - at) / SECONDS.day), isOver: end !== undefined };
    }),
  );
}
