import type { RecommendationsAnswer } from '#app/contracts/recommendations-api.ts';
import type { Render } from '#app/domain/campaigns/render.ts';
import type { LedgerEntry } from '#app/ports/ledger.ts';
import type { KnownShopper } from '#app/ports/profile-store.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';

/** Stands in the ledger where a checkout's item names its campaign and placement. */
export const API_CAMPAIGN = 'api';

const MOST_REFUSALS = 50;

export interface RecommendedRender {
  readonly served: ServedShop;
  readonly shopper: KnownShopper | null;
  readonly render: Render;
  readonly recommendations: RecommendationsAnswer['recommendations'];
  readonly decisionId: string;
  readonly nowMs: number;
  readonly durationMicros: number;
  readonly codeVersion: string;
}

/** What the ledger keeps of an API answer. */
export function apiEntry(given: RecommendedRender): LedgerEntry {
  const { served, shopper, render, decisionId, nowMs, durationMicros, codeVersion } = given;
  const { snapshot, shop } = served;
  return {
    decisionId,
    shopId: shop.id,
    shopperId: render.situation.question.shopperId,
    checkoutToken: null,
    decidedAtMs: nowMs,
    channel: 'api',
    placements: [API_CAMPAIGN],
    items: given.recommendations.map(({ productId, variantId, reason }) => ({
      itemKey: `${API_CAMPAIGN}:${productId}`,
      campaignId: API_CAMPAIGN,
      placement: API_CAMPAIGN,
      kind: 'offer',
      productId,
      variantId,
      reasonCode: reason.code,
    })),
    refusals: render.refusals.slice(0, MOST_REFUSALS),
    basis: {
      modelVersion: snapshot.model.version,
      configVersion: snapshot.configVersion,
      catalogVersion: snapshot.catalogVersion,
      profileUpdatedAt: shopper?.profileUpdatedAt ?? null,
      segmentIds: [...render.memberOf],
      codeVersion,
    },
    failure: null,
    durationMicros,
  };
}
