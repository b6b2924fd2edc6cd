import { drawArm } from './arms.ts';
import type { Campaign } from './campaign.ts';
import type { ShopSnapshot } from './decision.ts';
import { isHeldOut } from './held-out.ts';

/** Where chance put a unit, before anything is asked of a campaign. */
export type Placed =
  | { readonly kind: 'held-out' }
  | { readonly kind: 'control'; readonly arm: string }
  | { readonly kind: 'arm'; readonly arm: string };

/** Null where neither the holdout nor an experiment of the campaign has the unit. */
export function placedIn(snapshot: ShopSnapshot, campaign: Campaign, unit: string): Placed | null {
  if (isHeldOut(snapshot, { unit })) return { kind: 'held-out' };
  const { drawn, shows } = drawArm(campaign, snapshot.experiments.get(campaign.id), unit);
  return drawn && { kind: shows === null ? 'control' : 'arm', arm: drawn.arm };
}
