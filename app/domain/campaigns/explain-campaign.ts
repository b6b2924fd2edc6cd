import type { Instant } from '../kernel/instant.ts';
import { canChooseAt } from './can-choose.ts';
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

/**
 * A campaign in one question, among the others of the shop as in checkout: each placement asks for itself. It is shown where one of them
 * shows it; else what became of it in the first is told.
 */
export function explainCampaign(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  campaign: Campaign,
): CampaignExplanation {
  const shop = withCampaign(snapshot, campaign, question.now);
  const answers = question.placements.map((placement) => answerAt(placement, shop, question, campaign));
  const [first] = answers;
  const shown = answers.find(({ outcome }) => outcome.kind === 'shown');
  const ends = answers.flatMap(({ validUntil }) => validUntil ?? []);
  const render = openRender(shop, { ...question, canChoose: question.placements.some(canChooseAt) });
  return {
    outcome: (shown ?? first)?.outcome ?? { kind: 'nothing-to-show' },
    clauses: examine(campaign, render),
    items: answers.flatMap(({ items }) => items),
    emptyPlaceholders: campaign.kind === 'message' ? findEmptyPlaceholders(campaign, render) : [],
    refusals: eachOnce(answers.flatMap(({ refusals }) => refusals)),
    validUntil: ends.length === 0 ? null : Math.min(...ends),
  };
}

/** What became of the campaign where one placement asks. */
function answerAt(
  placement: string,
  shop: ShopSnapshot,
  question: DecisionQuestion,
  campaign: Campaign,
): Pick<CampaignExplanation, 'outcome' | 'items' | 'refusals' | 'validUntil'> {
  let outcome: Outcome = { kind: 'nothing-to-show' };
  const asked = { ...question, placements: [placement], canChoose: canChooseAt(placement) };
  const decision = decide(shop, asked, {
    became({ id }, became) {
      if (id === campaign.id) outcome = became;
    },
  });
  const isOwn = ({ campaignId }: { readonly campaignId: string }): boolean => campaignId === campaign.id;
  const items = (decision.placements[placement] ?? []).filter(isOwn).map((item) => ({ placement, item }));
  return { outcome, items, refusals: decision.refusals.filter(isOwn), validUntil: decision.validUntil };
}

function eachOnce(refusals: readonly Refusal[]): readonly Refusal[] {
  const once = new Map(refusals.map((each) => [`${each.guardrail} ${each.productId}`, each] as const));
  return [...once.values()];
}
