import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import { ALWAYS } from '#app/domain/campaigns/schedule.ts';
import type { NewCampaign } from '#app/ports/campaign-store.ts';

const UNSAVED = 'unsaved';

/**
 * A campaign as it is tried before it is saved. Its schedule and limits are left aside: the one lies ahead, the others need what was never
 * shown, and so is what the saved one spent of its budget (`shopToTryIn`). Its exclusion group stays. `id` is null for one that was never saved.
 */
export function triedCampaign(draft: NewCampaign, id: string | null): Campaign {
  const limits = { ...NO_LIMITS, group: draft.limits.group };
  return { ...draft, id: id ?? UNSAVED, version: 0, schedule: ALWAYS, limits };
}

/** The shop in which a campaign is tried: nothing of its budget is spent. */
export function shopToTryIn(snapshot: ShopSnapshot, { id }: Campaign): ShopSnapshot {
  const spentCampaigns = new Set(snapshot.spentCampaigns);
  spentCampaigns.delete(id);
  return { ...snapshot, spentCampaigns };
}
