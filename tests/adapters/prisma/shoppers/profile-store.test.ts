import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { encodeProfile } from '#app/domain/profiles/profile-bytes.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { GOLD_CUSTOMER, seedCheckoutShop } from '#tests/support/checkout-shop.ts';
import { ENCRYPTION_KEY } from '#tests/support/running-server.ts';

let opened: OpenCheckoutShop;
let otherShopId: ShopId;

beforeAll(async () => {
  opened = await openCheckoutShop('one.myshopify.com');
  otherShopId = await seedCheckoutShop(opened.pool, 'two.myshopify.com', ENCRYPTION_KEY);
});
afterAll(async () => {
  await opened.close();
});

const openStore = (pool: pg.Pool = opened.pool) =>
  createProfileStore(pool, createShopperReader(createAddressCipher(createCipherBox(ENCRYPTION_KEY)).open));

describe('createProfileStore', () => {
  it('is sent a profile once while its row stays as it was', async () => {
    const sent: boolean[] = [];
    const pool = new Proxy(opened.pool, {
      get: (target, name) =>
        name !== 'query'
          ? Reflect.get(target, name)
          : async (query: pg.QueryConfig) => {
              const result = await target.query<{ data: Buffer | null }>(query);
              sent.push(result.rows[0]?.data !== null);
              return result;
            },
    });
    const store = openStore(pool);
    const first = await store.find(opened.shopId, GOLD_CUSTOMER);
    const second = await store.find(opened.shopId, GOLD_CUSTOMER);
    expect(sent).toEqual([true, false]);
    expect(first?.profile?.purchases).toHaveLength(1);
    expect(second).toEqual({ ...first, savedDetails: expect.any(Function) });
  });

  it('gives what was written a moment ago, however it was written', async () => {
    const store = openStore();
    for (const tag of ['a', 'b', 'c']) {
      const { profile } = (await store.find(opened.shopId, GOLD_CUSTOMER)) ?? {};
      const changed = profile && { ...profile, attributes: { ...profile.attributes, tags: [tag] } };
      await opened.pool.query('UPDATE profile SET data = $2 WHERE shop_id = $1', [
        opened.shopId,
        changed && encodeProfile(changed),
      ]);
      expect((await store.find(opened.shopId, GOLD_CUSTOMER))?.profile?.attributes.tags).toEqual([tag]);
    }
    expect((await store.find(otherShopId, GOLD_CUSTOMER))?.profile?.attributes.tags).toEqual(['gold']);
  });

  it('tells which products came back, of orders that stand', async () => {
    const lines = (number: number, currentQuantity: number) =>
      JSON.stringify([
        {
          id: 'l',
          productId: `gid://shopify/Product/${number}`,
          variantId: 'v',
          quantity: 2,
          currentQuantity,
        },
      ]);
    const addOrder = (id: string, json: string, cancelledAt: string | null = null, shop = opened.shopId) =>
      opened.pool.query(
        `INSERT INTO orders (shop_id, id, customer_id, processed_at, updated_at, currency, subtotal_minor, total_minor, lines,
           cancelled_at) VALUES ($1, $2, $3, now(), now(), 'GBP', 1, 1, $4, $5)`,
        [shop, id, GOLD_CUSTOMER, json, cancelledAt],
      );
    await addOrder('kept', lines(1, 2));
    await addOrder('half', lines(2, 1));
    await addOrder('whole', lines(3, 0));
    await addOrder('cancelled', lines(4, 0), '2026-11-01T00:00:00Z');
    await addOrder('elsewhere', lines(5, 0), null, otherShopId);
    const store = openStore();
    const expected = new Set(['gid://shopify/Product/2', 'gid://shopify/Product/3']);
    expect((await store.find(opened.shopId, GOLD_CUSTOMER))?.returned).toEqual(expected);
    expect((await store.find(opened.shopId, GOLD_CUSTOMER))?.returned).toEqual(expected);
  });

  it('follows a merge that came since, and gives nothing of a shopper who was deleted or erased', async () => {
    const store = openStore();
    const survivor = 'gid://shopify/Customer/77';
    await store.find(opened.shopId, GOLD_CUSTOMER);
    await opened.pool.query(
      'INSERT INTO profile (shop_id, shopper_id, data, updated_at) VALUES ($1, $2, $3, now())',
      [
        opened.shopId,
        survivor,
        encodeProfile({
          ...emptyProfile(survivor),
          openCarts: [{ token: 't', startedAt: 1, updatedAt: 2 }],
        }),
      ],
    );
    await opened.pool.query('UPDATE profile SET merged_into = $3 WHERE shop_id = $1 AND shopper_id = $2', [
      opened.shopId,
      GOLD_CUSTOMER,
      survivor,
    ]);
    const merged = await store.find(opened.shopId, GOLD_CUSTOMER);
    expect([merged?.shopperId, merged?.profile?.openCarts.length]).toEqual([survivor, 1]);
    const setDeleted = (isDeleted: boolean) =>
      opened.pool.query('UPDATE profile SET is_deleted = $3 WHERE shop_id = $1 AND shopper_id = $2', [
        opened.shopId,
        survivor,
        isDeleted,
      ]);
    await setDeleted(true);
    expect((await store.find(opened.shopId, GOLD_CUSTOMER))?.profile ?? null).toBeNull();
    await setDeleted(false);
    expect((await store.find(opened.shopId, GOLD_CUSTOMER))?.shopperId).toBe(survivor);
    await opened.pool.query('DELETE FROM profile WHERE shop_id = $1', [opened.shopId]);
    await opened.pool.query('DELETE FROM saved_detail WHERE shop_id = $1', [opened.shopId]);
    expect(await store.find(opened.shopId, GOLD_CUSTOMER)).toBeNull();
  });
});
