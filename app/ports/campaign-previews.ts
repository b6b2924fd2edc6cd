import type { NewCampaign } from './campaign-store.ts';
import type { ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';

/** A campaign as it stood in the editor. */
export interface CampaignPreview {
  /** The saved campaign whose place it takes; null for one that was never saved. */
  readonly campaignId: string | null;
  readonly draft: NewCampaign;
  /** As whom it is decided; null = as whoever looks. */
  readonly shopperId: ShopperId | null;
  readonly expiresAt: Instant;
}

export interface CampaignPreviews {
  /** The id of the stored preview, which nobody can guess. */
  save(shopId: ShopId, preview: CampaignPreview): Promise<string>;
  /** Null when the shop has no such preview, or it expired, or its draft is of a form that is not understood any more. */
  find(shopId: ShopId, id: string, now: Instant): Promise<CampaignPreview | null>;
}
