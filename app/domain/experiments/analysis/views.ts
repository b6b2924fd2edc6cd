import { cuped } from '../../statistics/cuped.ts';
import { cupedRatio } from '../../statistics/cuped-ratio.ts';
import { meanEstimate, rateEstimate, ratioEstimate, type Estimate } from '../../statistics/estimate.ts';
import { pairedSampleOf } from '../../statistics/paired-sample.ts';
import { sampleOf } from '../../statistics/sample.ts';
import { winsorise } from '../../statistics/winsorise.ts';
import type { ArmValues, MetricKind } from './arm-values.ts';

/** One way of looking at a metric: an estimate an arm, in the order of the arms. */
export interface View {
  readonly name: 'plain' | 'cuped' | 'winsorised';
  readonly about: string;
  readonly estimates: readonly Estimate[];
  /** Figures of this view alone. */
  readonly details: Readonly<Record<string, number>>;
}

export function viewsOf(arms: readonly ArmValues[], kind: MetricKind): readonly View[] {
  return [
    plain(arms, kind),
    ...(kind === 'ratio' ? adjustedRatio(arms) : adjusted(arms)),
    ...(kind === 'amount' ? [robust(arms)] : []),
  ];
}

const ABOUT: Readonly<Record<MetricKind, string>> = {
  rate: 'share of units',
  amount: 'mean of units',
  ratio: 'sum over sum; error by the delta method over units',
};

function plain(arms: readonly ArmValues[], kind: MetricKind): View {
  return {
    name: 'plain',
    about: ABOUT[kind],
    estimates: arms.map(({ values, over }) => {
      if (over !== null) return ratioEstimate(pairedSampleOf(values, over));
      if (kind === 'amount') return meanEstimate(sampleOf(values));
      return rateEstimate(
        values.reduce((sum, value) => sum + value, 0),
        values.length,
      );
    }),
    details: {},
  };
}

function adjusted(arms: readonly ArmValues[]): readonly View[] {
  const paired = arms.flatMap(({ values, pre }) => (pre === null ? [] : [pairedSampleOf(values, pre)]));
  if (paired.length === 0) return [];
  const { theta, explained, estimates } = cuped(paired);
  const about = 'mean freed of what the column known before explains (CUPED)';
  return [{ name: 'cuped', about, estimates, details: { theta, varianceExplained: explained } }];
}

function adjustedRatio(arms: readonly ArmValues[]): readonly View[] {
  const known = arms.flatMap(({ values: y, over: w, pre: x }) =>
    w === null || x === null
      ? []
      : [{ yw: pairedSampleOf(y, w), yx: pairedSampleOf(y, x), wx: pairedSampleOf(w, x) }],
  );
  if (known.length === 0) return [];
  const { theta, explained, estimates } = cupedRatio(known);
  const about = 'sum over sum freed of what the column known before explains (CUPED by the delta method)';
  return [{ name: 'cuped', about, estimates, details: { theta, varianceExplained: explained } }];
}

/** The quantile that outcomes are pulled down to. */
const CAP_QUANTILE = 0.99;

function robust(arms: readonly ArmValues[]): View {
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
    estimates: pulled.map((values) => meanEstimate(sampleOf(values))),
    details: { capQuantile: CAP_QUANTILE, cap, unitsCapped: capped },
  };
}
