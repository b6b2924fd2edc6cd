import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { createCheckoutUnits } from '#app/adapters/prisma/experiments/checkout-units.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { CheckoutBook } from '#app/ports/checkout-book.ts';
import { readAll } from '#tests/support/read-all.ts';
import { insertRows } from '#tests/support/rows.ts';

const AT = new Date('2026-11-20T12:00:00Z');
const after = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);
const SINCE = toInstant(AT) - 60;
const ANNA = gid('Customer', 1);
let opened: OpenCheckoutShop;
let book: CheckoutBook;

beforeAll(async () => {
  opened = await openCheckoutShop('one.myshopify.com');
  book = createCheckoutBook(opened.pool);
});
afterAll(() => opened.close());
afterEach(async () => {
  await opened.pool.query(
    'TRUNCATE checkout, decision, orders, open_cart, item_event, membership_event, visitor, visitor_token',
  );
});

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const addDecision = (number: number, token: string, changes: object = {}) =>
  insertRows(opened.pool, 'decision', [
    {
      id: id(number),
      shop_id: opened.shopId,
      shopper_id: null,
      checkout_token: token,
      decided_at: after(number),
      channel: 'checkout',
      placements: [],
      items: [],
      refusals: [],
      basis: { unit: token },
      failure: null,
      duration_micros: 1,
      ...changes,
    },
  ]);
const addOrder = (number: number, token: string | null, changes: object = {}) =>
  insertRows(opened.pool, 'orders', [
    {
      shop_id: opened.shopId,
      id: gid('Order', number),
      checkout_token: token,
      processed_at: after(30),
      updated_at: after(30),
      currency: 'GBP',
      source_name: 'web',
      subtotal_minor: 1_000,
      total_minor: 1_200,
      refunded_minor: 0,
      test: false,
      lines: [],
      ...changes,
    },
  ]);
const addWebhook = (token: string, changes: object = {}) =>
  insertRows(opened.pool, 'open_cart', [
    {
      shop_id: opened.shopId,
      kind: 'checkout',
      token,
      customer_id: null,
      updated_at: after(1),
      started_at: AT,
      lines: [],
      ...changes,
    },
  ]);
const gathered = async () => {
  await book.gather(opened.shopId, SINCE);
  const found = await readAll(book.checkouts(opened.shopId, 'GBP', SINCE));
  return Object.fromEntries(found.map((checkout) => [checkout.unit, checkout]));
};

