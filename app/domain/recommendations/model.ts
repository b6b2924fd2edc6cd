import type { ProductId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { OfferTally } from './history/offer-feedback.ts';
import type { ShopOrder } from './history/shop-events.ts';
import type { PortableModel } from './portable/portable-model.ts';
import type { TitleOf } from './ranking/explain.ts';
import type { ModelScores } from './ranking/model-scores.ts';
import type { OfferReason } from './ranking/reasons.ts';

/** A product another product leads to, with the counts that say so. */
export interface Neighbour {
  readonly productId: ProductId;
  /** Shrunken similarity, 0 to 1. */
  readonly score: number;
  /** Orders that held both products. */
  readonly orders: number;
}

/** A product the model suggests for a cart and a shopper, and why. A `sku` in the reason's evidence is a product id. */
export interface Candidate {
  readonly productId: ProductId;
  /** The chance that it is the one, among the candidates of the question: 0 to 1. */
  readonly score: number;
  /** Acceptances that what became of its offers is worth, 10 before any; null for what the merchant set. */
  readonly acceptances: number | null;
  readonly reason: OfferReason;
}

export interface CandidateQuery {
  readonly cart: readonly ProductId[];
  /** The shopper's earlier orders, oldest first; empty for a guest. */
  readonly history: readonly { readonly at: Instant; readonly products: readonly ProductId[] }[];
  /** Product pages the shopper looked at. */
  readonly views: readonly {
    readonly at: Instant;
    readonly productId: ProductId;
    /** Left out where it is not known. */
    readonly lastedSeconds?: number;
  }[];
  /** Products on the shopper's wishlist; left out: none. */
  readonly wishlist?: readonly ProductId[];
  readonly now: Instant;
  readonly country: string | null;
  readonly titleOf: TitleOf;
  /** Never suggested. */
  readonly ban?: readonly ProductId[];
  /** The margin dial, 0 to 1, and margins as shares of the shop's mean; products that are not in it count with the mean. */
  readonly margins?: { readonly dial: number; readonly relative: ReadonlyMap<ProductId, number> };
  readonly limit: number;
}

/** A candidate with what each model alone says of it. */
export interface InspectedCandidate extends Candidate {
  readonly scores: ModelScores;
}

/** What a shop learned, ready to serve. Refits swap it whole; between them it goes on learning, order by order. */
export interface RecommendationModel {
  readonly version: number;
  /** Orders of the last fit, and when the newest of them was placed; 0 without any. */
  readonly orders: number;
  readonly fittedUntil: Instant;
  /** Orders learned since the fit. */
  readonly liveOrders: number;
  /** Best first, at most 50. Empty for an unknown product. */
  neighbours(productId: ProductId): readonly Neighbour[];
  /**
   * Best first, at most `limit`, none in the cart. Falls back to popular products. Same orders, same question, same answer; with
   * a larger limit, up to 150, the answer goes on where the shorter one ends.
   */
  candidates(query: CandidateQuery): readonly Candidate[];
  /** The same candidates, for whoever wants to know where they come from. */
  inspect(query: CandidateQuery): readonly InspectedCandidate[];
  /** What it says to guests of a country as of an instant, for whoever ranks elsewhere. */
  portable(now: Instant, country: string | null): PortableModel;
  /** Takes in orders placed after the fit, products as skus; an id told before is ignored. The next question knows them. */
  learn(orders: readonly ShopOrder[]): void;
  /** What became of the shop's offers, whole: in place of what was heard before. Skus are product ids. */
  hear(feedback: readonly OfferTally[]): void;
}
