import { isFields } from '../checkout/src/core/answer.ts';
import type { HostLine } from '../checkout/src/core/host.ts';

/** The visitor's cart, as far as the block asks about it. */
export interface StorefrontCart {
  readonly token: string;
  readonly lines: readonly HostLine[];
  readonly attributes: readonly { readonly key: string; readonly value: string }[];
}

/**
 * Reads the cart by the theme's Ajax API below `root`.
 *
 * @throws Error when the storefront does not answer with a cart.
 * @see https://shopify.dev/docs/api/ajax/reference/cart
 */
export async function readCart(root: string): Promise<StorefrontCart> {
  const response = await fetch(`${root}cart.js`, { headers: { accept: 'application/json' } });
  const cart: unknown = await response.json();
  if (!isFields(cart) || typeof cart.token !== 'string' || !Array.isArray(cart.items))
    throw new Error('Expected a cart, found something else.');
  const currencyCode = String(cart.currency);
  return {
    // A part after "?" is the browser's key to the cart; webhooks and orders name the cart without it.
    token: cart.token.split('?')[0] ?? '',
    lines: cart.items.flatMap((item) => toLine(item, currencyCode)),
    attributes: toAttributes(cart.attributes),
  };
}

/** Amounts are hundredths, also of a currency that has none: 1,000 yen are written 100000. */
function toLine(item: unknown, currencyCode: string): HostLine[] {
  if (!isFields(item) || typeof item.variant_id !== 'number') return [];
  return [
    {
      id: String(item.key),
      quantity: Number(item.quantity),
      merchandise: {
        id: `gid://shopify/ProductVariant/${item.variant_id}`,
        product: { id: `gid://shopify/Product/${String(item.product_id)}` },
      },
      cost: { totalAmount: { amount: Number(item.final_line_price) / 100, currencyCode } },
      attributes: toAttributes(item.properties),
    },
  ];
}

const toAttributes = (properties: unknown): StorefrontCart['attributes'] =>
  Object.entries(isFields(properties) ? properties : {}).map(([key, value]) => ({
    key,
    value: String(value),
  }));

/** Posts one change of the cart; false when the storefront refuses it. */
export async function changeCart(root: string, what: 'add' | 'change', change: object): Promise<boolean> {
  const response = await fetch(`${root}cart/${what}.js`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(change),
  });
  return response.ok;
}
