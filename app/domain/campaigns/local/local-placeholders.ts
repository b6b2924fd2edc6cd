/** Of a pair, "Because you bought X, consider Y". */
export const PAIR_PLACEHOLDERS: readonly string[] = ['bought', 'consider'];

/** Placeholders that a checkout can work out by itself: stock and days of delivery only the server knows. */
export const LOCAL_PLACEHOLDERS: ReadonlySet<string> = new Set([
  ...PAIR_PLACEHOLDERS,
  'missing',
  'orders',
  'tier',
  'nextTier',
  'toNextTier',
]);
