import type pg from 'pg';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { CampaignVersion, StoredCampaign } from '#app/ports/campaign-store.ts';

/** As many as a person would look through. Older ones are kept all the same. */
const MOST_READ = 50;

/** Keeps a campaign as it was before a change. */
export async function keepVersion(
  client: pg.PoolClient,
  shopId: ShopId,
  { id, version, updatedAt, ...draft }: StoredCampaign,
): Promise<void> {
  await client.query(
    'INSERT INTO campaign_version (shop_id, campaign_id, version, saved_at, body) VALUES ($1, $2, $3, $4, $5)',
    [shopId, id, version, toDate(updatedAt), JSON.stringify(draft)],
  );
}

/** Former versions, newest first; one that today's contract cannot read is left out. */
export async function readVersions(
  pool: pg.Pool,
  shopId: ShopId,
  id: string,
): Promise<readonly CampaignVersion[]> {
  const { rows } = await pool.query<{ version: number; saved_at: Date; body: unknown }>(
    `SELECT version, saved_at, body FROM campaign_version WHERE shop_id = $1 AND campaign_id = $2
      ORDER BY version DESC LIMIT ${MOST_READ}`,
    [shopId, id],
  );
  return rows.flatMap(({ version, saved_at, body }) => {
    const { data } = campaignDraft.safeParse(body);
    return data ? [{ version, savedAt: toInstant(saved_at), draft: data }] : [];
  });
}
