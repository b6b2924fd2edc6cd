/** Why a product is suggested in a reminder, in few words that every language has. */
export interface Reason {
  readonly code:
    'bought-together' | 'because-you-bought' | 'bought-before' | 'similar' | 'chosen' | 'popular';
  /** Of the product that the reason names, where it names one. */
  readonly title: string | null;
}

const CODES: Readonly<Record<string, Reason['code']>> = {
  'bought-together': 'bought-together',
  'because-you-bought': 'because-you-bought',
  'bought-before': 'bought-before',
  'time-to-refill': 'bought-before',
  similar: 'similar',
  pinned: 'chosen',
  'hand-set-pair': 'chosen',
  'hand-picked': 'chosen',
};

/** A reason of the recommender, by its code; one that a reminder has no words for counts as popular. */
export function reasonInLetter(code: string, title: string | null): Reason {
  return { code: CODES[code] ?? 'popular', title };
}
