import { SECONDS, type Instant } from '../../kernel/instant.ts';
import { emptyProfile } from '../../profiles/empty-profile.ts';
import type { CampaignExperiment } from '../arms.ts';
import type { Campaign, CampaignContent } from '../campaign.ts';
import type { ShopSnapshot } from '../decision.ts';
import { mayDraw } from '../offers.ts';
import { listName } from './list-name.ts';
import { bytesOf } from './payload-bytes.ts';
import {
  LOCAL_PLACEMENT,
  MAX_PAYLOAD_BYTES,
  PAYLOAD_VERSION,
  type LocalCampaign,
  type LocalUpsell,
  type ShopPayload,
} from './payload.ts';
import { rulesName } from './rules-name.ts';
import { segmentsOutside } from './segments-outside.ts';

/** So long at most nothing has to be heard of Attune. */
const LIFETIME = SECONDS.day;

/**
 * What every checkout of the shop decides by. Null where nothing can be decided locally: no upsell in the placement, or too many
 * markets for the room there is. Campaigns that do not fit are left out from the last one on.
 */
export function compileShop(snapshot: ShopSnapshot, now: Instant): ShopPayload | null {
  const campaigns = localCampaigns(snapshot);
  const strangers = segmentsOutside(snapshot, emptyProfile('visitor:guest'), now);
  for (let count = campaigns.length; count > 0; count -= 1) {
    const kept = campaigns.slice(0, count);
    if (!kept.some(({ upsell }) => upsell !== null)) return null;
    const payload: ShopPayload = {
      v: PAYLOAD_VERSION,
      until: Math.min(now + LIFETIME, strangers.validUntil),
      rules: rulesName(snapshot),
      shopDomain: snapshot.shopDomain,
      currency: snapshot.currency,
      homeCountry: homeCountryOf(snapshot),
      markets: snapshot.catalog.markets.map(({ id, countries, currency }) => ({ id, countries, currency })),
      guardrails: renderSettings(snapshot),
      holdout: snapshot.holdout,
      exploration: snapshot.exploration,
      spentCampaigns: kept.flatMap(({ id }) => (snapshot.spentCampaigns.has(id) ? id : [])),
      campaigns: kept,
      isWhole: count === campaigns.length,
      segments: segmentsOf(kept, snapshot, strangers.memberOf),
    };
    if (bytesOf(payload) <= MAX_PAYLOAD_BYTES) return payload;
  }
  return null;
}

/** The campaigns of the placement, each with what it shows where that can be told locally. */
export function localCampaigns({ campaigns, experiments }: ShopSnapshot): readonly LocalCampaign[] {
  return campaigns
    .filter(({ placements }) => placements.includes(LOCAL_PLACEMENT))
    .map((campaign) => {
      const { id, kind, schedule, limits, audience, excluded } = campaign;
      const experiment = experiments.get(id);
      return {
        ...{ id, kind, schedule, limits, audience, excluded },
        upsell: upsellOf(campaign),
        experiment: experiment ? toLocalExperiment(experiment) : null,
      };
    });
}

function toLocalExperiment(experiment: CampaignExperiment): NonNullable<LocalCampaign['experiment']> {
  const arms = experiment.arms.map(({ name, isControl, variant }) => ({
    name,
    isControl,
    variant: variant && { upsell: upsellOf(variant) },
  }));
  return { ...experiment, arms };
}

function upsellOf(shown: CampaignContent | Campaign): LocalUpsell | null {
  if (shown.kind !== 'upsell') return null;
  const { headline, language, translations, maxOffers, layout, source } = shown.content;
  return {
    headline,
    language,
    translations,
    maxOffers,
    layout,
    list: listName(source),
    mayDraw: mayDraw(source),
  };
}

function renderSettings({ guardrails }: ShopSnapshot): ShopPayload['guardrails'] {
  const { offersToBusiness, consent, priceCeilingPercent, mixesShipping, mostUnits } = guardrails;
  return { offersToBusiness, consent, priceCeilingPercent, mixesShipping, mostUnits };
}

/** The first country of the first market that pays in the shop's currency. */
export function homeCountryOf({
  catalog,
  currency,
}: Pick<ShopSnapshot, 'catalog' | 'currency'>): string | null {
  return catalog.markets.find((market) => market.currency === currency)?.countries[0] ?? null;
}

function segmentsOf(
  campaigns: readonly LocalCampaign[],
  { plan }: ShopSnapshot,
  ofStranger: ReadonlySet<string>,
): ShopPayload['segments'] {
  const asked = new Set(campaigns.flatMap(({ audience, excluded }) => [...audience, ...excluded]));
  const known = plan.segments.filter(({ id }) => asked.has(id));
  const settled = known.filter(({ readsCart }) => !readsCart);
  return {
    known: known.map(({ id }) => id),
    ofCheckout: known.filter(({ readsCart }) => readsCart).map(({ id }) => id),
    ofStranger: settled.filter(({ id }) => ofStranger.has(id)).map(({ id }) => id),
  };
}
