import { SECONDS, type Instant } from '../../kernel/instant.ts';
import { readsBrowser } from '../../segments/reads-browser.ts';
import { emptyProfile } from '../../profiles/empty-profile.ts';
import type { CampaignExperiment } from '../arms.ts';
import type { Campaign, CampaignContent } from '../campaign.ts';
import type { ShopSnapshot } from '../decision.ts';
import { placeholdersOf } from '../fill-text.ts';
import { arrivalOf } from '../delivery-promise.ts';
import { mayDraw } from '../offers.ts';
import type { CartRule } from './cart-rule.ts';
import { listName } from './list-name.ts';
import { LOCAL_PLACEHOLDERS } from './local-placeholders.ts';
import { bytesOf } from './payload-bytes.ts';
import {
  LOCAL_PLACEMENT,
  MAX_PAYLOAD_BYTES,
  PAYLOAD_VERSION,
  type LocalCampaign,
  type LocalContent,
  type LocalIncentive,
  type LocalMessage,
  type LocalUpsell,
  type ShopPayload,
} from './payload.ts';
import { rulesName } from './rules-name.ts';
import { cartRulesOf, segmentsOutside } from './segments-outside.ts';

/** So long at most nothing has to be heard of Attune. */
const LIFETIME = SECONDS.day;

/**
 * What every checkout of the shop decides by. Null where nothing can be decided locally: no upsell, message or incentive in the placement
 * of which it could be told, or too many markets for the room there is. Campaigns that do not fit are left out from the last one on.
 */
export function compileShop(snapshot: ShopSnapshot, now: Instant): ShopPayload | null {
  const campaigns = localCampaigns(snapshot, now);
  const stranger = emptyProfile('visitor:guest');
  const strangers = segmentsOutside(snapshot, stranger, now);
  const cart = cartRulesOf(snapshot, stranger, now, askedBy(campaigns));
  for (let count = campaigns.length; count > 0; count -= 1) {
    const kept = campaigns.slice(0, count);
    if (!kept.some(({ upsell, message, incentive }) => upsell ?? message ?? incentive)) return null;
    const payload: ShopPayload = {
      v: PAYLOAD_VERSION,
      until: Math.min(now + LIFETIME, strangers.validUntil, cart.validUntil),
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
      incentives: kept.some(({ kind }) => kind === 'incentive') ? snapshot.incentives.incentives : [],
      segments: segmentsOf(kept, snapshot, strangers.memberOf, cart.rules),
    };
    if (bytesOf(payload) <= MAX_PAYLOAD_BYTES) return payload;
  }
  return null;
}

/** The campaigns of the placement, each with what it shows where that can be told locally. */
export function localCampaigns(
  { campaigns, experiments, timezone }: ShopSnapshot,
  now: Instant,
): readonly LocalCampaign[] {
  const contentOf = (shown: CampaignContent | Campaign): LocalContent => ({
    upsell: upsellOf(shown),
    message: messageOf(shown, timezone, now),
    incentive: incentiveOf(shown),
  });
  return campaigns
    .filter(({ placements }) => placements.includes(LOCAL_PLACEMENT))
    .map((campaign) => {
      const { id, kind, schedule, limits, audience, excluded } = campaign;
      const experiment = experiments.get(id);
      return {
        ...{ id, kind, schedule, limits, audience, excluded },
        ...(experiment?.periods ? NOT_TOLD : contentOf(campaign)),
        experiment: experiment && !experiment.periods ? toLocalExperiment(experiment, contentOf) : null,
      };
    });
}

/** When a unit entered, only the server knows, and so its arm where traffic follows the results. */
const NOT_TOLD: LocalContent = { upsell: null, message: null, incentive: null };

function toLocalExperiment(
  experiment: CampaignExperiment,
  contentOf: (shown: CampaignContent) => LocalContent,
): NonNullable<LocalCampaign['experiment']> {
  const arms = experiment.arms.map(({ name, isControl, variant }) => ({
    name,
    isControl,
    variant: variant && contentOf(variant),
  }));
  return { ...experiment, arms };
}

/** Null where a placeholder of any language asks for what only the server knows. */
function messageOf(shown: CampaignContent | Campaign, timezone: string, now: Instant): LocalMessage | null {
  if (shown.kind !== 'message') return null;
  const { title, body, language, translations, tone, thresholds, showsProgress, delivery } = shown.content;
  const texts = [{ title, body }, ...Object.values(translations)];
  const names = texts.flatMap((each) => placeholdersOf(`${each.title} ${each.body}`));
  if (!names.every((name) => LOCAL_PLACEHOLDERS.has(name))) return null;
  const arrival = names.includes('arrives') && delivery ? arrivalOf(delivery, now, timezone) : null;
  const arrives = arrival && { at: arrival.day * SECONDS.day, holdsUntil: arrival.validUntil };
  return { title, body, language, translations, tone, thresholds, showsProgress, arrives };
}

function incentiveOf(shown: CampaignContent | Campaign): LocalIncentive | null {
  if (shown.kind !== 'incentive') return null;
  const { title, body, language, translations } = shown.content;
  return { title, body, language, translations };
}

function upsellOf(shown: CampaignContent | Campaign): LocalUpsell | null {
  if (shown.kind !== 'upsell') return null;
  const { headline, language, translations, maxOffers, choosesUnits, layout, source } = shown.content;
  return {
    headline,
    language,
    translations,
    maxOffers,
    choosesUnits,
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

const askedBy = (campaigns: readonly LocalCampaign[]): ReadonlySet<string> =>
  new Set(campaigns.flatMap(({ audience, excluded }) => [...audience, ...excluded]));

function segmentsOf(
  campaigns: readonly LocalCampaign[],
  { plan }: ShopSnapshot,
  ofStranger: ReadonlySet<string>,
  cartRules: ReadonlyMap<string, CartRule | null>,
): ShopPayload['segments'] {
  const asked = askedBy(campaigns);
  const known = plan.segments.filter(({ id }) => asked.has(id));
  const settled = known.filter(({ readsCart }) => !readsCart);
  const ofCart = known.flatMap(({ id }) => {
    const rule = cartRules.get(id) ?? null;
    return rule === null ? [] : [[id, rule] as const];
  });
  return {
    known: known.map(({ id }) => id),
    ofCheckout: known.filter(({ id }) => cartRules.get(id) === null).map(({ id }) => id),
    ofCart: Object.fromEntries(ofCart),
    ofBrowser: known.filter(({ tree }) => readsBrowser(tree)).map(({ id }) => id),
    ofStranger: settled.filter(({ id }) => ofStranger.has(id)).map(({ id }) => id),
  };
}
