import type { CandidateQuery } from '../recommendations/model.ts';
import type { Reason } from './decision.ts';

/** What a recommended upsell goes by. */
export type Strategy = 'best' | 'complements' | 'due-again' | 'popular';

interface Narrowing {
  /** What the model is asked with less of. */
  narrow(query: Omit<CandidateQuery, 'limit'>): Omit<CandidateQuery, 'limit'>;
  /** The reasons a candidate may have; null = any. */
  readonly codes: ReadonlySet<Reason['code']> | null;
}

/**
 * A strategy narrows the question to what it goes by, and keeps what was found by it. The merchant's pins and the pairs of the cart come
 * first in every one: they are a person's word.
 */
export const STRATEGIES: Readonly<Record<Strategy, Narrowing>> = {
  best: { narrow: (query) => query, codes: null },
  complements: {
    narrow: (query) => ({ ...query, history: [], views: [], wishlist: [] }),
    codes: new Set(['bought-together']),
  },
  'due-again': {
    narrow: (query) => ({ ...query, cart: [], views: [], wishlist: [] }),
    codes: new Set(['time-to-refill', 'bought-before']),
  },
  popular: {
    narrow: (query) => ({ ...query, cart: [], history: [], views: [], wishlist: [] }),
    codes: new Set(['popular', 'popular-in-country']),
  },
};
