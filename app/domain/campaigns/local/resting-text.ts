import type { Instant } from '../../kernel/instant.ts';
import { codeAt, codesOf, codeText } from '../../recommendations/portable/code-text.ts';
import { SECOND_LENGTH } from '../../recommendations/portable/history-text.ts';
import { KEY_LENGTH, productKey } from '../../recommendations/portable/product-key.ts';

/** Later than anything ends. */
const FOR_GOOD = codesOf(SECOND_LENGTH) - 1;
const COUNT_LENGTH = 2;

/**
 * Products that rest, each with the instant at which that ends, which may be Infinity. What was bought together mostly rests together, so by
 * instant: its second, how many products, their keys.
 */
export function restingText(resting: ReadonlyMap<string, Instant>): string {
  return [...Map.groupBy(resting.keys(), (productId) => resting.get(productId) ?? 0)]
    .flatMap(([end, productIds]) => {
      const second = codeText(Math.min(end, FOR_GOOD), SECOND_LENGTH);
      return second + codeText(productIds.length, COUNT_LENGTH) + productIds.map(productKey).join('');
    })
    .join('');
}

/** When the rest of each product ends, by its key. */
export function readResting(text: string): ReadonlyMap<string, Instant> {
  const ends = new Map<string, Instant>();
  for (let at = 0; at < text.length;) {
    const end = codeAt(text, at, SECOND_LENGTH);
    let left = codeAt(text, at + SECOND_LENGTH, COUNT_LENGTH);
    for (at += SECOND_LENGTH + COUNT_LENGTH; left > 0; left -= 1, at += KEY_LENGTH)
      ends.set(text.slice(at, at + KEY_LENGTH), end);
  }
  return ends;
}
