import type { ProductId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Candidate } from '../recommendations/model.ts';
import { decidePlan } from '../segments/plan/decide.ts';
import { findBoughtAndConsider, type BoughtAndConsider } from './bought-and-consider.ts';
import { candidateSource } from './candidates.ts';
import type { DecisionQuestion, DrawnOffer, Refusal, ShopSnapshot } from './decision.ts';
import { judge, type Judgement } from './guardrails/judge.ts';
import { rankedAsOf } from './ranked-as-of.ts';
import { nextBoundary } from './schedule.ts';
import type { Strategy } from './strategies.ts';
import { readSituation, ruleContextOf, type Situation } from './situation.ts';
import { wishlistOf } from './wishlist.ts';

/** Turns of conditions that change no verdict, looked past so that an answer holds longer. */
const LOOK_AHEAD = 4;

/** One decision under way: the situation, what was worked out once, and what has been given and refused so far. */
export interface Render {
  readonly situation: Situation;
  /** Ids of the segments the shopper is in. */
  readonly memberOf: ReadonlySet<string>;
  /** The guardrails' verdict on a product for a campaign, or for none; worked out once for each product. */
  judge(productId: ProductId, campaignId?: string): Judgement;
  /** The merchant's choices, then the model's candidates for this cart and shopper by a strategy, best first. */
  candidates(strategy: Strategy): Iterable<Candidate>;
  /** Looked for once, when it is first asked for. */
  boughtAndConsider(): BoughtAndConsider | null;
  /** Products offered so far, in any placement. */
  readonly offered: Set<ProductId>;
  /** Keys of the items given so far. */
  readonly keys: Set<string>;
  /** Exclusion groups of which a campaign has given something, each with that campaign's id. */
  readonly takenGroups: Map<string, string>;
  /** What was read changes at this instant, by time alone. */
  holdUntil(instant: number): void;
  /** Offers drawn by chance so far. */
  readonly drawn: DrawnOffer[];
  refuse(refusal: Refusal): void;
  /** Those so far, each once. */
  refusals(): readonly Refusal[];
  /** The earliest instant at which what was read may change by time alone; null = never. */
  validUntil(): Instant | null;
}

/** Reads the situation and decides all segments, each once. */
export function openRender(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  onRead?: (id: ProductId) => void,
): Render {
  const situation = readSituation(snapshot, question, onRead);
  const { memberOf, validUntil } = decideSegments(situation);
  const judgements = new Map<ProductId, Judgement>();
  const refusals = new Map<string, Refusal>();
  let until = Math.min(validUntil, nextPurchase(situation), nextTurn(situation));
  let pair: BoughtAndConsider | null | undefined;
  const render: Render = {
    situation,
    memberOf,
    judge(productId, campaignId) {
      // Nothing but its budget tells one campaign from another.
      if (campaignId !== undefined && snapshot.spentCampaigns.has(campaignId))
        return judge(productId, situation, campaignId);
      const known = judgements.get(productId);
      if (known) return known;
      const judgement = judge(productId, situation);
      judgements.set(productId, judgement);
      if (!judgement.isAllowed) until = Math.min(until, judgement.endsAt);
      return judgement;
    },
    boughtAndConsider: () => (pair === undefined ? (pair = findBoughtAndConsider(render)) : pair),
    candidates: candidateSource(situation, () => (until = Math.min(until, rankedUntil(situation)))),
    offered: new Set(),
    keys: new Set(),
    takenGroups: new Map(),
    holdUntil: (instant) => (until = Math.min(until, instant)),
    drawn: [],
    refuse(refusal) {
      const key = `${refusal.campaignId}:${refusal.productId}`;
      if (!refusals.has(key)) refusals.set(key, refusal);
    },
    refusals: () => [...refusals.values()],
    validUntil: () => (until === Infinity ? null : until),
  };
  return render;
}

function decideSegments(situation: Situation): { memberOf: ReadonlySet<string>; validUntil: number } {
  const { plan } = situation.snapshot;
  const { isMember, validUntil } = decidePlan(plan, situation.profile, ruleContextOf(situation), LOOK_AHEAD);
  const memberOf = plan.segments.filter((_, place) => isMember(place)).map(({ id }) => id);
  return { memberOf: new Set(memberOf), validUntil: validUntil ?? Infinity };
}

/** Until when the model says the same: it ranks by the hour, and a wishlist lapses. */
function rankedUntil(situation: Situation): Instant {
  return Math.min(rankedAsOf(situation.question.now), wishlistOf(situation).until);
}

/** News dated ahead of our clock: history changes when its time comes. */
function nextPurchase({ profile, question }: Situation): number {
  return profile.purchases.find(({ at }) => at > question.now)?.at ?? Infinity;
}

/** When a campaign of this answer starts or ends. */
function nextTurn({ snapshot, question }: Situation): number {
  return snapshot.campaigns.reduce(
    (earliest, { schedule }) => Math.min(earliest, nextBoundary(schedule, question.now)),
    Infinity,
  );
}
