import { SLOTS, type Allocation } from '../experiments/assignment/allocation.ts';
import { NOWHERE, unmovedRanges } from '../experiments/assignment/unmoved.ts';

/**
 * A shop's holdout for a share, 0 to 1. Its slots always begin at 0, so a share that grows keeps everyone who is held out and one
 * that shrinks takes in nobody. The salt is the shop's domain: nothing else of Attune divides shoppers by it.
 */
export function holdoutOf(shopDomain: string, share: number): Allocation {
  const slots = { name: 'holdout', from: 0, to: Math.round(share * SLOTS) };
  return { version: 1, salt: `${shopDomain}:holdout`, ranges: [slots] };
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
