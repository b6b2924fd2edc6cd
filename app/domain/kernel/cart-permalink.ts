import { legacyId, type VariantId } from './ids.ts';

interface PermalinkLine {
  readonly variantId: VariantId;
  readonly quantity: number;
}

/** Shopify's cart permalink: an address of the shop that leads on to a checkout with these lines and cart attributes. */
export function cartPermalink(
  shopUrl: string,
  lines: readonly PermalinkLine[],
  attributes: Readonly<Record<string, string>> = {},
): string {
  const cart = lines.map(({ variantId, quantity }) => `${legacyId(variantId)}:${quantity}`).join(',');
  const query = new URLSearchParams(
    Object.entries(attributes).map(([key, value]) => [`attributes[${key}]`, value]),
  );
  return `${shopUrl}/cart/${cart}${query.size > 0 ? `?${query}` : ''}`;
}
