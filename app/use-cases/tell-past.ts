import type { Instant } from '#app/domain/kernel/instant.ts';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import type { Stay } from '#app/domain/segments/health/survival.ts';
import { tellable, type Tellable } from '#app/domain/segments/health/tellable.ts';
import { isInAt, walkVerdicts, type VerdictWalk } from '#app/domain/segments/health/verdict-walk.ts';
import { parseShopRule } from '#app/domain/segments/shop-rule.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import type { ProductTraitsSource } from '#app/ports/product-traits.ts';
import type { DailyMoves } from '#app/ports/segment-history.ts';
import type { StoredSegment } from '#app/ports/segment-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { ShopperScan } from '#app/ports/shopper-scan.ts';
import { contextOf } from './preview-segment.ts';
import { dayNameAt } from './day-names.ts';
import { createSlices } from './slices.ts';

export interface TellPastPorts {
  readonly shoppers: Pick<ShopperScan, 'readProfiles'>;
  readonly traits: ProductTraitsSource;
}

/** Somebody who was in at some time. */
export interface ToldShopper {
  readonly profile: Profile;
  readonly walk: VerdictWalk;
}

/** The past of a segment by the rule of today, told from stored orders: it reaches behind the first record of a membership. */
export interface ToldPast {
  readonly rule: Rule;
  readonly tellable: Exclude<Tellable, 'no'>;
  /** When the looking back begins: no earlier than the first order known. */
  readonly since: Instant;
  readonly now: Instant;
  /** Shoppers looked at. */
  readonly looked: number;
  readonly shoppers: readonly ToldShopper[];
}

/** Shoppers looked at; of a larger shop a sample that a hash draws. */
const LOOKED_AT = 10_000;

/** The past since `since` of every segment whose rule can be told; the others are left out. */
export async function tellPast(
  { shoppers, traits }: TellPastPorts,
  shop: Shop,
  segments: readonly StoredSegment[],
  { since, now }: { readonly since: Instant; readonly now: Instant },
): Promise<ReadonlyMap<string, ToldPast>> {
  const rules = segments.flatMap((segment) => readTellable(segment, shop.currency));
  if (rules.length === 0) return new Map();
  const context = contextOf(shop, now, await traits.read(shop));
  const slices = createSlices();
  let [looked, firstOrderAt] = [0, now];
  for await (const page of shoppers.readProfiles(shop.id, LOOKED_AT))
    for (const profile of page) {
      looked += 1;
      firstOrderAt = Math.min(firstOrderAt, profile.purchases[0]?.at ?? now);
      for (const { compiled, ever } of rules) {
        const walk = walkVerdicts(compiled, profile, context, since);
        if (walk.wasIn || walk.moves.length > 0) ever.push({ profile, walk });
      }
      await slices.breathe();
    }
  const begin = Math.max(since, firstOrderAt);
  return new Map(
    rules.map(({ compiled, rule, tellable: how, ever }) => [
      compiled.id,
      { rule, tellable: how, since: begin, now, looked, shoppers: ever },
    ]),
  );
}

interface TellableRule extends Pick<ToldPast, 'rule' | 'tellable'> {
  readonly compiled: CompiledSegment;
  readonly ever: ToldShopper[];
}

function readTellable({ id, name, servedRule }: StoredSegment, currency: string): readonly TellableRule[] {
  const parsed = parseShopRule(servedRule);
  const compiled = compileSegment({ id, name, rule: servedRule }, currency);
  if (!parsed.ok || !compiled.ok) return [];
  const how = tellable(parsed.value);
  return how === 'no' ? [] : [{ compiled: compiled.value, rule: parsed.value, tellable: how, ever: [] }];
}

/** Of those looked at, who is in now. */
export function toldMembers({ shoppers, now }: ToldPast): number {
  return shoppers.filter(({ walk }) => isInAt(walk, now)).length;
}

/** The told moves by day and cause, as the record of memberships gives them; one of a sample stands for `scale` shoppers. */
export function toldMoves({ shoppers }: ToldPast, timezone: string, scale: number): readonly DailyMoves[] {
  const moves = shoppers.flatMap(({ walk }) => walk.moves);
  const byDay = Map.groupBy(moves, ({ at, cause }) => `${dayNameAt(at, timezone)} ${cause}`);
  return [...byDay.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const entered = same.filter((move) => move.entered).length;
    return {
      segmentId: '',
      day: dayNameAt(first.at, timezone),
      cause: first.cause,
      entered: Math.round(entered * scale),
      left: Math.round((same.length - entered) * scale),
    };
  });
}

/** How long those stayed who came in since the looking back began, in whole days. */
export function toldStays({ shoppers, now }: ToldPast): readonly Stay[] {
  return shoppers.flatMap(({ walk: { moves } }) =>
    moves.flatMap(({ at, entered }, index) => {
      if (!entered) return [];
      const end = moves[index + 1]?.at;
      return { days: Math.floor(((end ?? now) - at) / SECONDS.day), isOver: end !== undefined };
    }),
  );
}
