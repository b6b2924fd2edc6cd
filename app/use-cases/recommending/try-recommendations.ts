import { candidateQueryOf, chosenCandidates } from '#app/domain/campaigns/candidates.ts';
import type { Reason } from '#app/domain/campaigns/decision.ts';
import { refusalReason } from '#app/domain/campaigns/guardrails/refusal-reasons.ts';
import { openRender, type Render } from '#app/domain/campaigns/render.ts';
import { reasonFor } from '#app/domain/campaigns/reasons.ts';
import { countOrders } from '#app/domain/campaigns/situation.ts';
import type { ProductId } from '#app/domain/kernel/ids.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import { ok, type Result } from '#app/domain/kernel/result.ts';
import type { Candidate, InspectedCandidate } from '#app/domain/recommendations/model.ts';
import type { ModelScores } from '#app/domain/recommendations/ranking/model-scores.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { PastItems } from '#app/ports/past-items.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { cartOfProducts } from '../deciding/cart-of-products.ts';
import { findTypedShopper, type UnknownShopper } from '../shoppers/find-typed-shopper.ts';
import { toApiQuestion } from './recommend-question.ts';
import { allPastItems } from '../deciding/all-past-items.ts';

export interface TryRecommendationsPorts {
  readonly snapshots: Pick<ShopSnapshots, 'find'>;
  readonly profiles: ProfileStore;
  readonly pastItems: PastItems;
  readonly clock: Clock;
}

/** A candidate as the merchant sees it. */
export interface TriedCandidate {
  readonly productId: ProductId;
  readonly title: string;
  readonly imageUrl: string | null;
  /** 1 for what the merchant chose. */
  readonly score: number;
  /** Null for a choice of the merchant's that the model did not think of. */
  readonly scores: ModelScores | null;
  readonly reason: Reason;
  /** What this buyer pays; null where a guardrail refused it. */
  readonly price: Money | null;
  /** Which guardrail refused it, and why; null where it may be offered. */
  readonly refusal: { readonly guardrail: string; readonly reason: string } | null;
}

export interface TriedRecommendations {
  readonly modelVersion: number;
  /** The shopper whose history was used; null for a guest. */
  readonly shopperId: string | null;
  /** Purchases of the shopper that were read. */
  readonly purchases: number;
  /** Up to ten that may be offered, with those that guardrails refused on the way, best first. */
  readonly candidates: readonly TriedCandidate[];
}

export interface TryRecommendationsInput {
  readonly shop: Shop;
  /** Products of the cart. */
  readonly products: readonly string[];
  /** A number, gid or page address; empty for a guest. */
  readonly shopper: string;
}

const MOST_OFFERED = 10;
/** Candidates looked at until ten may be offered. */
const LOOKED_AT = 60;

/** What would be offered for a cart and a shopper now, as checkout would decide it, with everything it rests on. Records nothing. */
export async function tryRecommendations(
  { snapshots, profiles, pastItems, clock }: TryRecommendationsPorts,
  { shop, products, shopper }: TryRecommendationsInput,
): Promise<Result<TriedRecommendations, UnknownShopper>> {
  const served = await snapshots.find(shop.domain);
  const typed = await findTypedShopper(shopper, (shopperId) => profiles.find(shop.id, shopperId));
  if (!typed.ok) return typed;
  const known = typed.value;
  if (served === null) return ok(NOTHING);
  const query = { cart: cartOfProducts(served.snapshot.catalog, products), limit: MOST_OFFERED };
  const now = clock.now();
  const question = toApiQuestion(served, query, now);
  if (!question.ok) return ok(NOTHING);
  const render = openRender(served.snapshot, {
    ...question.value,
    shopperId: known?.shopperId ?? null,
    profile: known?.profile ?? null,
    returned: known?.returned ?? new Set(),
    pastItems: known ? await allPastItems(pastItems, shop.id, known.shopperId, now) : [],
  });
  return ok({
    modelVersion: served.snapshot.model.version,
    shopperId: known?.shopperId ?? null,
    purchases: countOrders(render.situation),
    candidates: tryCandidates(render),
  });
}

const NOTHING: TriedRecommendations = { modelVersion: 0, shopperId: null, purchases: 0, candidates: [] };

/** Bans are not kept from the model here, so that the guardrail can say that it refused them. */
function tryCandidates(render: Render): readonly TriedCandidate[] {
  const { situation } = render;
  const { snapshot } = situation;
  const query = { ...candidateQueryOf(situation), ban: [], limit: LOOKED_AT };
  const inspected = snapshot.model.inspect(query);
  const scoresOf = new Map(inspected.map(({ productId, scores }) => [productId, scores]));
  const chosen = chosenCandidates(snapshot, query);
  const left = inspected.filter(({ productId }: InspectedCandidate) => !chosen.has(productId));
  const tried: TriedCandidate[] = [];
  let allowed = 0;
  for (const candidate of [...chosen.values(), ...left]) {
    if (allowed === MOST_OFFERED) break;
    const one = tryOne(render, candidate, scoresOf.get(candidate.productId) ?? null);
    if (one.refusal === null) allowed++;
    tried.push(one);
  }
  return tried;
}

function tryOne(render: Render, candidate: Candidate, scores: ModelScores | null): TriedCandidate {
  const { productId, score } = candidate;
  const judgement = render.judge(productId);
  const product = render.situation.snapshot.catalog.products.get(productId);
  return {
    productId,
    title: product?.title ?? 'Gone from the catalog',
    imageUrl: product?.imageUrl ?? null,
    score,
    scores,
    reason: reasonFor(candidate),
    price: judgement.isAllowed ? judgement.offer.price : null,
    refusal: judgement.isAllowed ? null : refusalOf(judgement.guardrail),
  };
}

function refusalOf(name: string): { guardrail: string; reason: string } {
  return { guardrail: name, reason: refusalReason(name) };
}
