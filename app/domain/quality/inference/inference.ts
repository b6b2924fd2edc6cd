import type { CalibrationName } from './calibration/calibrate.ts';
import type { SplitBy } from './split.ts';
import type { Row } from './table.ts';

export type RungName = 'default' | 'group' | 'naive Bayes' | 'logistic regression' | 'boosted trees';

/**
 * An answer, or that there is none: several values, or none, could be true at the coverage asked for, or the one that could is not probable
 * enough.
 */
export interface Inferred {
  /** Null when it abstains. */
  readonly value: string | null;
  /** Of the likeliest value, calibrated; said also when it abstains. */
  readonly probability: number;
  /** Values that cannot be ruled out; null stands for all that are too rare to be told. */
  readonly set: readonly (string | null)[];
}

export interface InferenceOptions {
  readonly target: string;
  /** Columns to infer from; all others when left out. */
  readonly features?: readonly string[];
  /** Chance that the set holds what is true, over 0 and under 1. */
  readonly coverage?: number;
  /** An answer is at least so probable: where rows are mostly plain, coverage alone would let guesses through for the others. */
  readonly leastProbability?: number;
  readonly splitBy?: SplitBy;
  readonly seed?: number;
  /** A value of fewer rows is not told. */
  readonly leastRows?: number;
}

/** Losses in nats, on the rows that choose and on those that nothing has seen. */
export interface RungReport {
  readonly rung: RungName;
  readonly chooseLoss: number;
  readonly testLoss: number;
}

/** All but the ladder's `chooseLoss` on the test rows. */
export interface InferenceReport {
  readonly target: string;
  readonly classes: readonly string[];
  /** Share of rows with a value that is too rare to be told. */
  readonly othersShare: number;
  readonly split: {
    readonly by: SplitBy;
    readonly seed: number;
    readonly learn: number;
    readonly choose: number;
    readonly conform: number;
    readonly test: number;
  };
  readonly ladder: readonly RungReport[];
  readonly chosen: RungName;
  readonly calibration: CalibrationName;
  /** Of the chosen rung, calibrated. */
  readonly testLoss: number;
  readonly calibrationError: number;
  readonly calibrationErrorBefore: number;
  readonly calibrationBins: number;
  /** How often the likeliest class was the one that came, answered or not. */
  readonly accuracy: number;
  readonly coverageWanted: number;
  readonly coverage: number;
  readonly leastProbability: number;
  readonly answerRate: number;
  /** Share of answers that were right; null without an answer. */
  readonly precision: number | null;
  /** Answers by value, and how many were right. */
  readonly answers: Readonly<Record<string, { readonly answered: number; readonly right: number }>>;
  readonly gates: {
    readonly calibrated: boolean;
    readonly covered: boolean;
    readonly precise: boolean;
  };
}

export interface Inference {
  readonly predict: (row: Row) => Inferred;
  readonly report: InferenceReport;
}
