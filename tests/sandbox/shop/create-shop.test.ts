import { describe, expect, it } from 'vitest';
import { createShop } from '#sandbox/shop/create-shop.ts';
import { createMemoryJournal } from '#sandbox/shop/journal.ts';
import { buildShopData } from '#sandbox/shop/shop-data.ts';
import type { Product, Shop, ShopEvent } from '#sandbox/shop/shop.ts';
import { totalsOf } from '#sandbox/shop/totals.ts';

const ANCHOR = 1_790_000_000;
const now = () => ANCHOR + 3_600;

function openShop(journal = createMemoryJournal()): {
  shop: Shop;
  events: ShopEvent[];
  topics: () => string[];
} {
  const shop = createShop(
    buildShopData({ seed: 1, anchor: ANCHOR, heldBackDays: 2, orderLimit: 200 }),
    journal,
    now,
  );
  const events: ShopEvent[] = [];
  shop.subscribe((event) => events.push(event));
  return { shop, events, topics: () => events.map(({ topic }) => topic) };
}

function inStock(shop: Shop): Product {
  const product = shop.products.find(({ inventory }) => inventory > 5);
  if (!product) throw new Error('Expected a product in stock.');
  return product;
}

function buy(shop: Shop, product: Product, quantity: number, countryCode = 'GB') {
  const customer = shop.customers.find(({ heldBack }) => !heldBack);
  const { token } = shop.checkouts.create({
    customerId: customer?.id ?? null,
    countryCode,
    lines: [{ variantId: product.variantId, quantity, attributes: [{ key: '_attune', value: 'd1/k1' }] }],
  });
  return shop.placeOrder(token, { paymentType: 'visa' });
}

describe('placeOrder', () => {
  it('tells of the order, the customer and the stock, and takes the stock', () => {
    const { shop, topics } = openShop();
    const product = inStock(shop);
    const before = product.inventory;
    buy(shop, product, 2);
    expect(product.inventory).toBe(before - 2);
    expect(topics()).toEqual(
      expect.arrayContaining([
        'carts/create',
        'checkouts/create',
        'orders/create',
        'orders/paid',
        'customers/update',
        'inventory_levels/update',
      ]),
    );
  });

  it('tells variants/out_of_stock when the last unit goes', () => {
    const { shop, topics } = openShop();
    const product = inStock(shop);
    buy(shop, product, product.inventory);
    expect(topics()).toContain('variants/out_of_stock');
  });

  it("keeps both the shop's and the buyer's money, and the attributes of a line", () => {
    const { shop } = openShop();
    const product = inStock(shop);
    const order = buy(shop, product, 2, 'DE');
    expect(order.presentmentCurrency).toBe('EUR');
    expect(totalsOf(order, 'shop').subtotalMinor).toBe(product.priceMinor * 2);
    expect(totalsOf(order, 'presentment').subtotalMinor).toBe(shop.priceFor(product, 'DE').amountMinor * 2);
    expect(order.lines[0]?.attributes).toEqual([{ key: '_attune', value: 'd1/k1' }]);
  });

  it('refuses a second order of one checkout and a checkout without lines', () => {
    const { shop } = openShop();
    const order = buy(shop, inStock(shop), 1);
    expect(() => shop.placeOrder(order.checkoutToken, { paymentType: 'visa' })).toThrow(
      'Expected an open checkout',
    );
    const { token } = shop.checkouts.create({ lines: [] });
    expect(() => shop.placeOrder(token, { paymentType: 'visa' })).toThrow('at least one line');
  });

  it('is still there after a restart, with its refund and its stock', () => {
    const journal = createMemoryJournal();
    const first = openShop(journal).shop;
    const order = buy(first, inStock(first), 3);
    first.refundOrder(order, new Map([[order.lines[0]?.id ?? 0, 1]]));
    const again = openShop(journal).shop;
    const kept = again.order(order.id);
    expect(kept?.lines[0]?.currentQuantity).toBe(2);
    expect(kept?.checkoutToken).toBe(order.checkoutToken);
    expect(again.productOf(order.lines[0]?.product.variantId ?? 0)?.inventory).toBe(
      order.lines[0]?.product.inventory,
    );
  });
});

describe('refundOrder', () => {
  it('refuses more units than are left', () => {
    const { shop } = openShop();
    const order = buy(shop, inStock(shop), 2);
    expect(() => shop.refundOrder(order, new Map([[order.lines[0]?.id ?? 0, 3]]))).toThrow('at most 2 units');
  });

  it('refuses an order of which nothing is left', () => {
    const { shop } = openShop();
    const order = buy(shop, inStock(shop), 2);
    shop.refundOrder(order);
    expect(() => shop.refundOrder(order)).toThrow('something left to refund');
  });
});

describe('cancelOrder', () => {
  it('refunds everything and tells orders/cancelled', () => {
    const { shop, topics } = openShop();
    const order = buy(shop, inStock(shop), 2);
    shop.cancelOrder(order, 'customer');
    expect(totalsOf(order).currentTotalMinor).toBe(0);
    expect(topics()).toEqual(expect.arrayContaining(['refunds/create', 'orders/cancelled']));
  });
});

describe('release', () => {
  it('shows a held-back order once, its newcomer before it', () => {
    const { shop, topics } = openShop();
    const [first] = shop.heldBack();
    if (!first || !('checkoutToken' in first)) throw new Error('Expected a held-back order first.');
    const isNewcomer = first.customer?.heldBack === true;
    shop.release(first);
    expect(shop.heldBack()).not.toContain(first);
    expect(topics()).toEqual(isNewcomer ? ['customers/create', 'orders/create'] : ['orders/create']);
  });
});

describe('priceFor', () => {
  it("answers the shop's own price at home and a foreign price that ends in 9", () => {
    const { shop } = openShop();
    for (const product of shop.products.slice(0, 200)) {
      expect(shop.priceFor(product, 'GB')).toEqual({ amountMinor: product.priceMinor, currency: 'GBP' });
      const { amountMinor, currency } = shop.priceFor(product, 'US');
      expect(currency).toBe('USD');
      expect(amountMinor % 10).toBe(9);
      expect(amountMinor).toBeGreaterThanOrEqual(Math.round(product.priceMinor * 1.31));
    }
  });
});
