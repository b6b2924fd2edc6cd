import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { tellable, type Tellable } from '#app/domain/segments/health/tellable.ts';
import { walkVerdicts, type VerdictWalk } from '#app/domain/segments/health/verdict-walk.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { CompiledSegment, RuleContext } from '#app/domain/segments/segment.ts';
import type { StoredSegment } from '#app/ports/segment-store.ts';
import { createSlices } from '../slices.ts';

/** Somebody who was in a segment at some time. */
export interface WalkedShopper {
  readonly profile: Profile;
  readonly walk: VerdictWalk;
}

/** A segment whose rule can be told, with everybody who was ever in. */
export interface WalkedSegment {
  readonly id: string;
  readonly rule: Rule;
  readonly tellable: Exclude<Tellable, 'no'>;
  readonly shoppers: readonly WalkedShopper[];
}

export interface Walked {
  /** Shoppers looked at. */
  readonly looked: number;
  /** The oldest purchase of any of them. */
  readonly firstOrderAt: Instant | null;
  readonly segments: readonly WalkedSegment[];
}

/** Walks shoppers through every segment whose rule can be told, from `since` to the context's `now`. */
export async function walkShoppers(
  pages: AsyncIterable<readonly Profile[]>,
  stored: readonly StoredSegment[],
  { context, since, currency }: { context: RuleContext; since: Instant; currency: string },
): Promise<Walked> {
  const segments = stored.flatMap((segment) => readTellable(segment, currency));
  const slices = createSlices();
  let [looked, firstOrderAt] = [0, Infinity];
  for await (const page of pages)
    for (const profile of page) {
      looked += 1;
      firstOrderAt = Math.min(firstOrderAt, profile.purchases[0]?.at ?? Infinity);
      for (const { compiled, shoppers } of segments) {
        const walk = walkVerdicts(compiled, profile, context, since);
        if (walk.wasIn || walk.moves.length > 0) shoppers.push({ profile, walk });
      }
      await slices.breathe();
    }
  return { looked, firstOrderAt: firstOrderAt === Infinity ? null : firstOrderAt, segments };
}

interface TellableSegment extends WalkedSegment {
  readonly compiled: CompiledSegment;
  readonly shoppers: WalkedShopper[];
}

function readTellable({ id, name, servedRule }: StoredSegment, currency: string): readonly TellableSegment[] {
  const parsed = parseRule(servedRule);
  const compiled = compileSegment({ id, name, rule: servedRule }, currency);
  if (!parsed.ok || !compiled.ok) return [];
  const how = tellable(parsed.value);
  return how === 'no'
    ? []
    : [{ id, compiled: compiled.value, rule: parsed.value, tellable: how, shoppers: [] }];
}
