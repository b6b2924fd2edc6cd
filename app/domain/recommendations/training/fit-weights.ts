import { FEATURE_COUNT } from '../ranking/features.ts';
import { scoreFeatures } from '../ranking/situations.ts';
import type { Examples } from './examples.ts';
import { solvePositive } from './positive-solve.ts';

const MOST_STEPS = 12;
const ENOUGH_GAIN = 1e-5;

/**
 * The weights w under which softmax(w . x) over the candidates of each example gives the right ones the most likelihood
 * (multinomial logit), pulled towards `prior`: a weight off by one standard deviation of its feature costs `ridge` / 2. Newton's
 * method with halved steps; the objective is concave, so the answer does not depend on where it starts.
 */
export function fitWeights(
  examples: Examples,
  chosen: readonly number[],
  prior: Float64Array,
  ridge: number,
): Float64Array {
  if (chosen.length === 0) return prior;
  const penalties = featureVariances(examples, chosen).map((variance) => ridge * Math.max(1e-6, variance));
  const likelihood = (weights: Float64Array) =>
    logLikelihood(examples, chosen, weights) - penaltyOf(weights, prior, penalties);
  let weights = prior;
  let reached = likelihood(weights);
  for (let step = 0; step < MOST_STEPS; step++) {
    const move = newtonStep(examples, chosen, weights, prior, penalties);
    const next = climb(weights, move, likelihood, reached);
    if (next === null) break;
    const gain = next.value - reached;
    weights = next.weights;
    reached = next.value;
    if (gain < ENOUGH_GAIN * Math.abs(reached)) break;
  }
  return weights;
}

/** Sum over the examples of the share-weighted log probability of the right candidates. */
export function logLikelihood(
  { offsets, features, answers }: Examples,
  chosen: readonly number[],
  weights: Float64Array,
): number {
  let total = 0;
  for (const example of chosen) {
    const end = offsets[example + 1] ?? 0;
    let most = Number.NEGATIVE_INFINITY;
    let right = 0;
    let sum = 0;
    for (let row = offsets[example] ?? 0; row < end; row++) {
      const score = scoreFeatures(features, row * FEATURE_COUNT, weights);
      right += (answers[row] ?? 0) * score;
      if (score > most) {
        sum = sum * Math.exp(most - score) + 1;
        most = score;
      } else sum += Math.exp(score - most);
    }
    total += right - most - Math.log(sum);
  }
  return total;
}

function penaltyOf(weights: Float64Array, prior: Float64Array, penalties: Float64Array): number {
  return penalties.reduce(
    (sum, penalty, at) => sum + 0.5 * penalty * ((weights[at] ?? 0) - (prior[at] ?? 0)) ** 2,
    0,
  );
}

function climb(
  weights: Float64Array,
  move: Float64Array,
  likelihood: (weights: Float64Array) => number,
  reached: number,
): { weights: Float64Array; value: number } | null {
  for (let share = 1; share > 0.01; share /= 2) {
    const next = weights.map((weight, at) => weight + share * (move[at] ?? 0));
    const value = likelihood(next);
    if (value > reached) return { weights: next, value };
  }
  return null;
}

function featureVariances({ features, offsets }: Examples, chosen: readonly number[]): Float64Array {
  const sums = new Float64Array(FEATURE_COUNT);
  const squares = new Float64Array(FEATURE_COUNT);
  let rows = 0;
  for (const example of chosen)
    for (let row = offsets[example] ?? 0; row < (offsets[example + 1] ?? 0); row++, rows++)
      for (let at = 0; at < FEATURE_COUNT; at++) {
        const value = features[row * FEATURE_COUNT + at] ?? 0;
        sums[at] = (sums[at] ?? 0) + value;
        squares[at] = (squares[at] ?? 0) + value * value;
      }
  return squares.map((square, at) => square / rows - ((sums[at] ?? 0) / rows) ** 2);
}

/** (Hessian + penalties)^-1 (gradient - penalties (w - prior)). */
function newtonStep(
  examples: Examples,
  chosen: readonly number[],
  weights: Float64Array,
  prior: Float64Array,
  penalties: Float64Array,
): Float64Array {
  const gradient = new Float64Array(FEATURE_COUNT);
  const hessian = new Float64Array(FEATURE_COUNT * FEATURE_COUNT);
  for (const example of chosen) addDerivatives(examples, example, weights, gradient, hessian);
  for (let at = 0; at < FEATURE_COUNT; at++) {
    const penalty = penalties[at] ?? 0;
    gradient[at] = (gradient[at] ?? 0) - penalty * ((weights[at] ?? 0) - (prior[at] ?? 0));
    hessian[at * FEATURE_COUNT + at] = (hessian[at * FEATURE_COUNT + at] ?? 0) + penalty;
  }
  return solvePositive(hessian, gradient, FEATURE_COUNT);
}

/** Candidates with a smaller share of the probability bend the likelihood too little to be worth their squares. */
const LEAST_SHARE = 3e-4;

function addDerivatives(
  { offsets, features, answers }: Examples,
  example: number,
  weights: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const start = offsets[example] ?? 0;
  const shares = softmax(features, start, offsets[example + 1] ?? 0, weights);
  const mean = new Float64Array(FEATURE_COUNT);
  for (let place = 0; place < shares.length; place++) {
    const share = shares[place] ?? 0;
    const from = (start + place) * FEATURE_COUNT;
    const pull = (answers[start + place] ?? 0) - share;
    for (let at = 0; at < FEATURE_COUNT; at++) {
      const value = features[from + at] ?? 0;
      mean[at] = (mean[at] ?? 0) + share * value;
      gradient[at] = (gradient[at] ?? 0) + pull * value;
    }
  }
  // Squares of what is off the mean: the sum stays positive, whatever is left out.
  const off = new Float64Array(FEATURE_COUNT);
  for (let place = 0; place < shares.length; place++) {
    const share = shares[place] ?? 0;
    if (share < LEAST_SHARE) continue;
    const from = (start + place) * FEATURE_COUNT;
    for (let at = 0; at < FEATURE_COUNT; at++) off[at] = (features[from + at] ?? 0) - (mean[at] ?? 0);
    addOuterProduct(hessian, off, share);
  }
}

function addOuterProduct(matrix: Float64Array, vector: Float64Array, factor: number): void {
  for (let row = 0; row < FEATURE_COUNT; row++) {
    const scaled = factor * (vector[row] ?? 0);
    if (scaled === 0) continue;
    const base = row * FEATURE_COUNT;
    for (let col = 0; col <= row; col++)
      matrix[base + col] = (matrix[base + col] ?? 0) + scaled * (vector[col] ?? 0);
  }
}

function softmax(features: Float32Array, start: number, end: number, weights: Float64Array): Float64Array {
  const shares = new Float64Array(end - start);
  let most = Number.NEGATIVE_INFINITY;
  for (let row = start; row < end; row++) {
    const score = scoreFeatures(features, row * FEATURE_COUNT, weights);
    shares[row - start] = score;
    if (score > most) most = score;
  }
  let sum = 0;
  for (let place = 0; place < shares.length; place++) {
    const odds = Math.exp((shares[place] ?? 0) - most);
    shares[place] = odds;
    sum += odds;
  }
  return shares.map((odds) => odds / sum);
}
