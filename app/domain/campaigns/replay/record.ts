import type { ProductId } from '../../kernel/ids.ts';
import type { Decision, DecisionQuestion, ShopSnapshot } from '../decision.ts';
import { decideCheckout } from '../holdout.ts';
import { tapedModel, type ModelCall } from './model-tape.ts';

/** A decision with all it was made from: enough to make it again, without any of the shop's later states. */
export interface RecordedDecision {
  readonly snapshot: ShopSnapshot;
  readonly question: DecisionQuestion;
  /** What the model was asked, and answered. */
  readonly calls: readonly ModelCall[];
  /** Products whose facts were read, beside the cart's. */
  readonly productsRead: ReadonlySet<ProductId>;
  readonly decision: Decision;
}

/** Decides a checkout and keeps hold of what was read. Nothing is copied: what that costs is paid where it is written down. */
export function recordDecision(snapshot: ShopSnapshot, question: DecisionQuestion): RecordedDecision {
  const calls: ModelCall[] = [];
  const productsRead = new Set<ProductId>();
  const decision = decideCheckout({ ...snapshot, model: tapedModel(snapshot.model, calls) }, question, {
    read: (id) => productsRead.add(id),
  });
  return { snapshot, question, calls, productsRead, decision };
}
