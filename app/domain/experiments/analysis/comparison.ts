import { alwaysValid } from '../../statistics/always-valid.ts';
import { benjaminiHochberg, holm } from '../../statistics/corrections.ts';
import { differenceOf, liftOf, type Effect } from '../../statistics/effect.ts';
import type { Estimate } from '../../statistics/estimate.ts';
import type { Interval } from '../../statistics/interval.ts';
import { proportionTest, type Tally } from '../../statistics/proportion-test.ts';
import { welchTest } from '../../statistics/welch.ts';
import type { Plan } from './plan.ts';

/** One arm beside another in one view of a metric. Differences are `arm - against`. */
export interface Comparison {
  readonly arm: string;
  readonly against: string;
  readonly difference: number;
  readonly standardError: number;
  /** Holds however often one looks. */
  readonly alwaysValid: Interval & {
    readonly p: number;
    readonly pHolm: number;
    readonly pBenjaminiHochberg: number;
  };
  /** As a share of `against`, always valid too; null where that is not well above 0. */
  readonly lift: (Interval & { readonly value: number }) | null;
  readonly oneLook: OneLook;
}

/** Holds for one look, at a size set beforehand. */
interface OneLook extends Interval {
  readonly test: 'Welch t' | 'two-proportion z, Newcombe interval';
  readonly statistic: number;
  /** Two-sided. */
  readonly p: number;
}

export interface NamedEstimate {
  readonly arm: string;
  readonly estimate: Estimate;
}

/** Every arm beside one of them; p values are corrected for as many comparisons. */
export function compareAll(
  arms: readonly NamedEstimate[],
  against: NamedEstimate,
  areRates: boolean,
  plan: Plan,
): readonly Comparison[] {
  const found = arms.map(({ arm, estimate }) => {
    const effect = differenceOf(estimate, against.estimate);
    const lift = liftOf(estimate, against.estimate);
    return { arm, estimate, effect, lift, sequence: alwaysValid(effect, plan.alpha, plan.tunedUnits) };
  });
  const ps = found.map(({ sequence }) => sequence.p);
  const [byHolm, byHochberg] = [holm(ps), benjaminiHochberg(ps)];
  return found.map(({ arm, estimate, effect, lift, sequence }, index) => ({
    arm,
    against: against.arm,
    difference: effect.value,
    standardError: effect.standardError,
    alwaysValid: {
      ...sequence.interval,
      p: sequence.p,
      pHolm: byHolm[index] ?? 1,
      pBenjaminiHochberg: byHochberg[index] ?? 1,
    },
    lift: lift && { value: lift.value, ...alwaysValid(lift, plan.alpha, plan.tunedUnits).interval },
    oneLook: areRates ? rateTest(estimate, against.estimate, plan) : meanTest(effect, plan),
  }));
}

function meanTest(effect: Effect, { alpha }: Plan): OneLook {
  const { t, p, interval } = welchTest(effect, alpha);
  return { test: 'Welch t', statistic: t, p, ...interval };
}

function rateTest(arm: Estimate, control: Estimate, { alpha }: Plan): OneLook {
  const { z, p, interval } = proportionTest(tallyOf(arm), tallyOf(control), alpha);
  return { test: 'two-proportion z, Newcombe interval', statistic: z, p, ...interval };
}

const tallyOf = ({ value, units }: Estimate): Tally => ({ successes: Math.round(value * units), units });
