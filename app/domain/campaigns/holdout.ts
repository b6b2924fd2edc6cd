import { placeOf, SLOTS, type Allocation } from '../experiments/assignment/allocation.ts';
import { NOWHERE, unmovedRanges } from '../experiments/assignment/unmoved.ts';
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

/** Whether the shop's holdout has this render's unit; always the same for the same unit. A render without one is outside it. */
export function isHeldOut(
  { shopDomain, holdout }: ShopSnapshot,
  { unit }: Pick<DecisionQuestion, 'unit'>,
): boolean {
  return unit !== null && placeOf(holdoutOf(shopDomain, holdout), unit) !== null;
}

/** The two sides of a holdout. */
export const HELD_OUT = 'held out';
export const WITH_ATTUNE = 'with Attune';

/** Both sides as ranges, only those slots that stayed on one side under every one of these shares. */
export function unmovedSides(shopDomain: string, shares: readonly number[]): Allocation {
  const ranges = unmovedRanges(shares.map((share) => holdoutOf(shopDomain, share).ranges));
  const named = ranges.map((range) => ({ ...range, name: range.name === NOWHERE ? WITH_ATTUNE : HELD_OUT }));
  return { ...holdoutOf(shopDomain, 0), ranges: named };
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
