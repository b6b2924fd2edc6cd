/** Candidates that are looked at closely, the best of the quick score: fewer where a cart says what is wanted now. */
export const CLOSE = { withCart: 80, withoutCart: 150 } as const;
