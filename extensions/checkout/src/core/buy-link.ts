import { ACCEPTED_ATTRIBUTE } from './contract.ts';
import type { Entry } from './state.ts';
import { acceptanceOf } from './acceptance.ts';

/**
 * Leads to a new checkout with the offer in it: an order that is placed takes nothing more. Its line names the decision, as
 * that of an offer accepted in checkout does, so that the next order proves what brought it.
 *
 * @param productUrl The product's page, on the shop's own domain.
 * @see https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks
 */
export function buyLink(
  productUrl: string,
  entry: Entry,
  { variantId, units }: { readonly variantId: string; readonly units: number },
): string {
  const origin = /^https?:\/\/[^/]+/.exec(productUrl)?.[0] ?? '';
  const properties = toBase64Url(JSON.stringify({ [ACCEPTED_ATTRIBUTE]: acceptanceOf(entry) }));
  return `${origin}/cart/${variantId.split('/').pop()}:${units}?properties=${properties}`;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Of ASCII text. Where extensions run, the language itself is all there is: no btoa. */
function toBase64Url(text: string): string {
  let digits = '';
  for (let at = 0; at < text.length; at += 3) {
    const bytes = [0, 1, 2].map((next) => text.charCodeAt(at + next));
    const bits = bytes.reduce((sum, byte) => (sum << 8) | byte, 0); // What is not there is NaN, and counts as 0.
    const count = Math.min(text.length - at, 3) + 1;
    for (let digit = 0; digit < count; digit += 1) digits += DIGITS[(bits >> (18 - 6 * digit)) & 63] ?? '';
  }
  return digits;
}
