import type { Instant } from '../../kernel/instant.ts';
import {
  addCheckout,
  differencesOf,
  sumsOfPeriod,
  type CountedUnit,
  type ArmDifference,
  type ArmSums,
  type SumsPlan,
  type UnitTotal,
} from './arm-sums.ts';

/** One arm's difference from control over all checkouts that began before `at`, with what is known of them now. */
export interface PathPoint extends ArmDifference {
  readonly at: Instant;
}

/** What the arms' sums were at a moment. */
type Moment = ReadonlyMap<string, readonly ArmSums[]>;

export interface PathKeeper {
  /** One checkout of a unit, which had brought so much before; in the order in which checkouts began. */
  take(at: Instant, unit: CountedUnit, value: number, before: UnitTotal): void;
  path(plan: SumsPlan): readonly PathPoint[];
}

/** Enough for a line. */
const POINTS = 14;

/** Keeps sums only, so that the points cost nothing beside reading the checkouts once. */
export function createPathKeeper({ since, until }: { since: Instant; until: Instant }): PathKeeper {
  const moments = Array.from({ length: POINTS }, (_, index) =>
    Math.round(since + ((until - since) * (index + 1)) / POINTS),
  );
  const arms = new Map<string, ArmSums[]>();
  const passed: Moment[] = [];
  const passUntil = (at: Instant): void => {
    while (passed.length < POINTS && (moments[passed.length] ?? Infinity) < at) passed.push(copyOf(arms));
  };
  return {
    take(at, { arm, period, spent }, value, before) {
      passUntil(at);
      const periods = arms.get(arm) ?? [];
      arms.set(arm, periods);
      addCheckout(sumsOfPeriod(periods, period), before, value, spent);
    },
    path(plan) {
      passUntil(Infinity);
      return passed.flatMap((moment, index) =>
        differencesOf(moment, plan).map((difference) => ({ at: moments[index] ?? until, ...difference })),
      );
    },
  };
}

const copyOf = (arms: Moment): Moment =>
  new Map([...arms].map(([arm, periods]) => [arm, periods.map((sums) => ({ ...sums }))]));
