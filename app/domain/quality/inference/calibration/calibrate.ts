import { logLoss } from '../log-loss.ts';
import { fitIsotonic, stepAt } from './isotonic.ts';
import { fitPlatt, plattAt } from './platt.ts';

/** What a rung said of a row, and what came. */
export interface Said {
  readonly shares: Float64Array;
  readonly answer: number;
}

export type CalibrationName = 'none' | 'platt' | 'isotonic';
export type Calibration = (shares: Float64Array) => Float64Array;

const FITS: Readonly<Record<CalibrationName, (said: readonly Said[], classes: number) => Calibration>> = {
  none: () => (shares) => shares,
  platt: (said, classes) =>
    byClass(classes, said, (scores, answers) => {
      const odds = scores.map(logOdds);
      const curve = fitPlatt(odds, answers);
      return (score) => plattAt(curve, logOdds(score));
    }),
  isotonic: (said, classes) =>
    byClass(classes, said, (scores, answers) => {
      const stairs = fitIsotonic(scores, answers);
      return (score) => stepAt(stairs, score);
    }),
};

const NAMES: readonly CalibrationName[] = ['none', 'platt', 'isotonic'];
const FOLDS = 5;

/**
 * The way of making said probabilities true that lost least on rows it was not fitted on (five folds), fitted on all. Each class is
 * calibrated against all others, and the classes are brought to a sum of 1 (Zadrozny and Elkan 2002).
 */
export function chooseCalibration(
  said: readonly Said[],
  classes: number,
): { readonly name: CalibrationName; readonly calibrate: Calibration } {
  let best: { name: CalibrationName; loss: number } = { name: 'none', loss: Number.POSITIVE_INFINITY };
  for (const name of NAMES) {
    const loss = crossLoss(said, (some) => FITS[name](some, classes));
    if (loss < best.loss) best = { name, loss };
  }
  return { name: best.name, calibrate: FITS[best.name](said, classes) };
}

function crossLoss(said: readonly Said[], fit: (said: readonly Said[]) => Calibration): number {
  let loss = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const calibrate = fit(said.filter((_, at) => at % FOLDS !== fold));
    said
      .filter((_, at) => at % FOLDS === fold)
      .forEach(({ shares, answer }) => (loss += logLoss(calibrate(shares), answer)));
  }
  return loss;
}

/** No class is said to be less or more likely than one more row could make it. */
function byClass(
  classes: number,
  said: readonly Said[],
  fit: (scores: readonly number[], answers: readonly number[]) => (score: number) => number,
): Calibration {
  const least = 1 / (said.length + 2);
  const curves = Array.from({ length: classes }, (_, own) =>
    fit(
      said.map(({ shares }) => shares[own] ?? 0),
      said.map(({ answer }) => Number(answer === own)),
    ),
  );
  return (shares) => {
    const made = shares.map((share, own) =>
      Math.min(1 - least, Math.max(least, curves[own]?.(share) ?? share)),
    );
    const sum = made.reduce((total, share) => total + share, 0);
    return made.map((share) => share / sum);
  };
}

function logOdds(share: number): number {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, share));
  return Math.log(inside / (1 - inside));
}
