import { createRandom } from '../random.ts';
import { createFolder } from './fold.ts';
import { COMPLETION, PROFIT, PROFIT_PER_UNIT, readMetric, type Reading } from './reading.ts';
import { simulate } from '#app/domain/experiments/simulation/simulate.ts';
import { FLATTERING, SHOP, trueEffect, type World } from '#app/domain/experiments/simulation/world.ts';

/** Shares of simulated experiments. */
export interface Coverage {
  readonly experiments: number;
  /** In which the 95 % interval for one look holds the truth, by what is estimated. */
  readonly holds: Readonly<Record<'completion' | 'profit' | 'profitPerUnit' | 'profitByCuped', number>>;
  /** In which the always-valid interval does, at this one look. */
  readonly alwaysValidHolds: number;
  /** In which the interval of what attribution calls added profit holds it. */
  readonly attributedHolds: number;
  /** Of the standard error without it, on average. */
  readonly cupedError: number;
}

/** Experiments in a shop with a flattering offer, read once everything has arrived. */
export function studyCoverage(experiments: number, seed: number, shop: World = SHOP): Coverage {
  const world = { ...shop, offer: FLATTERING };
  const random = createRandom(seed);
  const truth = trueEffect(world);
  const counts = {
    completion: 0,
    profit: 0,
    profitPerUnit: 0,
    profitByCuped: 0,
    alwaysValid: 0,
    attributed: 0,
  };
  let cupedError = 0;
  for (let run = 0; run < experiments; run += 1) {
    const folder = createFolder(simulate(world, random));
    folder.takeUntil(Infinity);
    const arms = folder.arms();
    const plain = readMetric(arms, PROFIT_PER_UNIT);
    const cuped = readMetric(arms, PROFIT_PER_UNIT, 'cuped');
    const profit = readMetric(arms, PROFIT);
    counts.completion += holds(readMetric(arms, COMPLETION), truth.completionPerCheckout);
    counts.profit += holds(profit, truth.profitPerCheckout);
    counts.profitPerUnit += holds(plain, truth.profitPerUnit);
    counts.profitByCuped += holds(cuped, truth.profitPerUnit);
    counts.alwaysValid += holds(profit, truth.profitPerCheckout, 'alwaysValid');
    counts.attributed += attributedHolds(
      readMetric(arms, { ...PROFIT, column: 'attributed' }),
      truth.profitPerCheckout,
    );
    cupedError += (cuped?.comparison.standardError ?? 0) / (plain?.comparison.standardError ?? 1);
  }
  const { alwaysValid, attributed, ...fixed } = counts;
  const shareOf = (count: number): number => count / experiments;
  return {
    experiments,
    holds: {
      completion: shareOf(fixed.completion),
      profit: shareOf(fixed.profit),
      profitPerUnit: shareOf(fixed.profitPerUnit),
      profitByCuped: shareOf(fixed.profitByCuped),
    },
    alwaysValidHolds: shareOf(alwaysValid),
    attributedHolds: shareOf(attributed),
    cupedError: shareOf(cupedError),
  };
}

function holds(reading: Reading | null, truth: number, by: 'oneLook' | 'alwaysValid' = 'oneLook'): number {
  if (reading === null) return 0;
  const { low, high } = reading.comparison[by];
  return low <= truth && truth <= high ? 1 : 0;
}

/** What an attribution report shows: profit of accepted offers a checkout, nothing taken off for what would have happened anyway. */
function attributedHolds(reading: Reading | null, truth: number): number {
  if (reading === null) return 0;
  const { value, variance } = reading.arm.estimate;
  return Math.abs(value - truth) <= 1.96 * Math.sqrt(variance) ? 1 : 0;
}
