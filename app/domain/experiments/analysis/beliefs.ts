import type { Belief } from '../../statistics/belief.ts';
import { betaBelief, ratePosterior } from '../../statistics/beta-belief.ts';
import { chanceBelow, chancesToBeBest, expectedLoss } from '../../statistics/compare-beliefs.ts';
import { differenceOf } from '../../statistics/effect.ts';
import type { Estimate } from '../../statistics/estimate.ts';
import {
  chanceAboveZero,
  expectedShortfall,
  normalBelief,
  normalPosterior,
} from '../../statistics/normal-belief.ts';
import type { MetricKind } from './arm-values.ts';
import type { NamedEstimate } from './comparison.ts';

/** What one who holds the prior believes after the data. It knows nothing of how often somebody looked. */
export interface Beliefs {
  readonly prior: string;
  readonly arms: readonly ArmBelief[];
}

export interface ArmBelief {
  readonly arm: string;
  readonly chanceToBeBest: number;
  /** Beside control; null for control itself. */
  readonly besideControl: Chance | null;
}

export interface Chance {
  /** That the arm is better. */
  readonly chanceToBeat: number;
  /** What choosing the arm loses on average, in the metric's units, where control was better. */
  readonly expectedLoss: number;
}

/** The prior's standard deviation of a difference, in standard deviations of one outcome: small effects are likelier. */
const PRIOR_EFFECT = 0.1;

export function beliefsOf(
  arms: readonly NamedEstimate[],
  control: NamedEstimate,
  kind: MetricKind,
  isLowerBetter: boolean,
): Beliefs {
  const beside = kind === 'rate' ? rateBeside : meanBeside;
  const best = chancesToBeBest(
    arms.map(({ estimate }) => {
      const belief = kind === 'rate' ? rateBelief(estimate) : meanBelief(estimate);
      return isLowerBetter ? mirrored(belief) : belief;
    }),
  );
  return {
    prior:
      kind === 'rate'
        ? 'each rate is Beta(1, 1): every rate equally likely'
        : `the difference from control is Normal(0, (${PRIOR_EFFECT} x standard deviation of one of control's outcomes)^2); for the best arm, nothing is known of any mean`,
    arms: arms.map(({ arm, estimate }, index) => ({
      arm,
      chanceToBeBest: best[index] ?? 0,
      besideControl:
        arm === control.arm
          ? null
          : isLowerBetter
            ? beside(control.estimate, estimate)
            : beside(estimate, control.estimate),
    })),
  };
}

function rateBeside(arm: Estimate, control: Estimate): Chance {
  const [mine, other] = [rateBelief(arm), rateBelief(control)];
  return { chanceToBeat: chanceBelow(other, mine), expectedLoss: expectedLoss(other, mine) };
}

function meanBeside(arm: Estimate, control: Estimate): Chance {
  const { value, standardError } = differenceOf(arm, control);
  const deviation = PRIOR_EFFECT * Math.sqrt(control.variance * control.units);
  const posterior = normalPosterior(value, standardError, { mean: 0, deviation });
  return { chanceToBeat: chanceAboveZero(posterior), expectedLoss: expectedShortfall(posterior) };
}

function rateBelief({ value, units }: Estimate): Belief {
  return betaBelief(ratePosterior({ successes: Math.round(value * units), units }));
}

const meanBelief = ({ value, variance }: Estimate): Belief =>
  normalBelief({ mean: value, deviation: Math.sqrt(variance) });

/** The belief about the figure with its sign turned. */
function mirrored({ density, below, above, range }: Belief): Belief {
  return {
    density: (x) => density(-x),
    below: (x) => above(-x),
    above: (x) => below(-x),
    range: { low: -range.high, high: -range.low },
  };
}
