import type { Instant } from '../../kernel/instant.ts';
import type { Purchase } from '../../profiles/profile.ts';
import type { Predicate, Run, Test } from './run.ts';

/** What can be said of the purchases in a window. */
export type Aggregate = 'count' | 'spend' | 'average' | 'max';

/** The purchases `from` up to and without `to`, summed up. */
interface Tally {
  readonly purchases: readonly Purchase[];
  readonly windowSeconds: number;
  from: number;
  to: number;
  sumMinor: number;
}

/**
 * Tests an aggregate of the purchases in the half-open window (now - W, now]; without a window, of all up to now.
 * The instant of the next flip is exact: the edges at which a purchase leaves (t + W) or enters (t, when it lies ahead) are
 * walked in order until the truth changes. For `count >= k` that edge is t[n-k] + W.
 */
export function purchaseTest(aggregate: Aggregate, windowSeconds: number | null, predicate: Predicate): Test {
  const width = windowSeconds ?? Infinity;
  return (run) => {
    const tally = tallyAt(run.profile.purchases, width, run.now);
    const isTrue = predicate(valueOf(aggregate, tally));
    const flip = nextFlip(tally, run, (moved) => predicate(valueOf(aggregate, moved)) !== isTrue);
    if (flip < run.validUntil) run.validUntil = flip;
    return isTrue;
  };
}

/** The aggregate's value at `now`; null when it has none. Money in minor units. */
export function aggregateAt(
  aggregate: Aggregate,
  windowSeconds: number | null,
  purchases: readonly Purchase[],
  now: Instant,
): number | null {
  return valueOf(aggregate, tallyAt(purchases, windowSeconds ?? Infinity, now));
}

function tallyAt(purchases: readonly Purchase[], windowSeconds: number, now: Instant): Tally {
  let to = purchases.length;
  while (to > 0 && timeOf(purchases, to - 1) > now) to--;
  let from = to;
  let sumMinor = 0;
  while (from > 0 && timeOf(purchases, from - 1) + windowSeconds > now) sumMinor += netOf(purchases, --from);
  return { purchases, windowSeconds, from, to, sumMinor };
}

/** The first edge before `run.validUntil` at which `isFlipped`, or Infinity. */
function nextFlip(tally: Tally, run: Run, isFlipped: (tally: Tally) => boolean): number {
  for (;;) {
    const edge = nextEdge(tally);
    if (edge >= run.validUntil) return Infinity;
    moveTo(tally, edge);
    if (isFlipped(tally)) return edge;
  }
}

function nextEdge({ purchases, windowSeconds, from, to }: Tally): number {
  const leaves = from < to ? timeOf(purchases, from) + windowSeconds : Infinity;
  return Math.min(leaves, timeOf(purchases, to));
}

function moveTo(tally: Tally, edge: Instant): void {
  const { purchases, windowSeconds } = tally;
  while (timeOf(purchases, tally.to) <= edge) tally.sumMinor += netOf(purchases, tally.to++);
  while (tally.from < tally.to && timeOf(purchases, tally.from) + windowSeconds <= edge)
    tally.sumMinor -= netOf(purchases, tally.from++);
}

function valueOf(aggregate: Aggregate, tally: Tally): number | null {
  const count = tally.to - tally.from;
  if (aggregate === 'count') return count;
  if (aggregate === 'spend') return tally.sumMinor;
  if (count === 0) return null;
  return aggregate === 'average' ? tally.sumMinor / count : maxOf(tally);
}

function maxOf({ purchases, from, to }: Tally): number {
  let max = -Infinity;
  for (let index = from; index < to; index++) max = Math.max(max, netOf(purchases, index));
  return max;
}

/** Infinity past the end: no purchase ahead. */
function timeOf(purchases: readonly Purchase[], index: number): number {
  return purchases[index]?.at ?? Infinity;
}

function netOf(purchases: readonly Purchase[], index: number): number {
  return purchases[index]?.netMinor ?? 0;
}
