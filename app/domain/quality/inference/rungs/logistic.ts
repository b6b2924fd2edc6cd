import type { Encoded, Feature } from '../features.ts';
import { climb } from './climb.ts';
import { softmax, type Examples, type Scorer } from './rung.ts';

/** Variance of a weight before anything is seen: weights are drawn towards 0 by half their squares. */
const PRIOR_VARIANCE = 1;

/** Where each feature's weights are; the weight of the class as such comes first. */
interface Layout {
  readonly starts: readonly number[];
  readonly width: number;
}

/**
 * The fourth rung: multinomial logistic regression with a normal prior on weights (Hastie, Tibshirani and Friedman, The Elements of
 * Statistical Learning, 2009, section 4.4). A number has a weight for its value and one for being missing, a text one for each level.
 */
export function fitLogistic(examples: Examples): Scorer {
  const { features, rows, answers, classes } = examples;
  const layout = layoutOf(features);
  const { width } = layout;
  const weights = climb((point, slopes) => {
    slopes.fill(0);
    let value = 0;
    rows.forEach((row, at) => {
      const shares = scoreRow(features, layout, classes, point, row);
      const answer = answers[at] ?? 0;
      value += Math.log(Math.max(shares[answer] ?? 0, Number.MIN_VALUE));
      for (let own = 0; own < classes; own++)
        eachInput(features, layout, row, (input, number) => {
          const cell = own * width + input;
          const missing = (own === answer ? 1 : 0) - (shares[own] ?? 0);
          slopes[cell] = (slopes[cell] ?? 0) + missing * number;
        });
    });
    for (let cell = 0; cell < point.length; cell++) {
      if (cell % width === 0) continue;
      const weight = point[cell] ?? 0;
      value -= weight ** 2 / (2 * PRIOR_VARIANCE);
      slopes[cell] = (slopes[cell] ?? 0) - weight / PRIOR_VARIANCE;
    }
    for (let cell = 0; cell < slopes.length; cell++) slopes[cell] = (slopes[cell] ?? 0) / rows.length;
    return value / rows.length;
  }, classes * width);
  return (row) => scoreRow(features, layout, classes, weights, row);
}

function layoutOf(features: readonly Feature[]): Layout {
  let width = 1;
  const starts = features.map((feature) => {
    const start = width;
    width += feature.kind === 'number' ? 2 : feature.levels;
    return start;
  });
  return { starts, width };
}

function scoreRow(
  features: readonly Feature[],
  layout: Layout,
  classes: number,
  weights: Float64Array,
  row: Encoded,
): Float64Array {
  const scores = new Float64Array(classes);
  eachInput(features, layout, row, (input, number) => {
    for (let own = 0; own < classes; own++)
      scores[own] = (scores[own] ?? 0) + number * (weights[own * layout.width + input] ?? 0);
  });
  return softmax(scores);
}

/** The inputs of a row that are not 0. */
function eachInput(
  features: readonly Feature[],
  { starts }: Layout,
  row: Encoded,
  use: (input: number, number: number) => void,
): void {
  use(0, 1);
  for (let at = 0; at < features.length; at++) {
    const level = row.levels[at] ?? 0;
    const start = starts[at] ?? 0;
    if (features[at]?.kind === 'text') use(start + level, 1);
    else if (level === 0) use(start + 1, 1);
    else use(start, row.numbers[at] ?? 0);
  }
}