describe('checkouts', () => {
  it('are those that asked and those only a webhook told of, once each', async () => {
    await addDecision(1, 'asked');
    await addDecision(2, 'asked');
    await addDecision(3, 'fell-back', { failure: 'Error: x' });
    await addDecision(4, 'by-api', { channel: 'api' });
    await addWebhook('asked');
    await addWebhook('wallet');
    await addWebhook('cart', { kind: 'cart' });
    await addWebhook('only-closed', { updated_at: new Date(0) });
    const found = await gathered();
    expect(await gathered()).toEqual(found);
    expect(Object.keys(found).toSorted()).toEqual(['asked', 'fell-back', 'wallet']);
    expect(found).toMatchObject({
      asked: { knownBy: 'decision' },
      wallet: { knownBy: 'webhook', order: null },
    });
  });

  it('began in the second in which the ledger says that their unit entered an experiment', async () => {
    await addDecision(1, 'asked', { decided_at: new Date(AT.getTime() + 900) });
    expect(await gathered()).toMatchObject({ asked: { firstSeenAt: toInstant(AT) } });
  });

  it('are neither written nor locked again by a gathering that brings no news', async () => {
    await addDecision(1, 'asked');
    await addWebhook('wallet', { customer_id: ANNA });
    await insertRows(opened.pool, 'visitor_token', [
      { shop_id: opened.shopId, token: 'seen', visitor_id: 'phone', at: AT, checkout_started_at: AT },
    ]);
    await addOrder(1, 'asked');
    await insertRows(opened.pool, 'item_event', [
      { shop_id: opened.shopId, decision_id: id(1), item_key: 'campaign:1', kind: 'exposure', at: after(2) },
    ]);
    const versions = async () => {
      const { rows } = await opened.pool.query(
        'SELECT token, xmin, xmax, has_seen FROM checkout ORDER BY token',
      );
      return rows;
    };
    await book.gather(opened.shopId, SINCE);
    const before = await versions();
    await book.gather(opened.shopId, SINCE);
    expect(before).toMatchObject([
      { token: 'asked', has_seen: true },
      { token: 'seen' },
      { token: 'wallet' },
    ]);
    expect(await versions()).toEqual(before);
  });

  it('are found by the web pixel where no webhook tells of them, until one does or they ask', async () => {
    const started = (token: string, visitor: string, minutes: number) =>
      insertRows(opened.pool, 'visitor_token', [
        {
          shop_id: opened.shopId,
          ...{ token, visitor_id: visitor, at: after(minutes), checkout_started_at: after(minutes) },
        },
      ]);
    await started('told', 'phone', 2);
    await started('told', 'laptop', 1);
    await insertRows(opened.pool, 'visitor_token', [
      { shop_id: opened.shopId, token: 'a cart', visitor_id: 'phone', at: after(1) },
    ]);
    await addOrder(1, 'told', { source_name: 'subscription' });
    const found = await gathered();
    expect(found).toEqual({
      told: expect.objectContaining({ knownBy: 'pixel', firstSeenAt: toInstant(after(1)) }),
    });
    expect(found.told?.order?.joinedBy).toBe('token');
    await addWebhook('told', { customer_id: ANNA });
    expect(await gathered()).toMatchObject({ [ANNA]: { knownBy: 'webhook', firstSeenAt: toInstant(AT) } });
    await addDecision(3, 'told');
    const asked = await gathered();
    expect(asked).toMatchObject({ told: { knownBy: 'decision' } });
    expect(await gathered()).toEqual(asked);
  });

  it('keep the unit of their first decision, whoever signed in later and whatever webhook was first', async () => {
    await addWebhook('checkout', { customer_id: ANNA });
    await addDecision(2, 'checkout', { shopper_id: ANNA, basis: { unit: 'checkout' } });
    await book.gather(opened.shopId, SINCE);
    await addDecision(1, 'checkout', { shopper_id: ANNA, basis: { unit: 'other' } });
    expect(Object.keys(await gathered())).toEqual(['checkout']);
    expect(await createCheckoutUnits(opened.pool).findFirst(opened.shopId, 'checkout')).toEqual({
      key: 'other',
      firstSeenAt: toInstant(after(1)),
    });
  });

  it('tell whether something was really rendered, and accepted', async () => {
    await addDecision(1, 'seen');
    await addDecision(2, 'unseen');
    const event = { shop_id: opened.shopId, decision_id: id(1), item_key: 'c:1', at: after(2) };
    await insertRows(opened.pool, 'item_event', [
      { ...event, kind: 'exposure' },
      { ...event, kind: 'acceptance' },
    ]);
    expect(await gathered()).toMatchObject({
      seen: { hasSeen: true, hasAccepted: true },
      unseen: { hasSeen: false, hasAccepted: false },
    });
  });
});

