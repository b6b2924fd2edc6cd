import type { ProductId } from '../../kernel/ids.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from '../decision.ts';
import { decideCheckout } from '../holdout.ts';
import { recommend, type Recommendations, type Wanted } from '../recommend.ts';
import type { ToldLocal } from './told-local.ts';
import { tapedModel, type ModelCall } from './model-tape.ts';

/** What was read for an answer: enough to make it again, without any of the shop's later states. */
interface Read {
  readonly snapshot: ShopSnapshot;
  readonly question: DecisionQuestion;
  /** What the model was asked, and answered. */
  readonly calls: readonly ModelCall[];
  /** Products whose facts were read, beside the cart's. */
  readonly productsRead: ReadonlySet<ProductId>;
}

/** A decision with all it was made from. */
export interface RecordedDecision extends Read {
  readonly decision: Decision;
  /** What the checkout showed before it asked; left out where it decided nothing by itself, or did not tell by what. */
  readonly local?: ToldLocal;
}

/** An answer of the API with all it was made from. */
export interface RecordedRecommendations extends Read {
  readonly wanted: Wanted;
  readonly recommendations: Recommendations;
}

export type Recorded = RecordedDecision | RecordedRecommendations;

/** Decides a checkout and keeps hold of what was read. Nothing is copied: what that costs is paid where it is written down. */
export function recordDecision(snapshot: ShopSnapshot, question: DecisionQuestion): RecordedDecision {
  const { taped, read } = reading(snapshot, question);
  const decision = decideCheckout(taped, question, { read: (id) => read.productsRead.add(id) });
  return { ...read, decision };
}

/** Answers a caller of the API and keeps hold of what was read. */
export function recordRecommendations(
  snapshot: ShopSnapshot,
  question: DecisionQuestion,
  wanted: Wanted,
): RecordedRecommendations {
  const { taped, read } = reading(snapshot, question);
  const recommendations = recommend(taped, question, wanted, (id) => read.productsRead.add(id));
  return { ...read, wanted, recommendations };
}

/** A snapshot whose model notes what it is asked, and the notes. */
function reading(snapshot: ShopSnapshot, question: DecisionQuestion) {
  const calls: ModelCall[] = [];
  const productsRead = new Set<ProductId>();
  return {
    taped: { ...snapshot, model: tapedModel(snapshot.model, calls) },
    read: { snapshot, question, calls, productsRead },
  };
}
