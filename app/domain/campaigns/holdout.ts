import { placeOf } from '../experiments/assignment/allocation.ts';
import { decide, type Observer } from './decide.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from './decision.ts';
import { holdoutOf } from './holdout-sides.ts';

/** Whether the shop's holdout has this render's unit; always the same for the same unit. A render without one is outside it. */
export function isHeldOut(
  { shopDomain, holdout }: Pick<ShopSnapshot, 'shopDomain' | 'holdout'>,
  { unit }: Pick<DecisionQuestion, 'unit'>,
): boolean {
  return unit !== null && placeOf(holdoutOf(shopDomain, holdout), unit) !== null;
}

/** What a checkout gets: nothing in any placement where its unit is held out, else what `decide` gives. */
export function decideCheckout(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  observer?: Observer,
): Decision {
  if (!isHeldOut(snapshot, question)) return decide(snapshot, question, observer);
  return {
    placements: Object.fromEntries(question.placements.map((name) => [name, []])),
    refusals: [],
    drawn: [],
    arms: [],
    segmentIds: [],
    validUntil: null,
    heldOut: true,
  };
}
