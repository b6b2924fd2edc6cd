import type { RecommendationsAnswer, RecommendationsQuery } from '#app/contracts/recommendations-api.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { Reason } from '#app/domain/campaigns/decision.ts';
import { openRender } from '#app/domain/campaigns/render.ts';
import type { Render } from '#app/domain/campaigns/render.ts';
import { reasonFor } from '#app/domain/campaigns/reasons.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DecisionLedger } from '#app/ports/ledger.ts';
import type { KnownShopper, ProfileStore } from '#app/ports/profile-store.ts';
import type { SegmentPopularity } from '#app/ports/segment-popularity.ts';
import type { ServedShop } from '#app/ports/shop-snapshots.ts';
import { toWireMoney, toWireReason } from '../deciding/decide-checkout-answer.ts';
import { API_CAMPAIGN, apiEntry } from './recommend-entry.ts';
import { toApiQuestion } from './recommend-question.ts';

export interface RecommendDeps {
  readonly clock: Clock;
  readonly profiles: ProfileStore;
  readonly popularity: SegmentPopularity;
  readonly ledger: DecisionLedger;
  readonly newDecisionId: (nowMs: number) => string;
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

type Recommendation = RecommendationsAnswer['recommendations'][number];

/** A product that may be recommended, before the guardrails were asked. */
interface Suggestion {
  readonly productId: ProductId;
  readonly score: number;
  reason(): Reason;
}

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
    const render = openRender(served.snapshot, {
      ...question.value,
      shopperId: shopper?.shopperId ?? shopperId,
      profile: shopper?.profile ?? null,
      returned: shopper?.returned ?? new Set(),
    });
    const suggestions = segment.value
      ? await popularAmong(deps, served, segment.value)
      : modelSuggestions(render);
    const recommendations = recommendFrom(suggestions, render, query.limit);
    return ok(record(deps, { served, shopper, render, recommendations, startedAt }));
  };
}

function recommendFrom(suggestions: Iterable<Suggestion>, render: Render, limit: number): Recommendation[] {
  const found: Recommendation[] = [];
  for (const { productId, score, reason } of suggestions) {
    if (found.length >= limit) break;
    const judgement = render.judge(productId);
    if (!judgement.isAllowed) {
      render.refuse({ campaignId: API_CAMPAIGN, productId, guardrail: judgement.guardrail });
      continue;
    }
    const { product, variant, price } = judgement.offer;
    found.push({
      productId: product.id,
      variantId: variant.id,
      title: product.title,
      price: toWireMoney(price),
      score,
      reason: toWireReason(reason()),
    });
  }
  return found;
}

function* modelSuggestions(render: Render): Iterable<Suggestion> {
  for (const candidate of render.candidates('best')) {
    const { productId, score } = candidate;
    yield { productId, score, reason: () => reasonFor(candidate) };
  }
}

/** Score: the share of the most bought product's buyers, 0 to 1. */
async function popularAmong(
  deps: RecommendDeps,
  { shop }: ServedShop,
  segment: CompiledSegment,
): Promise<Suggestion[]> {
  const products = await deps.popularity.popularAmong(shop.id, segment.id);
  const most = Math.max(1, ...products.map(({ shoppers }) => shoppers));
  return products.map(({ productId, shoppers }) => ({
    productId,
    score: shoppers / most,
    reason: () => ({
      code: 'segment',
      text: `Popular with ${segment.name}`,
      evidence: { segmentId: segment.id, shoppers },
    }),
  }));
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
  readonly render: Render;
  readonly recommendations: Recommendation[];
  readonly startedAt: number;
}

function record(deps: RecommendDeps, recommended: Recommended): RecommendationsAnswer {
  const nowMs = deps.clock.nowMs();
  const decisionId = deps.newDecisionId(nowMs);
  const { served, recommendations, startedAt } = recommended;
  const durationMicros = Math.round((performance.now() - startedAt) * 1000);
  const { codeVersion } = deps;
  deps.ledger.append(apiEntry({ ...recommended, decisionId, nowMs, durationMicros, codeVersion }));
  return { decisionId, modelVersion: served.snapshot.model.version, recommendations };
}