describe('a cart whose page asked', () => {
  const fromCart = (number: number, changes: object = {}) =>
    addDecision(number, 'cart', { channel: 'cart', basis: { unit: 'cart' }, ...changes });

  it('counts without a checkout, and is one with the checkout that came of it, under its own unit', async () => {
    await fromCart(1);
    expect(await gathered()).toMatchObject({
      cart: { knownBy: 'decision', firstSeenAt: toInstant(after(1)) },
    });
    await addDecision(2, 'checkout');
    await addWebhook('checkout', { cart_token: 'cart', started_at: after(2) });
    const found = await gathered();
    expect(await gathered()).toEqual(found);
    expect(found).toEqual({ cart: expect.objectContaining({ firstSeenAt: toInstant(after(1)) }) });
    await addOrder(1, 'checkout');
    expect((await gathered()).cart?.order?.joinedBy).toBe('token');
  });

  it('tells a checkout that never asked whose it is, whatever came first', async () => {
    await addWebhook('checkout', { cart_token: 'cart', customer_id: ANNA });
    expect(Object.keys(await gathered())).toEqual([ANNA]);
    await fromCart(1);
    expect(await gathered()).toMatchObject({ cart: { knownBy: 'decision' } });
    expect(Object.keys(await gathered())).toEqual(['cart']);
  });

  it('joins the order of a wallet, which knows the cart alone', async () => {
    await fromCart(1);
    await addOrder(1, 'wallet', { cart_token: 'cart' });
    expect((await gathered()).cart?.order?.joinedBy).toBe('token');
  });

  it('brings what was seen and accepted on its page into the checkout', async () => {
    await fromCart(1);
    await addDecision(2, 'checkout');
    await addWebhook('checkout', { cart_token: 'cart', started_at: after(2) });
    const event = { shop_id: opened.shopId, decision_id: id(1), item_key: 'c:1', at: after(2) };
    await insertRows(opened.pool, 'item_event', [
      { ...event, kind: 'exposure' },
      { ...event, kind: 'acceptance' },
    ]);
    expect(await gathered()).toMatchObject({ cart: { hasSeen: true, hasAccepted: true } });
  });

  it('has one of its checkouts, and the others stay by themselves', async () => {
    await fromCart(1);
    for (const token of ['first', 'second'])
      await addWebhook(token, { cart_token: 'cart', started_at: after(2) });
    await addDecision(2, 'first');
    await addDecision(3, 'second');
    const found = await gathered();
    expect(Object.keys(found).toSorted()).toEqual(['cart', 'second']);
    expect(await gathered()).toEqual(found);
  });
});

describe('the segments of a checkout', () => {
  const segmentsOf = async () => {
    await book.gather(opened.shopId, SINCE);
    const found = await readAll(book.checkouts(opened.shopId, 'GBP', SINCE, { withSegments: true }));
    return Object.fromEntries(found.map(({ unit, segmentIds }) => [unit, segmentIds]));
  };
  const moved = (segment: string, minutes: number, entered: boolean) =>
    insertRows(opened.pool, 'membership_event', [
      {
        shop_id: opened.shopId,
        ...{ segment_id: segment, shopper_id: ANNA, at: after(minutes), entered, cause: 'orders' },
      },
    ]);

  it('are those of its first decision, unknown where that fell back, and read only when asked for', async () => {
    await addDecision(1, 'asked', { basis: { unit: 'asked', segmentIds: ['gold'] } });
    await addDecision(2, 'asked', { basis: { unit: 'asked', segmentIds: ['gold', 'new'] } });
    await addDecision(3, 'fell-back', {
      basis: { unit: 'fell-back', segmentIds: [] },
      failure: 'Error: x',
    });
    await addDecision(4, 'in-none', { basis: { unit: 'in-none', segmentIds: [] } });
    const known = { asked: ['gold'], 'fell-back': null, 'in-none': [] };
    expect(await segmentsOf()).toEqual(known);
    expect(await segmentsOf()).toEqual(known);
    expect((await gathered()).asked?.segmentIds).toBeNull();
  });

  it('are a customer’s from before it began where it never asked, unknown of a guest, and then the first decision’s', async () => {
    await addWebhook('wallet', { customer_id: ANNA });
    await addWebhook('guest');
    expect(await segmentsOf()).toEqual({ [ANNA]: null, guest: null });
    await moved('gold', -60, true);
    await moved('left', -60, true);
    await moved('left', -30, false);
    await moved('bought', 0, true);
    expect(await segmentsOf()).toEqual({ [ANNA]: ['gold'], guest: null });
    await addDecision(1, 'wallet', { shopper_id: ANNA, basis: { unit: ANNA, segmentIds: ['left'] } });
    expect(await segmentsOf()).toEqual({ [ANNA]: ['left'], guest: null });
  });

  it('are those of the cart’s first decision, where the cart was first', async () => {
    await addDecision(1, 'cart', { channel: 'cart', basis: { unit: 'cart', segmentIds: ['gold'] } });
    await addDecision(2, 'checkout', { basis: { unit: 'checkout', segmentIds: ['new'] } });
    await addWebhook('checkout', { cart_token: 'cart', started_at: after(2) });
    expect(await segmentsOf()).toEqual({ cart: ['gold'] });
  });
});

