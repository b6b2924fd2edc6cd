import type { Instant } from '../kernel/instant.ts';
import type { Campaign } from './campaign.ts';
import { runningCampaigns } from './compile-snapshot.ts';
import { decide, type Outcome } from './decide.ts';
import type { DecidedItem, DecisionQuestion, Refusal, ShopSnapshot } from './decision.ts';
import { examine } from './eligibility.ts';
import { configureIncentives, incentiveShopOf } from './incentives/configure.ts';
import { findEmptyPlaceholders } from './messages.ts';
import { openRender } from './render.ts';

/** Why a campaign shows to a shopper, or does not. */
export interface CampaignExplanation {
  /** What would become of it, were it switched on. */
  readonly outcome: Outcome;
  readonly clauses: ReturnType<typeof examine>;
  /** What it shows, by placement. */
  readonly items: readonly { readonly placement: string; readonly item: DecidedItem }[];
  /** Placeholders of a message that have no value here. */
  readonly emptyPlaceholders: readonly string[];
  /** Its offers that guardrails kept back. */
  readonly refusals: readonly Refusal[];
  readonly validUntil: Instant | null;
}

/** The shop with this campaign switched on, in place of what it holds of it; its discounts are as if written already. */
export function withCampaign(snapshot: ShopSnapshot, campaign: Campaign, now: Instant): ShopSnapshot {
  const { campaigns } = withoutCampaign(snapshot, campaign, now);
  return running(snapshot, [...campaigns, { ...campaign, status: 'running' }], now);
}

/** The shop as it would be without a campaign. */
export function withoutCampaign(
  snapshot: ShopSnapshot,
  { id }: Pick<Campaign, 'id'>,
  now: Instant,
): ShopSnapshot {
  return running(
    snapshot,
    snapshot.campaigns.filter((campaign) => campaign.id !== id),
    now,
  );
}

function running(snapshot: ShopSnapshot, all: readonly Campaign[], now: Instant): ShopSnapshot {
  const campaigns = runningCampaigns(all);
  const incentives = configureIncentives(campaigns, incentiveShopOf(snapshot), now);
  return { ...snapshot, campaigns, incentives };
}

/** A campaign in one question, among the others of the shop as in checkout. */
export function explainCampaign(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  campaign: Campaign,
): CampaignExplanation {
  const shop = withCampaign(snapshot, campaign, question.now);
  let outcome: Outcome = { kind: 'nothing-to-show' };
  const decision = decide(shop, question, {
    became({ id }, became) {
      if (id === campaign.id) outcome = became;
    },
  });
  const items = Object.entries(decision.placements).flatMap(([placement, placed]) =>
    placed.flatMap((item) => (item.campaignId === campaign.id ? [{ placement, item }] : [])),
  );
  const render = openRender(shop, question);
  return {
    outcome,
    clauses: examine(campaign, render),
    items,
    emptyPlaceholders: campaign.kind === 'message' ? findEmptyPlaceholders(campaign, render) : [],
    refusals: decision.refusals.filter(({ campaignId }) => campaignId === campaign.id),
    validUntil: decision.validUntil,
  };
}
