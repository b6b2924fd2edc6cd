import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import { ALWAYS } from '#app/domain/campaigns/schedule.ts';
import type { NewCampaign } from '#app/ports/campaign-store.ts';

const UNSAVED = 'unsaved';

/**
 * A campaign as it is tried before it is saved. Its schedule and limits are left aside: the one lies ahead, the others need what was never
 * shown. Its exclusion group stays. `id` is null for one that was never saved.
 */
export function triedCampaign(draft: NewCampaign, id: string | null): Campaign {
  const limits = { ...NO_LIMITS, group: draft.limits.group };
  return { ...draft, id: id ?? UNSAVED, version: 0, schedule: ALWAYS, limits };
}
