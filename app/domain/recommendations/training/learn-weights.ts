import { handSetWeights, SITUATIONS, type Weights } from '../ranking/situations.ts';
import type { Examples } from './examples.ts';
import { fitWeights, logLikelihood } from './fit-weights.ts';

/** How well a situation's weights did on examples later than those they were learned from, in nats an example. */
export interface SituationReport {
  readonly situation: string;
  readonly examples: number;
  readonly isLearned: boolean;
  /** Mean log likelihood on the held-out last third; null with too few examples to tell. */
  readonly handSet: number | null;
  readonly learned: number | null;
}

export interface LearnedWeights {
  readonly weights: Weights;
  readonly report: readonly SituationReport[];
}

/** Pull towards the hand-set weights, and of a situation towards what all situations with a cart have in common. */
const RIDGE = { common: 5, situation: 200 } as const;
/** Fewer examples of a situation than this leave it with the hand-set weights. */
const LEAST_EXAMPLES = 60;
const HELD_OUT = 1 / 3;

/**
 * Learns weights for every situation. Those learned from the first two thirds must beat the hand-set ones on the last third;
 * where they do, they are learned again from all of it, and where not, the hand-set ones stay.
 */
export function learnWeights(examples: Examples): LearnedWeights {
  const handSet = handSetWeights();
  const all = Array.from(examples.situations.keys());
  const cut = Math.floor(all.length * (1 - HELD_OUT));
  const trial = fitAll(examples, all.slice(0, cut));
  const report = judge(examples, all.slice(cut), trial, handSet);
  const final = report.some(({ isLearned }) => isLearned) ? fitAll(examples, all) : handSet;
  const weights = handSet.map((hand, at) => (report[at]?.isLearned ? (final[at] ?? hand) : hand));
  return {
    weights,
    report: report.map((line, at) => ({ ...line, examples: ofSituation(examples, all, at).length })),
  };
}

function fitAll(examples: Examples, chosen: readonly number[]): Weights {
  const handSet = handSetWeights();
  const withCart = chosen.filter((example) => (examples.situations[example] ?? 0) >= 2);
  const common = fitWeights(examples, withCart, handSet[2] ?? new Float64Array(), RIDGE.common);
  return handSet.map((hand, situation) => {
    const own = ofSituation(examples, chosen, situation);
    return situation < 2
      ? fitWeights(examples, own, hand, RIDGE.common)
      : fitWeights(examples, own, common, RIDGE.situation);
  });
}

function judge(
  examples: Examples,
  held: readonly number[],
  trial: Weights,
  handSet: Weights,
): SituationReport[] {
  return SITUATIONS.map((situation, at) => {
    const own = ofSituation(examples, held, at);
    const mean = (weights: Float64Array | undefined) =>
      weights === undefined || own.length === 0 ? null : logLikelihood(examples, own, weights) / own.length;
    const [hand, learned] = [mean(handSet[at]), mean(trial[at])];
    const isEnough = own.length >= LEAST_EXAMPLES * HELD_OUT;
    const isLearned = isEnough && hand !== null && learned !== null && learned > hand;
    return { situation, examples: own.length, isLearned, handSet: hand, learned };
  });
}

function ofSituation({ situations }: Examples, among: readonly number[], situation: number): number[] {
  return among.filter((example) => situations[example] === situation);
}
