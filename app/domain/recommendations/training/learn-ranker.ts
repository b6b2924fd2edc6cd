import type { Ranker } from '../ranking/ranker.ts';
import { handSetWeights, type Weights } from '../ranking/situations.ts';
import { addTrees, createColumns, type Trees } from '../ranking/trees.ts';
import type { Examples } from './examples.ts';
import { fitTrees } from './fit-trees.ts';
import { compareRankers, type GateReport } from './gate.ts';
import { judgeWeights, learnWeights, type SituationReport } from './learn-weights.ts';
import { lookAt, type LookedAt } from './looked-at.ts';

/** How the ranker's parts did on the last third of the examples, having learned from the first two. */
export interface RankerReport {
  readonly situations: readonly SituationReport[];
  /** What trees add to the mean log likelihood of a list, in nats, with its standard error; null with too few examples for trees. */
  readonly treeGain: { readonly mean: number; readonly standardError: number } | null;
  /** Both rankers on the last third. */
  readonly gate: GateReport;
}

export interface LearnedRanker {
  readonly ranker: Ranker;
  /** The same without the last third: what later rankers are held against, for `ranker` has seen the questions they are asked. */
  readonly trial: Ranker;
  readonly report: RankerReport;
}

const HELD_OUT = 1 / 3;
/** Fewer examples than this are no ground for trees. */
const LEAST_FOR_TREES = 300;

/**
 * Learns weights for every situation and trees on top. What is learned from the first two thirds must do better on the last third than what it
 * would replace: learned weights than the hand-set ones, trees than no trees, by more than one standard error. What passes is
 * learned again from all examples.
 */
export function learnRanker(examples: Examples, running: Ranker | null): LearnedRanker {
  const all = Array.from(examples.situations.keys());
  const cut = Math.floor(all.length * (1 - HELD_OUT));
  const [early, late] = [all.slice(0, cut), all.slice(cut)];
  const trial = learnWeights(examples, early);
  const situations = judgeWeights(examples, late, trial);
  const trialWeights = choose(trial, situations);
  const trialTrees =
    all.length < LEAST_FOR_TREES ? null : fitTrees(examples, lookAt(examples, early, trialWeights));
  const treeGain = trialTrees && judgeTrees(examples, late, trialWeights, trialTrees);
  const isGain = treeGain !== null && treeGain.mean > treeGain.standardError;
  const firstLate = examples.orders[cut] ?? 0;
  const missed = examples.missed.filter((order) => order >= firstLate).length;
  const tried = { weights: trialWeights, trees: isGain ? trialTrees : null };
  const gate = compareRankers(examples, late, missed, tried, running);
  const weights = choose(learnWeights(examples, all), situations);
  const trees = isGain ? fitTrees(examples, lookAt(examples, all, weights)) : null;
  return { ranker: { weights, trees }, trial: tried, report: { situations, treeGain, gate } };
}

function choose(learned: Weights, situations: readonly SituationReport[]): Weights {
  return handSetWeights().map((hand, at) => (situations[at]?.isLearned ? (learned[at] ?? hand) : hand));
}

function judgeTrees(
  examples: Examples,
  late: readonly number[],
  weights: Weights,
  trees: Trees,
): RankerReport['treeGain'] {
  const gains = gainsOf(examples, lookAt(examples, late, weights), trees);
  if (gains.length < 2) return null;
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
  return { mean, standardError: Math.sqrt(variance / gains.length) };
}

/** By list: the log likelihood with trees less that without. */
function gainsOf({ features }: Examples, lists: LookedAt, trees: Trees): number[] {
  const { offsets, rows, baseScores, answers } = lists;
  const columns = createColumns();
  return Array.from({ length: offsets.length - 1 }, (_, list) => {
    const start = offsets[list] ?? 0;
    const end = offsets[list + 1] ?? 0;
    const base = baseScores.subarray(start, end);
    const boosted = base.slice();
    addTrees(trees, features, rows.subarray(start, end), boosted, columns);
    const right = answers.subarray(start, end);
    return logLikelihoodOf(boosted, right) - logLikelihoodOf(base, right);
  });
}

function logLikelihoodOf(scores: Float64Array, right: Float32Array): number {
  const most = scores.reduce((max, score) => Math.max(max, score), Number.NEGATIVE_INFINITY);
  const sum = scores.reduce((total, score) => total + Math.exp(score - most), 0);
  return scores.reduce((total, score, at) => total + (right[at] ?? 0) * (score - most - Math.log(sum)), 0);
}
