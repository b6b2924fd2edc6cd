/** Why a product is suggested in a reminder, in few words that every language has. */
export interface Reason {
  readonly code:
    | 'bought-together'
    | 'because-you-bought'
    | 'bought-before'
    | 'on-wishlist'
    | 'similar'
    | 'chosen'
    | 'popular'
    | 'other';
  /** Of the product that the reason names, where it names one. */
  readonly title: string | null;
}

const CODES: Readonly<Record<string, Reason['code']>> = {
  'bought-together': 'bought-together',
  'because-you-bought': 'because-you-bought',
  'bought-before': 'bought-before',
  'time-to-refill': 'bought-before',
  'on-wishlist': 'on-wishlist',
  similar: 'similar',
  pinned: 'chosen',
  'hand-set-pair': 'chosen',
  'hand-picked': 'chosen',
  popular: 'popular',
  'popular-in-country': 'popular',
};

/** Fewer orders than this may be chance, and are not called popular. */
const POPULAR_ORDERS = 3;

/** A reason of the recommender, by its code and the orders behind it; `other` is one that a reminder has no words for. */
export function reasonInLetter(code: string, title: string | null, orders: number | null): Reason {
  const known = CODES[code] ?? 'other';
  const isThin = known === 'popular' && (orders ?? 0) < POPULAR_ORDERS;
  return { code: isThin ? 'other' : known, title };
}
