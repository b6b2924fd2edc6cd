import type { ProductId, VariantId } from '../kernel/ids.ts';
import type { Money } from '../kernel/money.ts';
import type { DecisionQuestion, Reason, Refusal, ShopSnapshot } from './decision.ts';
import { reasonFor } from './reasons.ts';
import { titleOf } from './offered-item.ts';
import { openRender, type Render } from './render.ts';

/** Stands in the ledger and in refusals where a checkout's offer names its campaign and placement. */
export const API_CAMPAIGN = 'api';

/** A product and how many members of a segment bought it. */
export interface PopularProduct {
  readonly productId: ProductId;
  readonly shoppers: number;
}

/** What a caller of the API wants, beside what a question holds. */
export interface Wanted {
  /** At most so many products. */
  readonly limit: number;
  /** What the members of a segment bought, most bought first; null where the model is asked. */
  readonly popular: {
    readonly segment: { readonly id: string; readonly name: string };
    readonly products: readonly PopularProduct[];
  } | null;
}

export interface Recommendation {
  readonly productId: ProductId;
  readonly variantId: VariantId;
  readonly title: string;
  readonly price: Money;
  /** The model's chance, or the share of the most bought product's buyers; 0 to 1. */
  readonly score: number;
  readonly reason: Reason;
}

/** An answer of the API. */
export interface Recommendations {
  readonly items: readonly Recommendation[];
  readonly refusals: readonly Refusal[];
  /** Ids of the segments the shopper is in. */
  readonly segmentIds: readonly string[];
}

/** A product that may be recommended, before the guardrails were asked. */
interface Suggestion {
  readonly productId: ProductId;
  readonly score: number;
  reason(): Reason;
}

/**
 * What to recommend to a customer, for a cart or to a segment: the candidates, guardrails and reasons of a checkout, without its campaigns.
 * Pure, as `decide` is. `onRead` is told of every product that is looked up.
 */
export function recommend(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  { limit, popular }: Wanted,
  onRead?: (id: ProductId) => void,
): Recommendations {
  const render = openRender(snapshot, question, onRead);
  const suggestions = popular ? popularSuggestions(popular) : modelSuggestions(render);
  const items = firstAllowed(suggestions, render, limit);
  return { items, refusals: render.refusals(), segmentIds: [...render.memberOf] };
}

/** No suggestion is asked for after the last that is needed: what was not read is not recorded. */
function firstAllowed(suggestions: Iterable<Suggestion>, render: Render, limit: number): Recommendation[] {
  const found: Recommendation[] = [];
  for (const { productId, score, reason } of suggestions) {
    const judgement = render.judge(productId);
    if (judgement.isAllowed) {
      const { variant, price } = judgement.offer;
      const title = titleOf(judgement.offer);
      found.push({ productId, variantId: variant.id, title, price, score, reason: reason() });
    } else render.refuse({ campaignId: API_CAMPAIGN, productId, guardrail: judgement.guardrail });
    if (found.length >= limit) break;
  }
  return found;
}

function* modelSuggestions(render: Render): Iterable<Suggestion> {
  for (const candidate of render.candidates('best')) {
    const { productId, score } = candidate;
    yield { productId, score, reason: () => reasonFor(candidate) };
  }
}

function popularSuggestions({ segment, products }: NonNullable<Wanted['popular']>): readonly Suggestion[] {
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
