import { decide, type Observer } from './decide.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from './decision.ts';
import { isHeldOut } from './held-out.ts';

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
