import { decideCheckout } from '../holdout.ts';
import type { Campaign } from '../campaign.ts';
import type { Outcome } from '../decide.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from '../decision.ts';
import { questionOf, type DecisionInputs } from './inputs.ts';
import { canonicalText } from './canonical.ts';
import { snapshotOf, type OpenedRules } from './shop-rules.ts';

/** A decision made again from what it was made from. */
export interface Replay {
  readonly snapshot: ShopSnapshot;
  readonly question: DecisionQuestion;
  readonly decision: Decision;
  /** What became of each campaign, in the order in which they went. Empty for a unit of the holdout. */
  readonly outcomes: readonly { readonly campaign: Campaign; readonly outcome: Outcome }[];
}

/**
 * Makes a decision again. The same code gives the same decision, bit for bit, whatever the shop has become since.
 *
 * @throws TapeDeparture where today's code asks the model something else.
 */
export function replay(rules: OpenedRules, { own, products, profile }: DecisionInputs): Replay {
  const snapshot = snapshotOf(rules, products, own);
  const question = questionOf(own, profile);
  const outcomes: { campaign: Campaign; outcome: Outcome }[] = [];
  const decision = decideCheckout(snapshot, question, {
    became: (campaign, outcome) => outcomes.push({ campaign, outcome }),
  });
  return { snapshot, question, decision, outcomes };
}

/** The text of which the SHA-256 is a decision's hash: all of the answer, refusals, arms, draws and segments included. */
export function decisionText(decision: Decision): string {
  return canonicalText(decision);
}
