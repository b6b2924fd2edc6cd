import type { Instant } from '../../kernel/instant.ts';
import type { Activity, Profile } from '../../profiles/profile.ts';
import type { RuleContext } from '../segment.ts';
import type { Series } from './series.ts';
import type { Predicate, Run, Test } from './run.ts';
import type { WindowEdges } from './window-edges.ts';

/** What can be said of the things in a window. */
export type Aggregate = 'count' | 'spend' | 'average' | 'max' | 'min' | 'distinct' | 'score';

/** A score ends here, however much was done. */
export const TOP_SCORE = 100;

/** A series looked at through windows; it hides what its items are. */
export interface Measure {
  test(edges: WindowEdges, predicate: Predicate): Test;
  /** The value now; null when it has none. Money in minor units. */
  read(edges: WindowEdges, run: Run): number | null;
  /** When the newest of what is in the window happened; null when nothing is. */
  newest(edges: WindowEdges, run: Run): Instant | null;
  readonly aggregate: Aggregate;
  /** The name of the series. */
  readonly of: string;
  /** Every item with its amount, oldest first. */
  visit(profile: Profile, context: RuleContext, item: (at: Instant, amount: number) => void): void;
  /** When each key was last there, oldest first. */
  lastTimes(profile: Profile, context: RuleContext): readonly Instant[];
}

/** The items `from` up to and without `to` are in the window; each index moves forward only. */
interface Tally<Item> {
  readonly items: readonly Item[];
  from: number;
  to: number;
  sumMinor: number;
  /** How many items in the window hold each key; only for `distinct`. */
  readonly holders: Map<string, number>;
  /** Largest amounts from each item on, of those first in the window; only for `max` and `min`, made when first asked for. */
  maxima: Maxima | null;
}

interface Maxima {
  readonly start: number;
  readonly end: number;
  readonly values: Float64Array;
}

/**
 * An aggregate of a series. The instant of the next flip is exact: the edges at which an item leaves the window or enters it
 * (when it lies ahead, or the window ended some time ago) are walked in order until the truth changes. For `count >= k` that
 * edge is t[n-k] + W.
 */
export function measure<Item extends Activity>(series: Series<Item>, aggregate: Aggregate): Measure {
  const view = { series, aggregate };
  return {
    aggregate,
    of: series.name,
    visit(profile, context, item) {
      for (const each of series.items(profile, context)) item(each.at, series.amount(each));
    },
    lastTimes: (profile, context) => lastTimes(series, series.items(profile, context)),
    test: (edges, predicate) => (run) => {
      const tally = tallyAt(view, edges, run);
      const isTrue = predicate(valueOf(view, tally));
      const flip = nextFlip(view, edges, tally, run, () => predicate(valueOf(view, tally)) !== isTrue);
      if (flip < run.validUntil) run.validUntil = flip;
      return isTrue;
    },
    read: (edges, run) => valueOf(view, tallyAt(view, edges, run)),
    newest: (edges, run) => {
      const { items, from, to } = tallyAt(view, edges, run);
      return from === to ? null : timeOf(items, to - 1);
    },
  };
}

function lastTimes<Item extends Activity>(series: Series<Item>, items: readonly Item[]): readonly Instant[] {
  const last = new Map<string, Instant>();
  for (const item of items) for (const key of series.keys(item)) last.set(key, item.at);
  return [...last.values()].sort((left, right) => left - right);
}

interface View<Item extends Activity> {
  readonly series: Series<Item>;
  readonly aggregate: Aggregate;
}

function tallyAt<Item extends Activity>(view: View<Item>, edges: WindowEdges, run: Run): Tally<Item> {
  const { now, profile, context } = run;
  const { timezone } = context;
  const items = view.series.items(profile, context);
  let to = items.length;
  while (to > 0 && edges.enters(timeOf(items, to - 1), timezone) > now) to--;
  const tally: Tally<Item> = { items, from: to, to, sumMinor: 0, holders: new Map(), maxima: null };
  while (tally.from > 0 && edges.leaves(timeOf(items, tally.from - 1), timezone) > now)
    weigh(view, tally, --tally.from, 1);
  return tally;
}

