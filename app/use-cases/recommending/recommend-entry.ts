import type { RecordedRecommendations } from '#app/domain/campaigns/replay/record.ts';
import { API_CAMPAIGN, type Recommendations } from '#app/domain/campaigns/recommend.ts';
import type { LedgerEntry, LedgerItem } from '#app/ports/ledger.ts';
import type { KnownShopper } from '#app/ports/profile-store.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import { keptRefusals } from '../deciding/decide-checkout-entry.ts';

export interface RecommendedRender {
  readonly served: ServedShop;
  readonly shopper: KnownShopper | null;
  readonly recorded: RecordedRecommendations;
  readonly decisionId: string;
  readonly nowMs: number;
  readonly durationMicros: number;
  readonly codeVersion: string;
}

/** What the ledger keeps of an API answer. */
export function apiEntry(given: RecommendedRender): LedgerEntry {
  const { served, shopper, recorded, decisionId, nowMs, durationMicros, codeVersion } = given;
  const { snapshot, shop } = served;
  const { question, recommendations } = recorded;
  return {
    decisionId,
    shopId: shop.id,
    shopperId: question.shopperId,
    checkoutToken: null,
    decidedAtMs: nowMs,
    channel: 'api',
    placements: [API_CAMPAIGN],
    items: recommendedItems(recommendations),
    refusals: keptRefusals(recommendations),
    basis: {
      modelVersion: snapshot.model.version,
      configVersion: snapshot.configVersion,
      catalogVersion: snapshot.catalogVersion,
      profileUpdatedAt: shopper?.profileUpdatedAt ?? null,
      segmentIds: recommendations.segmentIds,
      codeVersion,
    },
    failure: null,
    durationMicros,
    recorded,
  };
}

export function recommendedItems({ items }: Recommendations): LedgerItem[] {
  return items.map(({ productId, variantId, reason }) => ({
    itemKey: `${API_CAMPAIGN}:${productId}`,
    campaignId: API_CAMPAIGN,
    placement: API_CAMPAIGN,
    kind: 'offer',
    productId,
    variantId,
    reasonCode: reason.code,
  }));
}
