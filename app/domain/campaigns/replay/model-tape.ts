import type { ProductId } from '../../kernel/ids.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { Candidate, Neighbour, RecommendationModel } from '../../recommendations/model.ts';

/** One question to a model, and what it answered. */
export type ModelCall =
  | { readonly kind: 'candidates'; readonly limit: number; readonly answer: readonly Candidate[] }
  | { readonly kind: 'neighbours'; readonly productId: ProductId; readonly answer: readonly Neighbour[] };

/** What a model was when it was asked; it learns on, so its version alone does not say. */
export type ModelState = Pick<RecommendationModel, 'version' | 'orders' | 'fittedUntil' | 'liveOrders'>;

export const modelState = ({ version, orders, fittedUntil, liveOrders }: ModelState): ModelState => ({
  version,
  orders,
  fittedUntil,
  liveOrders,
});

/** The model, with every call of a decision written down in `tape`. */
export function tapedModel(model: RecommendationModel, tape: ModelCall[]): RecommendationModel {
  return {
    ...modelState(model),
    candidates(query) {
      const answer = model.candidates(query);
      tape.push({ kind: 'candidates', limit: query.limit, answer });
      return answer;
    },
    neighbours(productId) {
      const answer = model.neighbours(productId);
      tape.push({ kind: 'neighbours', productId, answer });
      return answer;
    },
    inspect: (query) => model.inspect(query),
    portable: () => unasked('pack up'),
    learn: () => unasked('learn'),
    hear: () => unasked('hear'),
  };
}

/**
 * A model that answers as it did when the tape was made, call by call.
 *
 * @throws TapeDeparture when it is asked anything else: the code decides in another way than it did then.
 */
export function playedModel(state: ModelState, tape: readonly ModelCall[]): RecommendationModel {
  let at = 0;
  const next = (): ModelCall | undefined => tape[at++];
  return {
    ...state,
    candidates({ limit }) {
      const call = next();
      if (call?.kind === 'candidates' && call.limit === limit) return call.answer;
      throw new TapeDeparture(at, `${limit} candidates`);
    },
    neighbours(productId) {
      const call = next();
      if (call?.kind === 'neighbours' && call.productId === productId) return call.answer;
      throw new TapeDeparture(at, `what goes with ${productId}`);
    },
    inspect: () => unasked('inspect'),
    portable: () => unasked('pack up'),
    learn: () => unasked('learn'),
    hear: () => unasked('hear'),
  };
}

export class TapeDeparture extends Error {
  constructor(call: number, asked: string) {
    super(`Expected the model's call ${call} as it was recorded, found a question for ${asked}.`);
    this.name = 'TapeDeparture';
  }
}

function unasked(name: string): never {
  invariant(false, `a decision does not ask its model to ${name}`);
}
