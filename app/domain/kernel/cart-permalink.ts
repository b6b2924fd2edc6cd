import { legacyId, type VariantId } from './ids.ts';

interface PermalinkLine {
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** Where a permalink leads. */
export const PERMALINK_PAGES = ['checkout', 'cart'] as const;
export type PermalinkPage = (typeof PERMALINK_PAGES)[number];

/**
 * Shopify's cart permalink: an address of the shop that leads on to a checkout, or to the page of the cart, with these lines and cart
 * attributes.
 *
 * @see https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks
 */
export function cartPermalink(
  shopUrl: string,
  lines: readonly PermalinkLine[],
  attributes: Readonly<Record<string, string>> = {},
  page: PermalinkPage = 'checkout',
): string {
  const cart = lines.map(({ variantId, quantity }) => `${legacyId(variantId)}:${quantity}`).join(',');
  const query = new URLSearchParams(
    Object.entries(attributes).map(([key, value]) => [`attributes[${key}]`, value]),
  );
  if (page === 'cart') query.set('storefront', 'true');
  return `${shopUrl}/cart/${cart}${query.size > 0 ? `?${query}` : ''}`;
}
