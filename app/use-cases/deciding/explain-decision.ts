import { entrantOf } from '#app/domain/campaigns/arms.ts';
import type { Campaign } from '#app/domain/campaigns/campaign.ts';
import type { Outcome } from '#app/domain/campaigns/decide.ts';
import type { DecidedItem, DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { examine } from '#app/domain/campaigns/eligibility.ts';
import { GUARDRAILS } from '#app/domain/campaigns/guardrails/judge.ts';
import { placedIn } from '#app/domain/campaigns/placed.ts';
import { openRender, type Render } from '#app/domain/campaigns/render.ts';
import { ruleContextOf } from '#app/domain/campaigns/situation.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import { explainRule, type Explanation } from '#app/domain/segments/explain.ts';
import { printRule } from '#app/domain/segments/print.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { PastDecision } from '#app/ports/past-decisions.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { isDecisionId } from './list-decisions.ts';
import {
  replayDecision,
  type ReplayDecisionPorts,
  type ReplayedDecision,
  type Unreplayable,
} from './replay-decision.ts';
import { isAskedFor } from './decide-checkout-question.ts';

export interface ExplainDecisionPorts extends ReplayDecisionPorts {
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  /** Version of the running code. */
  readonly codeVersion: string;
}

/** What was shown of a campaign, and why this. */
export interface ShownItem {
  readonly placement: string;
  readonly title: string;
  readonly price: Money | null;
  readonly reason: string | null;
  /** The counts behind the reason, by name. */
  readonly evidence: Readonly<Record<string, number | string>>;
}

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

/** What became of a product that the model suggested. */
export interface CandidateVerdict {
  readonly title: string;
  /** The model's chance for it, 0 to 1. */
  readonly score: number;
  /** Acceptances that its offers are worth, 10 before any; null where it was not looked at, or the merchant set it. */
  readonly acceptances: number | null;
  readonly reason: string | null;
  readonly became: 'offered' | 'refused' | 'not-needed';
  /** Why a guardrail kept it back. */
  readonly refusal: string | null;
}

export interface ExplainedReplay {
  readonly asked: Pick<
    DecisionQuestion,
    'now' | 'placements' | 'country' | 'currency' | 'language' | 'consent' | 'canAddLines' | 'isBusiness'
  > & {
    readonly isSignedIn: boolean;
    readonly lines: readonly {
      readonly title: string;
      readonly quantity: number;
      readonly cost: Money | null;
    }[];
  };
  readonly campaigns: readonly CampaignVerdict[];
  /** Campaigns that were switched on for other places. */
  readonly elsewhere: number;
  readonly segments: readonly SegmentVerdict[];
  readonly candidates: readonly CandidateVerdict[];
  /** What the model knew: orders of its fit, and those learned since. */
  readonly model: { readonly version: number; readonly orders: number; readonly liveOrders: number };
  readonly isHeldOut: boolean;
  readonly recordedHash: string;
  readonly hash: string;
  readonly differences: ReplayedDecision['differences'];
}

export interface ExplainedDecision {
  readonly past: PastDecision;
  readonly codeVersion: string;
  readonly replay: ExplainedReplay | null;
  readonly unreplayable: Unreplayable | null;
}

/** Why a shopper saw what they saw in a past render, and did not see the rest: from what was read then. Null when there is no such decision. */
export async function explainDecision(
  ports: ExplainDecisionPorts,
  shop: Shop,
  decisionId: string,
): Promise<ExplainedDecision | null> {
  const found = isDecisionId(decisionId) ? await replayDecision(ports, shop, decisionId) : null;
  if (found === null) return null;
  const { past, outcome } = found;
  const { codeVersion } = ports;
  if (!outcome.ok) return { past, codeVersion, replay: null, unreplayable: outcome.failure };
  const served = await ports.snapshots.find(shop.domain);
  const today = (id: ProductId): string | undefined => served?.snapshot.catalog.products.get(id)?.title;
  return { past, codeVersion, replay: explain(outcome.value, today), unreplayable: null };
}

type TitleOf = (id: ProductId) => string;

/** Titles are those of then; a product that was not looked at is called what it is called today. */
function explain(replayed: ReplayedDecision, today: (id: ProductId) => string | undefined): ExplainedReplay {
  const { snapshot, question, decision, outcomes, recordedHash, hash, differences } = replayed;
  const titleOf: TitleOf = (id) =>
    snapshot.catalog.products.get(id)?.title ?? today(id) ?? 'A product that is gone';
  const render = openRender(snapshot, question);
  const asked = outcomes.filter(({ campaign }) => isAskedFor(campaign, question.placements));
  const { model } = snapshot;
  return {
    asked: { ...question, isSignedIn: render.situation.isSignedIn, lines: linesOf(replayed, titleOf) },
    campaigns: asked.map(({ campaign, outcome }) =>
      campaignVerdict(replayed, render, campaign, outcome, titleOf),
    ),
    elsewhere: outcomes.length - asked.length,
    segments: segmentVerdicts(
      render,
      asked.map(({ campaign }) => campaign),
    ),
    candidates: candidateVerdicts(replayed, render, titleOf),
    model: { version: model.version, orders: model.orders, liveOrders: model.liveOrders },
    isHeldOut: decision.heldOut === true,
    recordedHash,
    hash,
    differences,
  };
}

function linesOf(
  { snapshot, question }: ReplayedDecision,
  titleOf: TitleOf,
): ExplainedReplay['asked']['lines'] {
  return question.lines.map(({ variantId, productId, quantity, cost = null }) => {
    const known = snapshot.catalog.variants.get(variantId)?.productId ?? productId;
    return { title: known === null ? 'Something without a product' : titleOf(known), quantity, cost };
  });
}

function campaignVerdict(
  { snapshot, question, decision }: ReplayedDecision,
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
      .map(({ productId, guardrail }) => ({ title: titleOf(productId), reason: reasonOf(guardrail) })),
  };
}

