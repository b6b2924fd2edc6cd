import { BadRequest, readJson, sendJson } from '#sandbox/http/body.ts';
import type { Exchange, Router } from '#sandbox/http/router.ts';
import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import type { Cart, LineAttribute, PricedLine, Shop } from '#sandbox/shop/shop.ts';
import { cookie, COOKIES, readVisitor, type Visitor } from './visitor.ts';

/** The part of a theme's Ajax API that the app's block uses: the cart, one addition, one change. */
export function mountAjaxCart(router: Router, shop: Shop): void {
  router.get('/cart.js', ({ request, response }) => {
    sendJson(response, 200, cartJson(shop, readVisitor(request, shop)));
  });
  router.post('/cart/add.js', async ({ request, response }) => {
    const visitor = readVisitor(request, shop);
    const { id, quantity, properties } = readItem(await readJson(request));
    const product = shop.products.find(({ variantId }) => variantId === id);
    const held = visitor.cart?.lines.find(({ variantId }) => variantId === id)?.quantity ?? 0;
    if (!product || product.inventory < held + quantity) return refuse(response, 'This item is sold out.');
    const token = visitor.cart?.cartToken ?? null;
    const cart = shop.carts.add(token, id, quantity, visitor.countryCode, properties);
    answer(response, shop, visitor, cart);
  });
  router.post('/cart/change.js', async ({ request, response }) => {
    const visitor = readVisitor(request, shop);
    const { id, quantity } = await readJson(request);
    const line = visitor.cart?.lines.find((each) => each.id === id);
    if (!visitor.cart || !line) return refuse(response, 'No such line.');
    answer(
      response,
      shop,
      visitor,
      shop.carts.setQuantity(visitor.cart.cartToken, line.id, Number(quantity)),
    );
  });
}

function answer(response: Exchange['response'], shop: Shop, visitor: Visitor, cart: Cart): void {
  response.setHeader('Set-Cookie', cookie(COOKIES.cart, cart.cartToken));
  sendJson(response, 200, cartJson(shop, { ...visitor, cart }));
}

function refuse(response: Exchange['response'], description: string): void {
  sendJson(response, 422, { status: 422, message: 'Cart Error', description });
}

/** `{items: [{id, quantity, properties}]}` with one item. */
function readItem({ items }: Record<string, unknown>): {
  readonly id: number;
  readonly quantity: number;
  readonly properties: LineAttribute[];
} {
  const [item]: unknown[] = Array.isArray(items) ? items : [];
  if (typeof item !== 'object' || item === null) throw new BadRequest('Expected one item, found none.');
  const { id, quantity = 1, properties = {} } = { ...item } as Record<string, unknown>;
  const pairs = Object.entries(typeof properties === 'object' && properties !== null ? properties : {});
  return {
    id: Number(id),
    quantity: Number(quantity),
    properties: pairs.map(([key, value]) => ({ key, value: String(value) })),
  };
}

/** As `/cart.js` gives it. The token carries the browser's key to the cart, which webhooks and orders leave out. */
function cartJson(shop: Shop, { cart, countryCode }: Visitor): Record<string, unknown> {
  const lines = cart ? shop.pricedLines(cart) : [];
  const total = lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
  return {
    token: cart ? `${cart.cartToken}?key=${cart.createdAt}` : '',
    note: null,
    attributes: Object.fromEntries((cart?.attributes ?? []).map(({ key, value }) => [key, value])),
    total_price: total,
    item_count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    currency: shop.marketOf(countryCode).currency,
    items: lines.map(itemJson),
  };
}

function itemJson(line: PricedLine): Record<string, unknown> {
  const { product, quantity, unitPriceMinor, totalMinor, attributes } = line;
  return {
    id: product.variantId,
    key: line.id,
    variant_id: product.variantId,
    product_id: product.id,
    title: product.title,
    quantity,
    price: unitPriceMinor,
    final_line_price: totalMinor,
    image: productImageUrl('', product),
    properties: Object.fromEntries(attributes.map(({ key, value }) => [key, value])),
  };
}
