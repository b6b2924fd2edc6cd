import type { Instant } from '../kernel/instant.ts';
import type { Campaign } from './campaign.ts';
import { runningCampaigns } from './compile-snapshot.ts';
import { decide, type Outcome } from './decide.ts';
import type { DecidedItem, DecisionQuestion, Refusal, ShopSnapshot } from './decision.ts';
import { examine } from './eligibility.ts';
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

/** The shop with this campaign switched on, in place of what it holds of it. */
export function withCampaign(snapshot: ShopSnapshot, campaign: Campaign): ShopSnapshot {
  const others = snapshot.campaigns.filter(({ id }) => id !== campaign.id);
  const campaigns = runningCampaigns([...others, { ...campaign, status: 'running' }]);
  return { ...snapshot, campaigns };
}

/** A campaign in one question, among the others of the shop as in checkout. */
export function explainCampaign(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  campaign: Campaign,
): CampaignExplanation {
  const shop = withCampaign(snapshot, campaign);
  let outcome: Outcome = { kind: 'nothing-to-show' };
  const decision = decide(shop, question, ({ id }, became) => {
    if (id === campaign.id) outcome = became;
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
