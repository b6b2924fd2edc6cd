import { cuped } from '../../statistics/cuped.ts';
import { cupedRatio } from '../../statistics/cuped-ratio.ts';
import { meanEstimate, rateEstimate, ratioEstimate, type Estimate } from '../../statistics/estimate.ts';
import { winsorise } from '../../statistics/winsorise.ts';
import { isBinary, type ArmValues, type MetricKind } from './arm-values.ts';
import type { Sampler } from './periods.ts';

/** One way of looking at a metric: an estimate an arm, in the order of the arms. */
export interface View {
  readonly name: 'plain' | 'cuped' | 'winsorised';
  readonly about: string;
  readonly estimates: readonly Estimate[];
  /** Figures of this view alone. */
  readonly details: Readonly<Record<string, number>>;
}

export function viewsOf(arms: readonly ArmValues[], kind: MetricKind, sampler: Sampler): readonly View[] {
  return [
    plain(arms, kind, sampler),
    ...(kind === 'ratio' ? adjustedRatio(arms, sampler) : adjusted(arms, sampler)),
    ...(kind === 'amount' && !arms.every(isBinary) ? [robust(arms, sampler)] : []),
  ];
}

const ABOUT: Readonly<Record<MetricKind, string>> = {
  rate: 'share of units',
  amount: 'mean of units',
  ratio: 'sum over sum; error by the delta method over units',
};

function plain(arms: readonly ArmValues[], kind: MetricKind, { sample, pair }: Sampler): View {
  return {
    name: 'plain',
    about: ABOUT[kind],
    estimates: arms.map((arm) => {
      const { values, over } = arm;
      if (over !== null) return ratioEstimate(pair(arm, values, over));
      if (kind === 'amount') return meanEstimate(sample(arm, values));
      return rateEstimate(
        values.reduce((sum, value) => sum + value, 0),
        values.length,
      );
    }),
    details: {},
  };
}

function adjusted(arms: readonly ArmValues[], { pair }: Sampler): readonly View[] {
  const paired = arms.flatMap((arm) => (arm.pre === null ? [] : [pair(arm, arm.values, arm.pre)]));
  if (paired.length === 0) return [];
  const { theta, explained, estimates } = cuped(paired);
  const about = 'mean freed of what the column known before explains (CUPED)';
  return [{ name: 'cuped', about, estimates, details: { theta, varianceExplained: explained } }];
}

function adjustedRatio(arms: readonly ArmValues[], { pair }: Sampler): readonly View[] {
  const known = arms.flatMap((arm) => {
    const { values: y, over: w, pre: x } = arm;
    return w === null || x === null
      ? []
      : [{ yw: pair(arm, y, w), yx: pair(arm, y, x), wx: pair(arm, w, x) }];
  });
  if (known.length === 0) return [];
  const { theta, explained, estimates } = cupedRatio(known);
  const about = 'sum over sum freed of what the column known before explains (CUPED by the delta method)';
  return [{ name: 'cuped', about, estimates, details: { theta, varianceExplained: explained } }];
}

/** The quantile that outcomes are pulled down to. */
const CAP_QUANTILE = 0.99;

function robust(arms: readonly ArmValues[], { sample }: Sampler): View {
  const {
    cap,
    capped,
    arms: pulled,
  } = winsorise(
    arms.map(({ values }) => values),
    CAP_QUANTILE,
  );
  return {
    name: 'winsorised',
    about: 'mean with the highest outcomes pulled down to a cap: smaller than the mean, and steadier',
    estimates: arms.map((arm, index) => meanEstimate(sample(arm, pulled[index] ?? arm.values))),
    details: { capQuantile: CAP_QUANTILE, cap, unitsCapped: capped },
  };
}
