import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import { createCheckoutUnits } from '#app/adapters/prisma/experiments/checkout-units.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createReturningCustomers } from '#app/adapters/prisma/shoppers/returning-customers.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import type { ItemEventKind } from '#app/contracts/checkout-decision.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { GOLD_CUSTOMER } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { writePastCheckout } from '#tests/support/past-checkout.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { ENCRYPTION_KEY } from '#tests/support/running-server.ts';

const NOW = 1_795_348_800;
const STRANGER = gid('Customer', 404);
const BUYER_WITHOUT_PROFILE = gid('Customer', 405);
let opened: OpenCheckoutShop;

beforeAll(async () => {
  opened = await openCheckoutShop('one.myshopify.com');
  await decided(GOLD_CUSTOMER, 'earlier', NOW - 5_000, ['exposure', 'dismissal']);
  await decided(GOLD_CUSTOMER, 'earlier', NOW - 4_000.25, ['exposure']);
  await decided(GOLD_CUSTOMER, 'asking', NOW - 100, ['exposure', 'acceptance']);
  await decided(BUYER_WITHOUT_PROFILE, 'of-a-cart', NOW - 50, ['exposure']);
  await opened.pool.query(
    `INSERT INTO saved_detail (shop_id, shopper_id, payment_type) VALUES ($1, $2, 'card')`,
    [opened.shopId, BUYER_WITHOUT_PROFILE],
  );
});
afterAll(async () => {
  await opened.close();
});

const decided = (
  shopperId: string,
  checkout: string,
  at: number,
  kinds: readonly ItemEventKind[],
): Promise<void> =>
  writePastCheckout(opened.pool, {
    shopId: opened.shopId,
    shopperId,
    checkout,
    atMs: at * 1000,
    itemKey: 'k',
    kinds,
    basis: { unit: `of ${shopperId}` },
  });

describe('createReturningCustomers', () => {
  const asks = [
    { since: null, checkoutToken: null },
    { since: 0, checkoutToken: null },
    { since: NOW - 4_500, checkoutToken: 'asking' },
    { since: null, checkoutToken: 'asking' },
    { since: 0, checkoutToken: 'earlier' },
  ];
  for (const customer of [GOLD_CUSTOMER, BUYER_WITHOUT_PROFILE, STRANGER])
    for (const ask of asks)
      it(`tells of ${customer}, asked ${JSON.stringify(ask)}, what the three stores tell`, async () => {
        const reader = createShopperReader(createAddressCipher(createCipherBox(ENCRYPTION_KEY)).open);
        const { pool, shopId } = opened;
        const since = { since: ask.since ?? 0, exceptCheckout: ask.checkoutToken };
        const found = await createReturningCustomers(pool, reader).find(shopId, customer, ask);
        const shopper = await createProfileStore(pool, reader).find(shopId, customer);
        const pastItems = await createPastItems(pool).find(shopId, customer, since);
        expect({ ...found.shopper, savedDetails: found.shopper?.savedDetails() }).toEqual({
          ...shopper,
          savedDetails: shopper?.savedDetails(),
        });
        expect(found.pastItems).toEqual(ask.since === null ? [] : pastItems);
        expect(found.seen).toEqual(
          ask.checkoutToken && (await createCheckoutUnits(pool).findFirst(shopId, ask.checkoutToken)),
        );
      });

  it('tells of a customer who was merged into another what the one who is left saw', async () => {
    const merged = gid('Customer', 406);
    const { pool, shopId } = opened;
    const profile = profileColumns(emptyProfile(merged));
    await insertRows(pool, 'profile', [
      { shop_id: shopId, ...profile, merged_into: GOLD_CUSTOMER, updated_at: new Date(NOW * 1000) },
    ]);
    const reader = createShopperReader(createAddressCipher(createCipherBox(ENCRYPTION_KEY)).open);
    const found = await createReturningCustomers(pool, reader).find(shopId, merged, {
      since: 0,
      checkoutToken: 'asking',
    });
    expect(found.shopper?.shopperId).toBe(GOLD_CUSTOMER);
    expect(found.pastItems).toMatchObject([{ key: 'k', checkout: 'earlier', outcome: 'dismissed' }]);
  });

  it('has something to tell in these questions', async () => {
    const reader = createShopperReader(createAddressCipher(createCipherBox(ENCRYPTION_KEY)).open);
    const customers = createReturningCustomers(opened.pool, reader);
    const gold = await customers.find(opened.shopId, GOLD_CUSTOMER, { since: 0, checkoutToken: 'asking' });
    expect(gold.pastItems).toHaveLength(1);
    expect(gold.seen?.key).toBe(`of ${GOLD_CUSTOMER}`);
    expect(gold.shopper?.profile?.purchases).toHaveLength(1);
    const other = await customers.find(opened.shopId, BUYER_WITHOUT_PROFILE, asks[1] as (typeof asks)[0]);
    expect(other.shopper?.savedDetails()).toEqual({ address: null, paymentType: 'card' });
  });
});