function outsideOf(
  snapshot: ReplayedDecision['snapshot'],
  campaign: Campaign,
  question: DecisionQuestion,
): CampaignVerdict['outside'] {
  const entrant = entrantOf(question);
  const placed = entrant && placedIn(snapshot, campaign, entrant);
  return placed?.kind === 'outside' ? placed.because : null;
}

function shownItem(placement: string, item: DecidedItem): ShownItem {
  const reason = 'reason' in item ? item.reason : null;
  return {
    placement,
    title: 'title' in item ? item.title : 'summary' in item ? item.summary : item.text,
    price: item.kind === 'offer' ? item.price : null,
    reason: reason?.text ?? null,
    evidence: reason?.evidence ?? {},
  };
}

function reasonOf(guardrail: string): string {
  const known = GUARDRAILS.find(({ name }) => name === guardrail);
  return known?.reason ?? 'It was offered already, by another campaign or in another place.';
}

function segmentVerdicts({ situation }: Render, campaigns: readonly Campaign[]): readonly SegmentVerdict[] {
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

/** In the model's order; each product once. */
function candidateVerdicts(
  { calls, decision }: ReplayedDecision,
  render: Render,
  titleOf: TitleOf,
): readonly CandidateVerdict[] {
  const offered = new Set(
    Object.values(decision.placements)
      .flat()
      .flatMap((item) => (item.kind === 'offer' ? item.productId : [])),
  );
  const verdicts = new Map<ProductId, CandidateVerdict>();
  const add = (id: ProductId, verdict: Omit<CandidateVerdict, 'title'>): void => {
    if (!verdicts.has(id)) verdicts.set(id, { title: titleOf(id), ...verdict });
  };
  for (const call of calls) {
    if (call.kind === 'neighbours') continue;
    for (const { productId, score, acceptances, reason } of call.read) {
      const judgement = render.judge(productId);
      const refusal = judgement.isAllowed ? null : reasonOf(judgement.guardrail);
      const became = offered.has(productId) ? 'offered' : refusal === null ? 'not-needed' : 'refused';
      add(productId, { score, acceptances, reason: reason.text, became, refusal });
    }
    const unseen = { acceptances: null, reason: null, became: 'not-needed', refusal: null } as const;
    for (const [productId, score] of call.unread) add(productId, { score, ...unseen });
  }
  return [...verdicts.values()].sort((a, b) => b.score - a.score);
}