/** The first edge before `run.validUntil` at which `isFlipped`, or Infinity. */
function nextFlip<Item extends Activity>(
  view: View<Item>,
  edges: WindowEdges,
  tally: Tally<Item>,
  run: Run,
  isFlipped: () => boolean,
): number {
  const { timezone } = run.context;
  const { items } = tally;
  const entersNext = () =>
    tally.to < items.length ? edges.enters(timeOf(items, tally.to), timezone) : Infinity;
  const leavesNext = () =>
    tally.from < tally.to ? edges.leaves(timeOf(items, tally.from), timezone) : Infinity;
  for (;;) {
    const edge = Math.min(leavesNext(), entersNext());
    if (edge >= run.validUntil) return Infinity;
    while (entersNext() <= edge) weigh(view, tally, tally.to++, 1);
    while (leavesNext() <= edge) weigh(view, tally, tally.from++, -1);
    if (isFlipped()) return edge;
  }
}

/** Takes an item into the sums (1) or out of them (-1). */
function weigh<Item extends Activity>(
  { series, aggregate }: View<Item>,
  tally: Tally<Item>,
  index: number,
  sign: 1 | -1,
): void {
  const item = tally.items[index];
  if (item === undefined || aggregate === 'count') return;
  tally.sumMinor += sign * series.amount(item);
  if (aggregate !== 'distinct') return;
  for (const key of series.keys(item)) {
    const left = (tally.holders.get(key) ?? 0) + sign;
    if (left === 0) tally.holders.delete(key);
    else tally.holders.set(key, left);
  }
}

function valueOf<Item extends Activity>(
  { series, aggregate }: View<Item>,
  tally: Tally<Item>,
): number | null {
  const count = tally.to - tally.from;
  switch (aggregate) {
    case 'count':
      return count;
    case 'spend':
      return tally.sumMinor;
    case 'distinct':
      return tally.holders.size;
    case 'average':
      return count === 0 ? null : tally.sumMinor / count;
    case 'max':
      return count === 0 ? null : maxOf(series, tally);
    case 'min':
      return count === 0 ? null : -maxOf(negated(series), tally);
    case 'score':
      return Math.min(TOP_SCORE, tally.sumMinor);
  }
}

/** The smallest amount is the largest of the amounts turned round. */
function negated<Item extends Activity>(series: Series<Item>): Series<Item> {
  return { ...series, amount: (item) => -series.amount(item) };
}

/** Linear over a whole walk: the window only moves forward, so its largest is that of what is left and what came in. */
function maxOf<Item extends Activity>(series: Series<Item>, tally: Tally<Item>): number {
  const { start, end, values } = (tally.maxima ??= maximaOf(series, tally));
  let max = tally.from < end ? (values[tally.from - start] ?? -Infinity) : -Infinity;
  for (let index = Math.max(end, tally.from); index < tally.to; index++)
    max = Math.max(max, amountAt(series, tally, index));
  return max;
}

function maximaOf<Item extends Activity>(series: Series<Item>, tally: Tally<Item>): Maxima {
  const { from: start, to: end } = tally;
  const values = new Float64Array(end - start);
  let max = -Infinity;
  for (let index = end - 1; index >= start; index--) {
    max = Math.max(max, amountAt(series, tally, index));
    values[index - start] = max;
  }
  return { start, end, values };
}

function amountAt<Item extends Activity>(
  series: Series<Item>,
  { items }: Tally<Item>,
  index: number,
): number {
  const item = items[index];
  return item === undefined ? -Infinity : series.amount(item);
}

function timeOf(items: readonly Activity[], index: number): number {
  return items[index]?.at ?? Infinity;
}
