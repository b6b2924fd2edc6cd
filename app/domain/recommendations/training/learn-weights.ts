import { handSetWeights, SITUATIONS, type Weights } from '../ranking/situations.ts';
import type { Examples } from './examples.ts';
import { fitWeights, logLikelihood } from './fit-weights.ts';

/** How well a situation's weights did on `examples` later ones than those they were learned from, in nats an example. */
export interface SituationReport {
  readonly situation: string;
  readonly examples: number;
  readonly isLearned: boolean;
  /** Mean log likelihood; null without examples. */
  readonly handSet: number | null;
  readonly learned: number | null;
}

/** Pull towards the hand-set weights, and of a situation towards what all situations with a cart have in common. */
const RIDGE = { common: 5, situation: 200 } as const;
/** Fewer held-out examples of a situation than this leave it with the hand-set weights. */
const LEAST_HELD_OUT = 20;

/** Weights for every situation, as the `chosen` examples teach them. */
export function learnWeights(examples: Examples, chosen: readonly number[]): Weights {
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

/** How `trial` weights and the hand-set ones do on examples that neither learned from. */
export function judgeWeights(examples: Examples, held: readonly number[], trial: Weights): SituationReport[] {
  const handSet = handSetWeights();
  return SITUATIONS.map((situation, at) => {
    const own = ofSituation(examples, held, at);
    const mean = (weights: Float64Array | undefined) =>
      weights === undefined || own.length === 0 ? null : logLikelihood(examples, own, weights) / own.length;
    const [hand, learned] = [mean(handSet[at]), mean(trial[at])];
    const isEnough = own.length >= LEAST_HELD_OUT;
    const isLearned = isEnough && hand !== null && learned !== null && learned > hand;
    return { situation, examples: own.length, isLearned, handSet: hand, learned };
  });
}

function ofSituation({ situations }: Examples, among: readonly number[], situation: number): number[] {
  return among.filter((example) => situations[example] === situation);
}
