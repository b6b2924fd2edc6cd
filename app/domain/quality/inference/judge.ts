import { CALIBRATION_BINS, calibrationError, likeliestOf } from './calibration/calibration-error.ts';
import type { Said } from './calibration/calibrate.ts';
import type { Inferred, InferenceReport } from './inference.ts';
import { logLoss } from './log-loss.ts';

/** What inference must reach on rows that nothing has seen before its values are worth storing. */
export const GATES = { calibrationError: 0.03, coverageShort: 0.01, precision: 0.9 };

/** A test row: what was said before and after calibration, and what was answered. */
export interface Judged {
  readonly before: Said;
  readonly said: Said;
  readonly inferred: Inferred;
  /** Null for a value too rare to be told. */
  readonly truth: string | null;
}

type Judgement = Pick<
  InferenceReport,
  | 'testLoss'
  | 'calibrationError'
  | 'calibrationErrorBefore'
  | 'calibrationBins'
  | 'accuracy'
  | 'coverageWanted'
  | 'coverage'
  | 'answerRate'
  | 'precision'
  | 'answers'
  | 'gates'
>;

export function judge(rows: readonly Judged[], coverageWanted: number): Judgement {
  const said = rows.map((row) => row.said);
  const answered = rows.filter(({ inferred }) => inferred.value !== null);
  const isRight = ({ inferred, truth }: Judged): boolean => inferred.value === truth;
  const coverage = share(rows, ({ inferred, truth }) => inferred.set.includes(truth));
  const precision = answered.length === 0 ? null : share(answered, isRight);
  const error = calibrationError(said);
  return {
    testLoss: said.reduce((sum, { shares, answer }) => sum + logLoss(shares, answer), 0) / said.length,
    calibrationError: error,
    calibrationErrorBefore: calibrationError(rows.map(({ before }) => before)),
    calibrationBins: CALIBRATION_BINS,
    accuracy: share(said, ({ shares, answer }) => likeliestOf(shares) === answer),
    coverageWanted,
    coverage,
    answerRate: answered.length / rows.length,
    precision,
    answers: Object.fromEntries(
      [...Map.groupBy(answered, ({ inferred }) => inferred.value ?? '')].map(([value, own]) => [
        value,
        { answered: own.length, right: own.filter(isRight).length },
      ]),
    ),
    gates: {
      calibrated: error <= GATES.calibrationError,
      covered: coverage >= coverageWanted - GATES.coverageShort,
      precise: precision !== null && precision >= GATES.precision,
    },
  };
}

function share<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.filter(is).length / items.length;
}
