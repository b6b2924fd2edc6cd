import { placeOf, SLOTS, type Allocation } from '../experiments/assignment/allocation.ts';
import { decide } from './decide.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from './decision.ts';

/**
 * A shop's holdout for a share, 0 to 1. Its slots always begin at 0, so a share that grows keeps everyone who is held out and one
 * that shrinks takes in nobody. The salt is the shop's domain: nothing else of Attune divides shoppers by it.
 */
export function holdoutOf(shopDomain: string, share: number): Allocation {
  const slots = { name: 'holdout', from: 0, to: Math.round(share * SLOTS) };
  return { version: 1, salt: `${shopDomain}:holdout`, ranges: [slots] };
}

/** Who is placed: the customer, else the checkout. Null where neither is known: such a render is outside the holdout. */
function unitOf({ shopperId, checkoutToken }: DecisionQuestion): string | null {
  return shopperId ?? checkoutToken;
}

/** Whether the shop's holdout has this render's unit; always the same for the same unit. */
export function isHeldOut(snapshot: ShopSnapshot, question: DecisionQuestion): boolean {
  const unit = unitOf(question);
  return unit !== null && placeOf(holdoutOf(snapshot.shopDomain, snapshot.holdout), unit) !== null;
}

/** What a checkout gets: nothing in any placement where its unit is held out, else what `decide` gives. */
export function decideCheckout(snapshot: ShopSnapshot, question: DecisionQuestion): Decision {
  if (!isHeldOut(snapshot, question)) return decide(snapshot, question);
  return {
    placements: Object.fromEntries(question.placements.map((name) => [name, []])),
    refusals: [],
    drawn: [],
    segmentIds: [],
    validUntil: null,
    heldOut: true,
  };
}
