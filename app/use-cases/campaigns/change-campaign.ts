import { stateAt, statusAfter } from '#app/domain/campaigns/life.ts';
import type { CampaignAction, CampaignState } from '#app/domain/campaigns/life.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { CampaignStore, NewCampaign, StoredCampaign } from '#app/ports/campaign-store.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { StoreRefusal } from '#app/ports/segment-store.ts';

export interface ChangeCampaignPorts {
  readonly campaigns: CampaignStore;
  readonly clock: Clock;
}

/** The campaign's state, at this second, does not allow the action. */
export interface StepRefusal {
  readonly kind: 'no-such-step';
  readonly state: CampaignState;
  readonly action: CampaignAction;
  /** Its schedule is over, which a later end would change. */
  readonly isOver: boolean;
}

/** Starts, pauses, resumes or ends a campaign, as it was when the page was read (`version`). */
export async function stepCampaign(
  { campaigns, clock }: ChangeCampaignPorts,
  input: { shopId: ShopId; id: string; version: number; action: CampaignAction },
): Promise<Result<StoredCampaign, StoreRefusal | StepRefusal>> {
  const { shopId, id, version, action } = input;
  const found = await campaigns.find(shopId, id);
  if (!found) return fail({ kind: 'not-found' });
  if (found.version !== version) return fail({ kind: 'stale', currentVersion: found.version });
  const now = clock.now();
  const status = statusAfter(found, action, now);
  if (status === null) {
    const { until } = found.schedule;
    const isOver = found.status !== 'ended' && until !== null && now >= until;
    return fail({ kind: 'no-such-step', state: stateAt(found, now), action, isOver });
  }
  return campaigns.update(shopId, id, version, { ...draftOf(found), status });
}

/** Makes a draft with the same content, named "… (copy)", "… (copy 2)" and so on. */
export async function duplicateCampaign(
  { campaigns }: Pick<ChangeCampaignPorts, 'campaigns'>,
  input: { shopId: ShopId; id: string },
): Promise<Result<StoredCampaign, StoreRefusal>> {
  const all = await campaigns.list(input.shopId);
  const found = all.find((campaign) => campaign.id === input.id);
  if (!found) return fail({ kind: 'not-found' });
  const name = freeCopyName(found.name, new Set(all.map((campaign) => campaign.name)));
  return campaigns.create(input.shopId, { ...draftOf(found), name, status: 'draft' });
}

/** A campaign without what the store adds. */
export function draftOf(campaign: StoredCampaign): NewCampaign {
  const { id: _id, version: _version, updatedAt: _updatedAt, ...draft } = campaign;
  return draft;
}

function freeCopyName(name: string, taken: ReadonlySet<string>): string {
  const base = name.replace(/ \(copy(?: \d+)?\)$/, '').slice(0, 68);
  let copy = `${base} (copy)`;
  for (let number = 2; taken.has(copy); number += 1) copy = `${base} (copy ${number})`;
  return copy;
}
