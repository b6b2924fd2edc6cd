import type { Instant } from '../../kernel/instant.ts';
import {
  addCheckout,
  differencesOf,
  emptySums,
  type ArmDifference,
  type ArmSums,
  type SumsPlan,
} from './arm-sums.ts';

/** One arm's difference from control over all checkouts that began before `at`, with what is known of them now. */
export interface PathPoint extends ArmDifference {
  readonly at: Instant;
}

/** What the arms' sums were at a moment. */
type Moment = ReadonlyMap<string, ArmSums>;

export interface PathKeeper {
  /** One checkout of the unit with this number, in the order in which checkouts began. */
  take(at: Instant, arm: string, unit: number, value: number, spentBefore: number): void;
  path(plan: SumsPlan): readonly PathPoint[];
}

/** Enough for a line. */
const POINTS = 14;

/** Keeps sums only, so that the points cost nothing beside reading the checkouts once. */
export function createPathKeeper({ since, until }: { since: Instant; until: Instant }): PathKeeper {
  const moments = Array.from({ length: POINTS }, (_, index) =>
    Math.round(since + ((until - since) * (index + 1)) / POINTS),
  );
  const arms = new Map<string, ArmSums>();
  const values: number[] = [];
  const checkouts: number[] = [];
  const passed: Moment[] = [];
  const passUntil = (at: Instant): void => {
    while (passed.length < POINTS && (moments[passed.length] ?? Infinity) < at) passed.push(copyOf(arms));
  };
  return {
    take(at, arm, unit, value, spentBefore) {
      passUntil(at);
      const sums = arms.get(arm) ?? emptySums();
      arms.set(arm, sums);
      const [y, x] = [values[unit] ?? 0, checkouts[unit] ?? 0];
      addCheckout(sums, y, x, value, spentBefore);
      values[unit] = y + value;
      checkouts[unit] = x + 1;
    },
    path(plan) {
      passUntil(Infinity);
      return passed.flatMap((moment, index) =>
        differencesOf(moment, plan).map((difference) => ({ at: moments[index] ?? until, ...difference })),
      );
    },
  };
}

const copyOf = (arms: ReadonlyMap<string, ArmSums>): Moment =>
  new Map([...arms].map(([arm, sums]) => [arm, { ...sums }]));
