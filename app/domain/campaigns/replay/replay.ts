import { decideCheckout } from '../holdout.ts';
import type { Campaign } from '../campaign.ts';
import type { Outcome } from '../decide.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from '../decision.ts';
import { recommend, type Recommendations, type Wanted } from '../recommend.ts';
import { questionOf, type DecisionInputs } from './inputs.ts';
import { canonicalText } from './canonical.ts';
import { snapshotOf, type OpenedRules } from './shop-rules.ts';

interface MadeAgain {
  readonly snapshot: ShopSnapshot;
  readonly question: DecisionQuestion;
}

/** A checkout's decision made again from what it was made from. */
export interface ReplayedCheckout extends MadeAgain {
  readonly kind: 'checkout';
  readonly answer: Decision;
  /** What became of each campaign, in the order in which they went. Empty for a unit of the holdout. */
  readonly outcomes: readonly { readonly campaign: Campaign; readonly outcome: Outcome }[];
}

/** An answer of the API made again. */
export interface ReplayedRecommendations extends MadeAgain {
  readonly kind: 'api';
  readonly answer: Recommendations;
  readonly wanted: Wanted;
}

export type Replay = ReplayedCheckout | ReplayedRecommendations;

/**
 * Makes an answer again. The same code gives the same one, bit for bit, whatever the shop has become since.
 *
 * @throws TapeDeparture where today's code asks the model something else.
 */
export function replay(rules: OpenedRules, { own, products, profile }: DecisionInputs): Replay {
  const snapshot = snapshotOf(rules, products, own);
  const question = questionOf(own, profile);
  const { wanted } = own;
  if (wanted)
    return { kind: 'api', snapshot, question, wanted, answer: recommend(snapshot, question, wanted) };
  const outcomes: { campaign: Campaign; outcome: Outcome }[] = [];
  const answer = decideCheckout(snapshot, question, {
    became: (campaign, outcome) => outcomes.push({ campaign, outcome }),
  });
  return { kind: 'checkout', snapshot, question, answer, outcomes };
}

/** The text of which the SHA-256 is an answer's hash: all of it, refusals, arms, draws, scores and segments included. */
export function answerText(answer: Replay['answer']): string {
  return canonicalText(answer);
}
