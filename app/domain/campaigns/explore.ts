import { utf8Bytes } from '../kernel/utf8.ts';
import { murmur3 } from '../kernel/murmur3.ts';
import { SLOTS, slotOf } from '../experiments/assignment/allocation.ts';
import { placeOfDraw, propensities, type Alternative } from '../recommendations/exploration/draw.ts';
import type { DecisionQuestion, ShopSnapshot } from './decision.ts';
import type { Situation } from './situation.ts';

/** Whether this checkout is one of those in which a last offer is drawn by chance; always the same for the same checkout. */
export function isExploring({
  snapshot,
  question: { checkoutToken },
}: {
  readonly snapshot: Pick<ShopSnapshot, 'exploration'>;
  readonly question: Pick<DecisionQuestion, 'checkoutToken'>;
}): boolean {
  return (
    snapshot.exploration > 0 &&
    checkoutToken !== null &&
    slotOf('exploration', checkoutToken) < snapshot.exploration * SLOTS
  );
}

/**
 * Draws one of several alternatives, best first. The number drawn follows from the checkout and `salt`, so that a decision can be replayed and a
 * reload draws the same.
 */
export function drawAlternative(
  { question: { checkoutToken } }: Situation,
  salt: string,
  alternatives: readonly Alternative[],
): { readonly place: number; readonly propensities: readonly number[] } {
  const chances = propensities(alternatives);
  const draw = murmur3(utf8Bytes(`exploration:${salt}:${checkoutToken ?? ''}`)) / 2 ** 32;
  return { place: placeOfDraw(chances, draw), propensities: chances };
}
