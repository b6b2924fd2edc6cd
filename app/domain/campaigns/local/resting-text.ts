import type { Instant } from '../../kernel/instant.ts';
import { codeAt, codesOf, codeText } from '../../recommendations/portable/code-text.ts';
import { eachEntry } from '../../recommendations/portable/gather-cart.ts';
import { SECOND_LENGTH } from '../../recommendations/portable/history-text.ts';
import { KEY_LENGTH, productKey } from '../../recommendations/portable/product-key.ts';

/** Later than anything ends. */
const FOR_GOOD = codesOf(SECOND_LENGTH) - 1;

/** Products that rest, each with the instant at which that ends, which may be Infinity: entries of key and second. */
export function restingText(resting: ReadonlyMap<string, Instant>): string {
  return [...resting]
    .map(([productId, end]) => productKey(productId) + codeText(Math.min(end, FOR_GOOD), SECOND_LENGTH))
    .join('');
}

/** When the rest of each product ends, by its key. */
export function readResting(text: string): ReadonlyMap<string, Instant> {
  const ends = new Map<string, Instant>();
  eachEntry(text, KEY_LENGTH + SECOND_LENGTH, Infinity, (key, at) =>
    ends.set(key, codeAt(text, at, SECOND_LENGTH)),
  );
  return ends;
}
