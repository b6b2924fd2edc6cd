import { assignTo, drawArm, type Entrant } from './arms.ts';
import type { Campaign } from './campaign.ts';
import type { ShopSnapshot } from './decision.ts';
import { isHeldOut } from './held-out.ts';

/** Where chance put a unit, before anything is asked of a campaign. */
export type Placed =
  | { readonly kind: 'held-out' }
  | { readonly kind: 'control'; readonly arm: string }
  | { readonly kind: 'arm'; readonly arm: string }
  /** The campaign's experiment is not about it, so the campaign shows as it is. */
  | { readonly kind: 'outside'; readonly because: 'group' | 'traffic' };

/** Null where the unit is not held out and the campaign has no experiment. */
export function placedIn(snapshot: ShopSnapshot, campaign: Campaign, entrant: Entrant): Placed | null {
  if (isHeldOut(snapshot, entrant)) return { kind: 'held-out' };
  const experiment = snapshot.experiments.get(campaign.id);
  if (!experiment) return null;
  const place = assignTo(experiment, entrant);
  if (place.kind !== 'arm') return place;
  const { shows } = drawArm(campaign, experiment, entrant);
  return { kind: shows === null ? 'control' : 'arm', arm: place.arm };
}
