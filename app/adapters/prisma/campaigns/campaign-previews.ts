import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import type { ShopperId } from '#app/domain/kernel/ids.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { CampaignPreviews } from '#app/ports/campaign-previews.ts';

interface PreviewRow {
  campaign_id: string | null;
  body: unknown;
  shopper_id: ShopperId | null;
  expires_at: Date;
}

/** Previews as rows; housekeeping removes those that expired. */
export function createCampaignPreviews(pool: Pool): CampaignPreviews {
  return {
    async save(shopId, { campaignId, draft, shopperId, expiresAt }) {
      const id = randomUUID();
      await pool.query(
        `INSERT INTO campaign_preview (shop_id, id, campaign_id, body, shopper_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [shopId, id, campaignId, JSON.stringify(draft), shopperId, toDate(expiresAt)],
      );
      return id;
    },
    async find(shopId, id, now) {
      const { rows } = await pool.query<PreviewRow>(
        `SELECT campaign_id, body, shopper_id, expires_at FROM campaign_preview
          WHERE shop_id = $1 AND id = $2 AND expires_at > $3`,
        [shopId, id, toDate(now)],
      );
      const [row] = rows;
      const draft = row && campaignDraft.safeParse(row.body);
      if (row === undefined || !draft?.success) return null;
      return {
        campaignId: row.campaign_id,
        draft: draft.data,
        shopperId: row.shopper_id,
        expiresAt: toInstant(row.expires_at),
      };
    },
  };
}
