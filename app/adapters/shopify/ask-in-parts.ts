import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';

/** What Shopify says of a query that may cost more than it allows for any one, whatever was spent before. */
const TOO_EXPENSIVE = 'MAX_COST_EXCEEDED';

/** Asks about all of these at once; where that is too expensive for one query of Shopify's, about either half by itself. */
export async function askInParts<Id, Answer>(
  ids: readonly Id[],
  ask: (ids: readonly Id[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  try {
    return await ask(ids);
  } catch (error) {
    const isTooMuch = error instanceof ShopifyRejected && error.code === TOO_EXPENSIVE;
    if (!isTooMuch || ids.length <= 1) throw error;
    const half = Math.ceil(ids.length / 2);
    return [...(await askInParts(ids.slice(0, half), ask)), ...(await askInParts(ids.slice(half), ask))];
  }
}
