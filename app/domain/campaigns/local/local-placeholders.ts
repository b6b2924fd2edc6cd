/** Of a pair, "Because you bought X, consider Y". */
export const PAIR_PLACEHOLDERS: readonly string[] = ['bought', 'consider'];

/** Of a customer's tier, and of the one above it. */
export const TIER_PLACEHOLDERS: readonly string[] = ['tier', 'nextTier', 'toNextTier'];

/** Placeholders that a checkout can work out by itself. How many are left of what is in the cart changes with every order: only the server knows. */
export const LOCAL_PLACEHOLDERS: ReadonlySet<string> = new Set([
  ...PAIR_PLACEHOLDERS,
  ...TIER_PLACEHOLDERS,
  'arrives',
  'missing',
  'orders',
]);
