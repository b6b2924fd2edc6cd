import { changedFields, type FieldChange } from '#app/domain/campaigns/changes.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { CampaignStore, StoredCampaign } from '#app/ports/campaign-store.ts';
import { draftOf } from './change-campaign.ts';
import { saveCampaign, type SaveCampaignFailure, type SaveCampaignPorts } from './save-campaign.ts';

export interface VersionView {
  readonly version: number;
  readonly savedAt: Instant;
  /** Since the version before; empty for the first. */
  readonly changes: readonly FieldChange[];
}

/** Every version of a campaign, today's first, with what each changed. */
export async function listVersions(
  { campaigns }: { campaigns: CampaignStore },
  shopId: ShopId,
  campaign: StoredCampaign,
): Promise<readonly VersionView[]> {
  const { version, updatedAt } = campaign;
  const all = [
    { version, savedAt: updatedAt, draft: draftOf(campaign) },
    ...(await campaigns.versions(shopId, campaign.id)),
  ];
  return all.map(({ draft, ...view }, place) => {
    const before = all[place + 1];
    return { ...view, changes: before ? changedFields(before.draft, draft) : [] };
  });
}

/**
 * Saves a campaign as it was at a former version, as a new version. Its status stays as it is now: going back to old content starts
 * and stops nothing.
 */
export async function restoreVersion(
  ports: SaveCampaignPorts,
  input: { shopId: ShopId; id: string; version: number; former: number },
): Promise<Result<StoredCampaign, SaveCampaignFailure>> {
  const { shopId, id, version, former } = input;
  const [current, versions] = await Promise.all([
    ports.campaigns.find(shopId, id),
    ports.campaigns.versions(shopId, id),
  ]);
  const found = versions.find((each) => each.version === former);
  if (!current || !found) return fail({ kind: 'not-found' });
  return saveCampaign(ports, { shopId, id, version, draft: { ...found.draft, status: current.status } });
}
