import { beforeEach, describe, expect, it } from 'vitest';
import type { CheckoutOutcome, CheckoutShop, CheckoutView } from '#sandbox/checkout/checkout-shop.ts';
import { createCheckoutShop } from '#sandbox/checkout/shop-checkout.ts';
import { readSandboxSettings } from '#sandbox/settings.ts';
import { createShop } from '#sandbox/shop/create-shop.ts';
import { createMemoryJournal } from '#sandbox/shop/journal.ts';
import { buildShopData } from '#sandbox/shop/shop-data.ts';
import type { Product, Shop } from '#sandbox/shop/shop.ts';

const NOW = 1_795_000_000;
const settings = {
  ...readSandboxSettings({ NODE_ENV: 'test' }),
  apiKey: 'the-app',
  apiSecret: 'a secret',
  now: () => NOW,
};

let shop: Shop;
let checkouts: CheckoutShop;
let told: string[];

beforeEach(() => {
  const data = buildShopData({ seed: 7, anchor: NOW, heldBackDays: 0, orderLimit: 120 });
  shop = createShop(data, createMemoryJournal(), () => NOW);
  checkouts = createCheckoutShop(shop, settings, { list: () => [] });
  told = [];
  shop.subscribe(({ topic }) => told.push(topic));
});

const guest = { customerId: null, countryCode: null, lines: null };

function viewOf(outcome: CheckoutOutcome): CheckoutView {
  if (outcome.type === 'error') throw new Error(`Expected success, found: ${outcome.message}`);
  return outcome.checkout;
}

function stocked(index = 0): Product {
  const product = shop.products.filter(({ inventory }) => inventory >= 3)[index];
  if (product === undefined) throw new Error('Expected a product in stock.');
  return product;
}

const variantOf = (product: Product) => `gid://shopify/ProductVariant/${product.variantId}`;

const add = (checkout: CheckoutView, product: Product, attributes?: { key: string; value: string }[]) =>
  checkouts.changeCheckout(checkout.token, {
    type: 'addCartLine',
    merchandiseId: variantOf(product),
    quantity: 1,
    ...(attributes && { attributes }),
  });

