import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { CampaignStore, NewCampaign, StoredCampaign } from '#app/ports/campaign-store.ts';
import type { StoreRefusal } from '#app/ports/segment-store.ts';

export interface ChangeCampaignPorts {
  readonly campaigns: CampaignStore;
}

/** Starts or pauses a campaign, as it was when the page was read (`version`). */
export async function setCampaignStatus(
  { campaigns }: ChangeCampaignPorts,
  input: { shopId: ShopId; id: string; version: number; status: StoredCampaign['status'] },
): Promise<Result<StoredCampaign, StoreRefusal>> {
  const found = await campaigns.find(input.shopId, input.id);
  if (!found) return fail({ kind: 'not-found' });
  return campaigns.update(input.shopId, input.id, input.version, { ...draftOf(found), status: input.status });
}

/** Makes a draft with the same content, named "… (copy)", "… (copy 2)" and so on. */
export async function duplicateCampaign(
  { campaigns }: ChangeCampaignPorts,
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
