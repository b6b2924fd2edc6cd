import { fail, ok, type Result } from '../../kernel/result.ts';
import { likeliestOf } from './calibration/calibration-error.ts';
import { chooseCalibration, type Said } from './calibration/calibrate.ts';
import { classCount, classOf, learnClasses, type Classes } from './classes.ts';
import { classesFrom, leastShareFor } from './conformal.ts';
import { encodeRow, learnFeatures } from './features.ts';
import type { Inference, InferenceOptions, Inferred } from './inference.ts';
import { judge } from './judge.ts';
import { climbLadder } from './ladder.ts';
import { subset, type Examples } from './rungs/rung.ts';
import { splitRows } from './split.ts';
import type { Row } from './table.ts';

/** Fewer rows with a known target than this say too little about any of the parts. */
export const LEAST_KNOWN = 200;

/**
 * Learns to infer a missing value from the rows where it is known. The ladder's rungs learn from one part of them; the one that loses
 * least on a second part is calibrated there; a third says from which probability on a value cannot be ruled out; the report is of a fourth. An
 * answer is given only where one value is left, and is probable. The same rows and options give the same model.
 *
 * What holds for rows where the value is known need not hold for those where it is missing: nothing here can tell.
 */
export function fitInference(rows: readonly Row[], options: InferenceOptions): Result<Inference, string> {
  const { target, coverage = 0.9, leastProbability = 0.8 } = options;
  const { splitBy = 'chance', seed = 7, leastRows = 20 } = options;
  const known = rows.filter((row) => (row[target] ?? null) !== null);
  if (known.length < LEAST_KNOWN)
    return fail(`Expected at least ${LEAST_KNOWN} rows with a known "${target}", found ${known.length}.`);
  const parts = splitRows(known.length, splitBy, seed);
  const learned = parts.learn.map((place): Row => known[place] ?? {});
  const classes = learnClasses(learned, target, leastRows);
  if (classCount(classes) < 2)
    return fail(`Expected at least two values of "${target}", found one that says all.`);
  const names = options.features ?? [...new Set(known.flatMap((row) => Object.keys(row)))];
  const examples = encodeAll(known, learned, classes, { target, names });
  const { ladder, chosen, scorer } = climbLadder(
    subset(examples, parts.learn),
    subset(examples, parts.choose),
    subset(examples, parts.test),
  );
  const sayOf = (places: readonly number[]): readonly Said[] =>
    subset(examples, places).rows.map((row, at) => ({
      shares: scorer(row),
      answer: examples.answers[places[at] ?? 0] ?? 0,
    }));
  const { name: calibration, calibrate } = chooseCalibration(sayOf(parts.choose), classCount(classes));
  const calibrated = ({ shares, answer }: Said): Said => ({ shares: calibrate(shares), answer });
  const leastShare = leastShareFor(sayOf(parts.conform).map(calibrated), coverage);
  const infer = (shares: Float64Array): Inferred =>
    inferredFrom(shares, { leastShare, leastProbability }, classes);
  const judged = sayOf(parts.test).map((before) => {
    const said = calibrated(before);
    return { before, said, inferred: infer(said.shares), truth: classes.names[said.answer] ?? null };
  });
  const { learn, choose, conform, test } = parts;
  return ok({
    predict: (row) => infer(calibrate(scorer(encodeRow(examples.features, row)))),
    report: {
      target,
      classes: classes.names,
      othersShare: examples.answers.filter((answer) => answer >= classes.names.length).length / known.length,
      split: {
        by: splitBy,
        seed,
        learn: learn.length,
        choose: choose.length,
        conform: conform.length,
        test: test.length,
      },
      ladder,
      chosen,
      calibration,
      leastProbability,
      ...judge(judged, coverage),
    },
  });
}

/** How columns are read is learned from the part that the rungs learn from, and from nothing else. */
function encodeAll(
  known: readonly Row[],
  learned: readonly Row[],
  classes: Classes,
  { target, names }: { target: string; names: readonly string[] },
): Examples {
  const features = learnFeatures(
    learned,
    names.filter((name) => name !== target),
  );
  return {
    features,
    rows: known.map((row) => encodeRow(features, row)),
    answers: Uint8Array.from(known, (row) => classOf(classes, String(row[target]))),
    classes: classCount(classes),
  };
}

function inferredFrom(
  shares: Float64Array,
  { leastShare, leastProbability }: { leastShare: number; leastProbability: number },
  { names }: Classes,
): Inferred {
  const set = classesFrom(shares, leastShare).map((own) => names[own] ?? null);
  const probability = shares[likeliestOf(shares)] ?? 0;
  const isPlain = set.length === 1 && probability >= leastProbability;
  return { value: isPlain ? (set[0] ?? null) : null, probability, set };
}
