import { placeOf } from '../experiments/assignment/allocation.ts';
import type { DecisionQuestion, ShopSnapshot } from './decision.ts';
import { holdoutOf } from './holdout-sides.ts';

/** Whether the shop's holdout has this render's unit; always the same for the same unit. A render without one is outside it. */
export function isHeldOut(
  { shopDomain, holdout }: Pick<ShopSnapshot, 'shopDomain' | 'holdout'>,
  { unit }: Pick<DecisionQuestion, 'unit'>,
): boolean {
  return unit !== null && placeOf(holdoutOf(shopDomain, holdout), unit) !== null;
}