describe('createCheckoutShop', () => {
  it('makes a demo cart of two products in stock when no lines are asked for', () => {
    const checkout = viewOf(checkouts.createCheckout(guest));
    expect(checkout.lines.map(({ quantity }) => quantity)).toEqual([2, 1]);
    expect(checkout).toMatchObject({ countryCode: 'GB', currencyCode: 'GBP', customer: null, order: null });
    expect(told).toEqual(['carts/create', 'checkouts/create']);
  });

  it('signs a customer in by number or gid, and leaves the address to be typed', () => {
    const customer = shop.customers[0]!;
    for (const customerId of [String(customer.id), `gid://shopify/Customer/${customer.id}`]) {
      const checkout = viewOf(checkouts.createCheckout({ ...guest, customerId }));
      expect(checkout.customer?.id).toBe(`gid://shopify/Customer/${customer.id}`);
      expect(checkout).toMatchObject({ email: customer.email, shippingAddress: null });
    }
  });

  it('refuses an unknown customer and an unknown variant by name', () => {
    const lines = [{ variantId: '12', quantity: 1 }];
    expect(checkouts.createCheckout({ ...guest, customerId: 'nobody' })).toEqual({
      type: 'error',
      message: 'Expected a customer number or gid, found "nobody".',
    });
    expect(checkouts.createCheckout({ ...guest, lines })).toMatchObject({ type: 'error', message: /12/ });
  });

  it('adds a product, tells the cart and the checkout, and keeps the line attributes', () => {
    const checkout = viewOf(checkouts.createCheckout({ ...guest, lines: [line(stocked(0))] }));
    told.length = 0;
    const changed = viewOf(add(checkout, stocked(1), [{ key: '_attune', value: 'd/k' }]));
    expect(changed.lines.map(({ variantId }) => variantId)).toEqual([
      variantOf(stocked(0)),
      variantOf(stocked(1)),
    ]);
    expect(changed.lines[1]?.attributes).toEqual([{ key: '_attune', value: 'd/k' }]);
    expect(told).toEqual(['carts/update', 'checkouts/update']);
  });

  it('joins the same product with the same attributes to one line', () => {
    const checkout = viewOf(checkouts.createCheckout({ ...guest, lines: [line(stocked(0))] }));
    expect(viewOf(add(checkout, stocked(0))).lines.map(({ quantity }) => quantity)).toEqual([2]);
    expect(viewOf(add(checkout, stocked(0), [{ key: 'a', value: 'b' }])).lines).toHaveLength(2);
  });

  it('refuses a sold-out product and leaves the cart as it is', () => {
    const checkout = viewOf(checkouts.createCheckout({ ...guest, lines: [line(stocked(0))] }));
    const gone = stocked(1);
    shop.setInventory(gone, 0);
    told.length = 0;
    expect(add(checkout, gone)).toEqual({
      type: 'error',
      message: `${gone.title} is sold out: 1 wanted, 0 left.`,
    });
    expect(checkouts.findCheckout(checkout.token)).toEqual(checkout);
    expect(told).toEqual([]);
  });

  it('takes a line away with its last unit', () => {
    const checkout = viewOf(
      checkouts.createCheckout({ ...guest, lines: [line(stocked(0)), line(stocked(1))] }),
    );
    const id = checkout.lines[0]!.id;
    const changed = viewOf(
      checkouts.changeCheckout(checkout.token, { type: 'removeCartLine', id, quantity: 1 }),
    );
    expect(changed.lines.map(({ variantId }) => variantId)).toEqual([variantOf(stocked(1))]);
    expect(
      checkouts.changeCheckout(checkout.token, { type: 'removeCartLine', id, quantity: 1 }),
    ).toMatchObject({
      type: 'error',
      message: `Expected the id of a line in the cart, found "${id}".`,
    });
  });

  it('merges a partial address, and follows its country with currency and prices', () => {
    const checkout = viewOf(checkouts.createCheckout({ ...guest, lines: [line(stocked(0))] }));
    const change = (address: object) =>
      viewOf(checkouts.changeCheckout(checkout.token, { type: 'updateShippingAddress', address }));
    change({ city: 'Leeds', firstName: 'Ada' });
    const changed = change({ countryCode: 'DE', zip: '10115' });
    expect(changed.shippingAddress).toEqual({
      city: 'Leeds',
      firstName: 'Ada',
      countryCode: 'DE',
      zip: '10115',
    });
    expect(changed).toMatchObject({ countryCode: 'DE', currencyCode: 'EUR' });
    expect(changed.total.currencyCode).toBe('EUR');
  });

  it('places an order once, whatever the number of calls, and shuts the checkout', () => {
    const checkout = viewOf(checkouts.createCheckout({ ...guest, lines: [line(stocked(0))] }));
    const place = () => viewOf(checkouts.placeOrder(checkout.token, { handle: 'visa' })).order;
    const order = place();
    expect(order).toMatchObject({ number: expect.stringMatching(/^#\d+$/), paymentHandle: 'visa' });
    expect(place()).toEqual(order);
    expect(told.filter((topic) => topic === 'orders/create')).toHaveLength(1);
    expect(add(checkout, stocked(1))).toMatchObject({ type: 'error' });
  });

  it('refuses a payment option the shop does not have', () => {
    const checkout = viewOf(checkouts.createCheckout({ ...guest, lines: [line(stocked(0))] }));
    expect(checkouts.placeOrder(checkout.token, { handle: 'shells' })).toEqual({
      type: 'error',
      message: 'Expected a payment option of this shop, found "shells".',
    });
  });

  it('mints a session token as a checkout extension gets it: five minutes, no scheme, sub only when known', () => {
    const claimsOf = (token: string) =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const known = claimsOf(checkouts.mintSessionToken('gid://shopify/Customer/42'));
    expect(known).toEqual({
      dest: 'attune-demo.myshopify.com',
      aud: 'the-app',
      iat: NOW,
      nbf: NOW,
      exp: NOW + 300,
      jti: expect.any(String),
      sub: 'gid://shopify/Customer/42',
    });
    expect(claimsOf(checkouts.mintSessionToken(null))).not.toHaveProperty('sub');
  });
});

function line(product: Product) {
  return { variantId: String(product.variantId), quantity: 1 };
}
