import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSegmentRecounter } from '#app/adapters/prisma/rules/segment-recounter.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { estimateShop } from '#app/adapters/training/estimates/estimate-shop.ts';
import { gid, type CustomerId, type ShopId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import { aPurchase } from '#tests/domain/builders.ts';
import { someBuyers } from '#tests/support/buyers.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { historyOf, saveRule, settleMemberships, storedMembers } from '#tests/support/memberships.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';
import { writeProfiles } from '../prisma/rules/write-profiles.ts';

const NOW = TEST_NOW / 1000;
const RULE = 'lifetime.value >= 100 AND lifetime.alive < 90';

let opened: IngestionWorld;
let world: IngestionWorld;
let segment: string;

function profileOf({ id, purchases }: ReturnType<typeof someBuyers>[number]): Profile {
  return {
    ...emptyProfile(gid('Customer', id)),
    purchases: purchases.map(({ time, value }, place) =>
      aPurchase({ orderId: gid('Order', `${id}-${place}`), at: time, netMinor: value, grossMinor: value }),
    ),
  };
}

beforeAll(async () => {
  opened = await openIngestion();
  const told = someBuyers(150, NOW).map((buyer) => ({ profile: profileOf(buyer), activity: [] }));
  const shopId = await writeProfiles(opened.database.pool, told, {
    timezone: 'Europe/London',
    markets: [],
    products: new Map(),
  });
  // The webhooks of the tests come from a shop with the name of the one that was opened.
  await opened.rows('DELETE FROM shop WHERE id = $1', [opened.shopId]);
  await opened.rows('UPDATE shop SET domain = $2 WHERE id = $1', [shopId, SHOP_DOMAIN]);
  world = { ...opened, shopId };
  segment = (await saveRule(world, 'Worth asking back', RULE)).id;
  await settleMemberships(world);
});
afterAll(() => opened.close());

const fit = (now: number) =>
  estimateShop({
    databaseUrl: world.databaseUrl,
    shopId: world.shopId as ShopId,
    now,
    isInferring: false,
  });
const waiting = async (): Promise<number> =>
  (await world.rows('SELECT FROM profile WHERE config_version = -2')).length;
const expected = async (): Promise<number[]> =>
  [...(await storedProfiles(world.rows))]
    .filter(([, { estimates }]) => {
      const { valueMinor, alive } = estimates?.lifetime ?? { valueMinor: null, alive: null };
      return valueMinor !== null && alive !== null && valueMinor >= 10_000 && alive < 90;
    })
    .map(([id]) => Number(id.split('/').at(-1)))
    .sort((a, b) => a - b);

describe('estimateShop', () => {
  it('puts into segments whoever its estimates let in, as a fit and not as news', async () => {
    expect(await storedMembers(world, segment)).toEqual([]);
    const { version, lifetime } = await fit(NOW);
    expect([version, lifetime.customers]).toEqual([1, 150]);
    await settleMemberships(world);
    const members = await storedMembers(world, segment);
    expect(members.length).toBeGreaterThan(5);
    expect(members).toEqual(await expected());
    expect(new Set((await historyOf(world, segment)).map(({ cause }) => cause))).toEqual(new Set(['refit']));
  });

  it('agrees with the database counting by itself', async () => {
    const recounter = createSegmentRecounter(world.database.pool, world.clock);
    const recount = await recounter.recount(world.shopId as ShopId, segment);
    expect(recount).toMatchObject({ members: (await expected()).length, mismatches: 0 });
  });

  it('has nobody looked at again when it says the same once more', async () => {
    await fit(NOW);
    expect(await waiting()).toBe(0);
  });

  it('moves members when time has passed, at the fit and not before', async () => {
    const before = await storedMembers(world, segment);
    world.clock.set(TEST_NOW + 40 * 86_400_000);
    await settleMemberships(world);
    expect(await storedMembers(world, segment)).toEqual(before);
    await fit(NOW + 40 * 86_400);
    expect(await waiting()).toBeGreaterThan(0);
    await settleMemberships(world);
    expect(await storedMembers(world, segment)).toEqual(await expected());
    expect(await storedMembers(world, segment)).not.toEqual(before);
  });

  it('is read with the profile, and survives news of the shopper', async () => {
    const find = () =>
      createProfileStore(
        world.database.pool,
        createShopperReader(() => {
          throw new Error('no address is asked for');
        }),
      ).find(world.shopId as ShopId, gid('Customer', 1) as CustomerId);
    const before = (await find())?.profile;
    expect(before?.estimates).toMatchObject({ version: 3, at: NOW + 40 * 86_400 });
    await world.send({ topic: 'orders/create', body: anOrder({ id: 990_001, customer: { id: 1 } }) });
    await world.fold();
    const after = (await find())?.profile;
    expect(after?.purchases.length).toBe((before?.purchases.length ?? 0) + 1);
    expect(after?.estimates).toEqual(before?.estimates);
  });

  it('infers what is missing where the shop wants that, and takes it away when it no longer does', async () => {
    const infer = (isInferring: boolean) =>
      estimateShop({
        databaseUrl: world.databaseUrl,
        shopId: world.shopId as ShopId,
        now: NOW + 40 * 86_400,
        isInferring,
      });
    const { inference } = await infer(true);
    expect(inference?.map(({ fact, report }) => [fact, report])).toEqual([
      ['customer.country', null],
      ['device.class', null],
    ]);
    await world.rows(
      `UPDATE profile SET estimates = estimates || '{"inferred": {"customer.country": {"value": "DE", "percent": 91}}}'`,
    );
    expect((await infer(false)).inference).toBeNull();
    expect(await world.rows(`SELECT FROM profile WHERE estimates ? 'inferred'`)).toEqual([]);
  });

  it('takes back what it said where a shop has too few customers left', async () => {
    await world.rows(
      `UPDATE orders SET cancelled_at = now() WHERE length(customer_id) > ${gid('Customer', 9).length}`,
    );
    const { lifetime } = await fit(NOW + 41 * 86_400);
    expect(lifetime.objection).toMatch(/^Not enough data/);
    expect(await world.rows('SELECT FROM profile WHERE estimates IS NOT NULL')).toEqual([]);
    await settleMemberships(world);
    expect(await storedMembers(world, segment)).toEqual([]);
  });
});
