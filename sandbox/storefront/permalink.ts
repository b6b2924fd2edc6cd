import { readCheckoutRequest } from '#sandbox/checkout/http/checkout-request.ts';
import { BadRequest } from '#sandbox/http/body.ts';
import type { Exchange } from '#sandbox/http/router.ts';
import type { Shop } from '#sandbox/shop/shop.ts';
import { cookie, COOKIES, readVisitor } from './visitor.ts';

/**
 * Shopify's cart permalink, `/cart/<variant>:<quantity>,...?attributes[<key>]=<value>&properties=<base64url>`: on to a checkout with that
 * cart, or with `storefront=true` to the page of the cart.
 *
 * @see https://shopify.dev/docs/apps/build/checkout/create-cart-permalinks
 */
export function openPermalink({ request, response, url, params }: Exchange, shop: Shop): void {
  const query = new URLSearchParams(url.searchParams);
  query.set('lines', params['lines'] ?? '');
  const headers: Record<string, string> = {};
  let location = `/checkouts/new?${query}`;
  if (query.get('storefront') === 'true') {
    const { cartToken } = openCart(query, readVisitor(request, shop).countryCode, shop);
    headers['Set-Cookie'] = cookie(COOKIES.cart, cartToken);
    location = '/cart';
  }
  response.writeHead(303, { ...headers, Location: location });
  response.end();
}

/** The cart that the browser had before is left. */
function openCart(query: URLSearchParams, countryCode: string, shop: Shop): { readonly cartToken: string } {
  const { lines, attributes } = readCheckoutRequest(query).request;
  const wanted = (lines ?? []).map((line) => ({ ...line, variantId: Number(line.variantId) }));
  try {
    return shop.carts.create({ lines: wanted, countryCode, attributes: attributes ?? [] });
  } catch (error) {
    // The shop refuses by an Error that says why.
    throw new BadRequest(String(error));
  }
}
