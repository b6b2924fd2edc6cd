import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import type { ItemEventKind } from '#app/contracts/checkout-decision.ts';
import { GOLD_CUSTOMER } from '#tests/support/checkout-shop.ts';
import { writePastCheckout } from '#tests/support/past-checkout.ts';

const NOW = 1_795_348_800;
const DAY = 86_400;
const KEY = 'campaign:gid://shopify/Product/5';
let opened: OpenCheckoutShop;

beforeAll(async () => {
  opened = await openCheckoutShop('one.myshopify.com');
});
afterAll(async () => {
  await opened.close();
});

/** A decision of the customer in a checkout, and what became of its item, so many days ago. */
const decided = (
  checkout: string | null,
  daysAgo: number,
  kinds: readonly ItemEventKind[],
  shopperId: string = GOLD_CUSTOMER,
): Promise<void> =>
  writePastCheckout(opened.pool, {
    shopId: opened.shopId,
    shopperId,
    checkout,
    atMs: (NOW - daysAgo * DAY) * 1000,
    itemKey: KEY,
    kinds,
  });

const find = (since = 0, exceptCheckout: string | null = null) =>
  createPastItems(opened.pool).find(opened.shopId, GOLD_CUSTOMER, { since, exceptCheckout });

describe('createPastItems', () => {
  it('gives one item a checkout, newest first, with what the shopper did there', async () => {
    await decided('looked', 5, ['exposure']);
    await decided('looked', 4, ['exposure']);
    await decided('tapped', 3, ['exposure', 'acceptance']);
    await decided('undone', 2, ['exposure', 'acceptance', 'undo']);
    await decided('dismissed', 1, ['exposure', 'dismissal']);
    await decided('another', 1, ['exposure'], 'gid://shopify/Customer/1');
    const at = (daysAgo: number) => NOW - daysAgo * DAY;
    expect(await find()).toEqual([
      { key: KEY, checkout: 'dismissed', outcome: 'dismissed', at: at(1) },
      { key: KEY, checkout: 'undone', outcome: 'shown', at: at(2) },
      { key: KEY, checkout: 'tapped', outcome: 'accepted', at: at(3) },
      { key: KEY, checkout: 'looked', outcome: 'shown', at: at(4) },
    ]);
  });

  it('leaves out the checkout that asks, and what is older than it is asked for', async () => {
    expect((await find(0, 'dismissed')).map(({ outcome }) => outcome)).toEqual([
      'shown',
      'accepted',
      'shown',
    ]);
    expect(await find(NOW - 2.5 * DAY)).toHaveLength(2);
  });

  it('counts each decision by itself where no checkout is told', async () => {
    await decided(null, 0.5, ['exposure']);
    await decided(null, 0.4, ['exposure']);
    expect(await find(NOW - 0.9 * DAY)).toHaveLength(2);
  });
});
