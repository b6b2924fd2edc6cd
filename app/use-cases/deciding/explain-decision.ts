import type { DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { openRender, type Render } from '#app/domain/campaigns/render.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { PastDecision } from '#app/ports/past-decisions.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { isAskedFor } from './decide-checkout-question.ts';
import {
  campaignVerdict,
  segmentVerdicts,
  type CampaignVerdict,
  type SegmentVerdict,
} from './explain-campaigns.ts';
import { candidateVerdicts, type CandidateVerdict } from './explain-candidates.ts';
import { localVerdict, type ToldVerdict } from './explain-local.ts';
import { recommendedVerdict, type RecommendedVerdict } from './explain-recommendations.ts';
import type { TitleOf } from './explained-words.ts';
import { isDecisionId } from './list-decisions.ts';
import {
  replayDecision,
  type ReplayDecisionPorts,
  type ReplayedDecision,
  type Unreplayable,
} from './replay-decision.ts';

export interface ExplainDecisionPorts extends ReplayDecisionPorts {
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  /** Version of the running code. */
  readonly codeVersion: string;
}

export interface ExplainedReplay {
  /** No profile and no saved details: the page that tells of it shows neither. */
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
  /** Of an answer of the API alone: it has no campaigns and no holdout. */
  readonly recommended: RecommendedVerdict | null;
  readonly campaigns: readonly CampaignVerdict[];
  /** Campaigns that were switched on for other places. */
  readonly elsewhere: number;
  readonly segments: readonly SegmentVerdict[];
  readonly candidates: readonly CandidateVerdict[];
  /** What the checkout showed before the answer came. */
  readonly local: ToldVerdict;
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
  return { past, codeVersion, replay: explain(past, outcome.value, today), unreplayable: null };
}

/** Titles are those of then; a product that was not looked at is called what it is called today. */
function explain(
  past: PastDecision,
  replayed: ReplayedDecision,
  today: (id: ProductId) => string | undefined,
): ExplainedReplay {
  const { snapshot, question, recordedHash, hash, differences } = replayed;
  const titleOf: TitleOf = (id) =>
    snapshot.catalog.products.get(id)?.title ?? today(id) ?? 'A product that is gone';
  const render = openRender(snapshot, question);
  const { model } = snapshot;
  return {
    asked: askedOf(replayed, render, titleOf),
    recommended: replayed.kind === 'api' ? recommendedVerdict(replayed, titleOf) : null,
    ...(replayed.kind === 'api' ? NO_CAMPAIGNS : explainCampaigns(replayed, render, titleOf)),
    candidates: candidateVerdicts(replayed, render, titleOf),
    local: localVerdict(replayed.local, past, titleOf),
    model: { version: model.version, orders: model.orders, liveOrders: model.liveOrders },
    recordedHash,
    hash,
    differences,
  };
}

function askedOf(
  replayed: ReplayedDecision,
  { situation }: Render,
  titleOf: TitleOf,
): ExplainedReplay['asked'] {
  const { now, placements, country, currency, language, consent, canAddLines, isBusiness } =
    replayed.question;
  return {
    ...{ now, placements, country, currency, language, consent, canAddLines, isBusiness },
    isSignedIn: situation.isSignedIn,
    lines: linesOf(replayed, titleOf),
  };
}

type OfCampaigns = Pick<ExplainedReplay, 'campaigns' | 'elsewhere' | 'segments' | 'isHeldOut'>;

const NO_CAMPAIGNS: OfCampaigns = { campaigns: [], elsewhere: 0, segments: [], isHeldOut: false };

function explainCampaigns(
  replayed: Extract<ReplayedDecision, { kind: 'checkout' }>,
  render: Render,
  titleOf: TitleOf,
): OfCampaigns {
  const { outcomes, question, answer } = replayed;
  const asked = outcomes.filter(({ campaign }) => isAskedFor(campaign, question.placements));
  return {
    campaigns: asked.map(({ campaign, outcome }) =>
      campaignVerdict(replayed, render, campaign, outcome, titleOf),
    ),
    elsewhere: outcomes.length - asked.length,
    segments: segmentVerdicts(
      render,
      asked.map(({ campaign }) => campaign),
    ),
    isHeldOut: answer.heldOut === true,
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
