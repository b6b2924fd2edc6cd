import type { RecommendationsAnswer, RecommendationsQuery } from '#app/contracts/recommendations-api.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { DecisionQuestion, ShopSnapshot } from '#app/domain/campaigns/decision.ts';
import type { Recommendation, Wanted } from '#app/domain/campaigns/recommend.ts';
import type { RecordedRecommendations } from '#app/domain/campaigns/replay/record.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DecisionLedger } from '#app/ports/ledger.ts';
import type { PastItems } from '#app/ports/past-items.ts';
import type { KnownShopper, ProfileStore } from '#app/ports/profile-store.ts';
import type { SegmentPopularity } from '#app/ports/segment-popularity.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import { toWireMoney, toWireReason } from '../deciding/decide-checkout-answer.ts';
import { apiEntry } from './recommend-entry.ts';
import { allPastItems } from '../deciding/all-past-items.ts';
import { toApiQuestion } from './recommend-question.ts';

export interface RecommendDeps {
  readonly clock: Clock;
  readonly profiles: ProfileStore;
  readonly pastItems: PastItems;
  readonly popularity: SegmentPopularity;
  readonly ledger: DecisionLedger;
  readonly newDecisionId: (nowMs: number) => string;
  readonly recommend: (
    snapshot: ShopSnapshot,
    question: DecisionQuestion,
    wanted: Wanted,
  ) => RecordedRecommendations;
  readonly codeVersion: string;
}

export interface RecommendationQuestion {
  readonly served: ServedShop;
  readonly query: RecommendationsQuery;
}

export type RecommendRefusal =
  | { readonly kind: 'segment-unknown' }
  | {
      readonly kind: 'query-invalid';
      readonly path: string;
      readonly expected: string;
      readonly found: string;
    };

export type Recommend = (
  asked: RecommendationQuestion,
) => Promise<Result<RecommendationsAnswer, RecommendRefusal>>;

/**
 * What to recommend to a customer, for a cart, or to a segment: the model, guardrails and reasons of a checkout, without its
 * campaigns. A segment's recommendations are what its members bought. Recorded with channel "api". Rejects when the database
 * does not answer.
 */
export function createRecommend(deps: RecommendDeps): Recommend {
  return async ({ served, query }) => {
    const startedAt = performance.now();
    const question = toApiQuestion(served, query, deps.clock.now());
    if (!question.ok) return question;
    const segment = findSegment(served, query.segment);
    if (!segment.ok) return segment;
    const { shopperId } = question.value;
    const shopper = shopperId === null ? null : await deps.profiles.find(served.shop.id, shopperId);
    const known = shopper?.shopperId ?? shopperId;
    const { now } = question.value;
    const asked = {
      ...question.value,
      shopperId: known,
      profile: shopper?.profile ?? null,
      returned: shopper?.returned ?? new Set<ProductId>(),
      pastItems: known === null ? [] : await allPastItems(deps.pastItems, served.shop.id, known, now),
    };
    const popular = segment.value && (await popularAmong(deps, served, segment.value));
    const recorded = deps.recommend(served.snapshot, asked, { limit: query.limit, popular });
    return ok(record(deps, { served, shopper, recorded, startedAt }));
  };
}

async function popularAmong(
  { popularity }: RecommendDeps,
  { shop }: ServedShop,
  { id, name }: CompiledSegment,
): Promise<Wanted['popular']> {
  return { segment: { id, name }, products: await popularity.popularAmong(shop.id, id) };
}

function findSegment(
  { snapshot }: ServedShop,
  name: string | undefined,
): Result<CompiledSegment | null, RecommendRefusal> {
  if (name === undefined) return ok(null);
  const segment = snapshot.plan.segments.find((each) => each.id === name || each.name === name);
  if (!segment) return fail({ kind: 'segment-unknown' });
  if (!segment.readsCart) return ok(segment);
  const expected = 'a segment whose rule does not read the cart: its members are known only at checkout';
  return fail({ kind: 'query-invalid', path: 'segment', expected, found: segment.name });
}

interface Recommended {
  readonly served: ServedShop;
  readonly shopper: KnownShopper | null;
  readonly recorded: RecordedRecommendations;
  readonly startedAt: number;
}

function record(deps: RecommendDeps, recommended: Recommended): RecommendationsAnswer {
  const nowMs = deps.clock.nowMs();
  const decisionId = deps.newDecisionId(nowMs);
  const { served, recorded, startedAt } = recommended;
  const durationMicros = Math.round((performance.now() - startedAt) * 1000);
  const { codeVersion } = deps;
  deps.ledger.append(apiEntry({ ...recommended, decisionId, nowMs, durationMicros, codeVersion }));
  const recommendations = recorded.recommendations.items.map(toWire);
  return { decisionId, modelVersion: served.snapshot.model.version, recommendations };
}

const toWire = (item: Recommendation): RecommendationsAnswer['recommendations'][number] => ({
  ...item,
  price: toWireMoney(item.price),
  reason: toWireReason(item.reason),
});
