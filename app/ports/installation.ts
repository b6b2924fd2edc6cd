import type { CampaignInput } from '#app/contracts/campaign-content.ts';
import type { SegmentDraft } from './segment-store.ts';
import type { Shop } from './shop-store.ts';

export interface InstallRequest {
  readonly domain: string;
  readonly scopes: readonly string[];
  readonly at: Date;
  /** A new shop's holdout, a share 0 to 1. */
  readonly holdout: number;
  readonly segments: readonly SegmentDraft[];
  /** Their audiences name segments of `segments`. */
  readonly campaigns: readonly CampaignInput[];
}

export interface Installed {
  readonly shopId: Shop['id'];
  /** `known`: nothing but the scopes may have changed. */
  readonly kind: 'new' | 'again' | 'known';
}

export interface InstallationDesk {
  /** Makes or renews the shop's row with what a new shop starts with and its backfill, in one transaction. */
  install(request: InstallRequest): Promise<Installed>;
}