describe('orders', () => {
  it('join by token, else by an accepted offer, else by the customer within a day, and the way is told', async () => {
    await addDecision(1, 'by-token');
    await addDecision(2, 'by-attribute');
    await addDecision(3, 'by-customer', { shopper_id: ANNA, basis: { unit: ANNA } });
    await addOrder(1, 'by-token');
    await addOrder(2, 'unknown', {
      lines: [
        { id: 'l', currentQuantity: 1, unitPriceMinor: 1_000, attributes: { _attune: `${id(2)}/c:1` } },
      ],
    });
    await addOrder(3, null, { customer_id: ANNA });
    const found = await gathered();
    expect(found).toMatchObject({
      'by-token': { order: { joinedBy: 'token', revenueMinor: 1_000, completedAt: toInstant(after(30)) } },
      'by-attribute': { order: { joinedBy: 'attribute' } },
      [ANNA]: { order: { joinedBy: 'customer' } },
    });
  });

  it('join also when they were known before their checkout', async () => {
    await addOrder(1, 'late');
    expect(await gathered()).toEqual({});
    await addDecision(1, 'late');
    expect((await gathered()).late?.order).not.toBeNull();
  });

  it('count once, for one checkout, and leave the customer’s older and later checkouts alone', async () => {
    const anna = { shopper_id: ANNA };
    await addDecision(1, 'older', { ...anna, basis: { unit: 'older' } });
    await addDecision(2, 'newest', { ...anna, basis: { unit: 'newest' } });
    await addDecision(9, 'later', { ...anna, decided_at: after(31), basis: { unit: 'later' } });
    await addOrder(1, null, { customer_id: ANNA });
    await gathered();
    const found = await gathered();
    expect([found.older?.order, found.later?.order]).toEqual([null, null]);
    expect(found.newest?.order?.joinedBy).toBe('customer');
  });

  it('of tests and drafts join nothing; cancelled ones stop counting; each is counted by why', async () => {
    for (const [number, token] of ['test', 'draft', 'cancelled', 'euro'].entries())
      await addDecision(number + 1, token);
    await addOrder(1, 'test', { test: true });
    await addOrder(2, 'draft', { source_name: 'shopify_draft_order' });
    await addOrder(3, 'cancelled');
    await addOrder(4, 'euro', { currency: 'EUR' });
    await addOrder(5, null, { source_name: 'pos', customer_id: ANNA });
    await gathered();
    await opened.pool.query('UPDATE orders SET cancelled_at = $1 WHERE id = $2', [
      after(60),
      gid('Order', 3),
    ]);
    const found = await gathered();
    expect([found.test?.order, found.draft?.order, found.cancelled?.order]).toEqual([null, null, null]);
    expect(found.euro?.order).toMatchObject({ revenueMinor: 0, profitMinor: 0 });
    expect(await book.leftOut(opened.shopId, 'GBP', SINCE, null)).toEqual({
      test: 1,
      draft: 1,
      cancelled: 1,
      unjoined: 1,
      otherCurrency: 1,
    });
  });

  it('earn what is left after refunds, discounts and the cost of goods of known cost', async () => {
    await opened.pool.query('UPDATE variant SET unit_cost_minor = 40 WHERE id = $1', [
      gid('ProductVariant', 10),
    ]);
    const line = (variant: number, currentQuantity: number) => ({
      id: `l${variant}`,
      variantId: gid('ProductVariant', variant),
      currentQuantity,
      unitPriceMinor: 100,
    });
    await addDecision(1, 'bought');
    await addDecision(2, 'without-variants');
    const unnamed = { id: 'l', variantId: null, currentQuantity: 2, unitPriceMinor: 100 };
    await addOrder(2, 'without-variants', { subtotal_minor: 200, lines: [unnamed, line(10, 0)] });
    // Four units at 100, three of known cost; a discount of 50, and 30 paid back: 320 are left, three quarters of them costed.
    await addOrder(1, 'bought', {
      subtotal_minor: 350,
      refunded_minor: 30,
      lines: [line(10, 3), line(20, 1)],
    });
    expect((await gathered()).bought?.order).toMatchObject({
      revenueMinor: 320,
      costedMinor: 240,
      profitMinor: 120,
      items: 4,
    });
    // Nothing was kept of the second line, and the first has no variant that could have a cost.
    expect((await gathered())['without-variants']?.order).toMatchObject({
      ...{ revenueMinor: 200, costedMinor: 0, profitMinor: 0, items: 2 },
    });
  });
});
