import { pairedSampleOf, type PairedSample } from '../../statistics/paired-sample.ts';
import { sampleOf, type Sample } from '../../statistics/sample.ts';
import { stratifiedPair, stratifiedSample, type Stratum } from '../../statistics/stratified.ts';
import type { ArmData } from '../unit-sums.ts';

/** Makes samples of an arm's outcomes, in the order of its units. Metrics share columns: one is for all of them. */
export interface Sampler {
  /** Units of all arms entered in one period alone. */
  readonly isWhole: boolean;
  sample(arm: Pick<ArmData, 'periods'>, values: Float64Array): Sample;
  pair(arm: Pick<ArmData, 'periods'>, ys: Float64Array, xs: Float64Array): PairedSample;
}

/**
 * Where shares changed on the way, arms differ in when their units came, so plain means compare seasons, and an arm that was lucky once keeps
 * its luck (Nie, Tian, Taylor and Zou 2018, arXiv 1708.01977; Hadad, Hirshberg, Zhan, Wager and Athey 2021, PNAS 118(15)). Within a period shares are
 * fixed before anybody of it comes, so arms are compared there, and periods count by their units: whatever shares followed from what was seen
 * before, each period's difference is unbiased, and so is their sum.
 */
export function samplerFor(arms: readonly Pick<ArmData, 'periods'>[]): Sampler {
  const counts = countPeriods(arms);
  const units = counts.reduce((sum, count) => sum + count, 0);
  const present = [...counts.keys()].filter((period) => (counts[period] ?? 0) > 0);
  if (present.length < 2) {
    const sample = remembered(sampleOf);
    const pairWith = remembered((ys: Float64Array) =>
      remembered((xs: Float64Array) => pairedSampleOf(ys, xs, sample)),
    );
    return { isWhole: true, sample: (_, values) => sample(values), pair: (_, ys, xs) => pairWith(ys)(xs) };
  }
  const strata = <Part>(take: (period: number) => Part): readonly Stratum<Part>[] =>
    present.map((period) => ({ share: (counts[period] ?? 0) / units, sample: take(period) }));
  return {
    isWhole: false,
    sample: ({ periods }, values) =>
      stratifiedSample(strata((period) => sampleOf(ofPeriod(values, periods, period)))),
    pair: ({ periods }, ys, xs) =>
      stratifiedPair(
        strata((period) => pairedSampleOf(ofPeriod(ys, periods, period), ofPeriod(xs, periods, period))),
      ),
  };
}

function remembered<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

/** Units of all arms by period. */
export function countPeriods(arms: readonly Pick<ArmData, 'periods'>[]): readonly number[] {
  const counts: number[] = [];
  for (const { periods } of arms) for (const period of periods) counts[period] = (counts[period] ?? 0) + 1;
  return Array.from(counts, (count) => count ?? 0);
}

const ofPeriod = (values: Float64Array, periods: Uint16Array, period: number): Float64Array =>
  values.filter((_, index) => periods[index] === period);

/** Units of every arm below which a period is not compared, because its means and their errors cannot be told. */
export const FEWEST_IN_PERIOD = 20;

/**
 * Without the units of periods in which one of the arms has too few. How many came says nothing of what they bought, so leaving them out until there
 * are enough favours no arm.
 */
export function settledPeriods(
  arms: readonly ArmData[],
  names: Iterable<string>,
): { readonly arms: readonly ArmData[]; readonly waiting: number } {
  const counts = [...names].map((name) => countPeriods(arms.filter(({ arm }) => arm === name)));
  const isSettled = (period: number): boolean =>
    counts.every((ofArm) => (ofArm[period] ?? 0) >= FEWEST_IN_PERIOD);
  const settled = arms.map((arm) => unitsOf(arm, isSettled));
  const units = (of: readonly ArmData[]): number => of.reduce((sum, arm) => sum + arm.units, 0);
  return { arms: settled, waiting: units(arms) - units(settled) };
}

function unitsOf({ arm, columns, periods }: ArmData, isKept: (period: number) => boolean): ArmData {
  const keep = <Values extends Float64Array | Uint16Array>(values: Values): Values =>
    values.filter((_, index) => isKept(periods[index] ?? 0)) as Values;
  const kept = keep(periods);
  const values = [...columns].map(([name, column]) => [name, keep(column)] as const);
  return { arm, units: kept.length, periods: kept, columns: new Map(values) };
}
