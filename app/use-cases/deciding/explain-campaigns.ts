import { refusalReason } from '#app/domain/campaigns/guardrails/refusal-reasons.ts';
import { entrantOf } from '#app/domain/campaigns/arms.ts';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { Outcome } from '#app/domain/campaigns/decide.ts';
import type { DecidedItem, DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { examine } from '#app/domain/campaigns/eligibility.ts';
import { placedIn } from '#app/domain/campaigns/placed.ts';
import type { Render } from '#app/domain/campaigns/render.ts';
import type { ReplayedCheckout } from '#app/domain/campaigns/replay/replay.ts';
import { ruleContextOf } from '#app/domain/campaigns/situation.ts';
import { explainRule, type Explanation } from '#app/domain/segments/explain.ts';
import { printRule } from '#app/domain/segments/print.ts';
import type { ShownItem, TitleOf } from './explained-words.ts';

/** A campaign in a past decision. */
export interface CampaignVerdict {
  readonly id: string;
  readonly name: string;
  readonly kind: Campaign['kind'];
  readonly version: number;
  readonly outcome: Outcome;
  readonly clauses: ReturnType<typeof examine>;
  readonly arm: string | null;
  /** Why its experiment was not about the shopper; null where it was, or there was none. */
  readonly outside: 'group' | 'traffic' | null;
  /** Name of the campaign of its group that went first. */
  readonly gaveWayTo: string | null;
  readonly shown: readonly ShownItem[];
  readonly refusals: readonly { readonly title: string; readonly reason: string }[];
}

/** A segment that a campaign asked about, clause by clause with the facts and when they were known. */
export interface SegmentVerdict extends Explanation {
  readonly id: string;
  readonly name: string;
  readonly rule: string;
}

export function campaignVerdict(
  { snapshot, question, answer: decision }: ReplayedCheckout,
  render: Render,
  campaign: Campaign,
  outcome: Outcome,
  titleOf: TitleOf,
): CampaignVerdict {
  const { id, name, kind, version } = campaign;
  const isOwn = (of: { readonly campaignId: string }): boolean => of.campaignId === id;
  return {
    id,
    name,
    kind,
    version,
    outcome,
    clauses: examine(campaign, render),
    arm: decision.arms.find(isOwn)?.arm ?? null,
    outside: outsideOf(snapshot, campaign, question),
    gaveWayTo:
      outcome.kind === 'group-taken'
        ? (snapshot.campaigns.find((each) => each.id === outcome.by)?.name ?? null)
        : null,
    shown: Object.entries(decision.placements).flatMap(([placement, items]) =>
      items.filter(isOwn).map((item) => shownItem(placement, item)),
    ),
    refusals: decision.refusals
      .filter(isOwn)
      .map(({ productId, guardrail }) => ({ title: titleOf(productId), reason: refusalReason(guardrail) })),
  };
}

function outsideOf(
  snapshot: ReplayedCheckout['snapshot'],
  campaign: Campaign,
  question: DecisionQuestion,
): CampaignVerdict['outside'] {
  const entrant = entrantOf(question);
  const placed = entrant && placedIn(snapshot, campaign, entrant);
  return placed?.kind === 'outside' ? placed.because : null;
}

/** An item as it is told. */
export function shownItem(placement: string, item: DecidedItem): ShownItem {
  const reason = 'reason' in item ? item.reason : null;
  return {
    placement,
    title: 'title' in item ? item.title : 'summary' in item ? item.summary : item.text,
    price: item.kind === 'offer' ? item.price : null,
    reason: reason?.text ?? null,
    evidence: reason?.evidence ?? {},
  };
}

export function segmentVerdicts(
  { situation }: Render,
  campaigns: readonly Campaign[],
): readonly SegmentVerdict[] {
  const asked = new Set(campaigns.flatMap(({ audience, excluded }) => [...audience, ...excluded]));
  const { plan, currency } = situation.snapshot;
  const context = ruleContextOf(situation);
  return plan.segments
    .filter(({ id }) => asked.has(id))
    .map(({ id, name, tree }) => ({
      id,
      name,
      rule: printRule(tree),
      ...explainRule(tree, situation.profile, context, currency),
    }));
}
