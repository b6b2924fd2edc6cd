import { describe, expect, it } from 'vitest';
import { silentLog } from '#app/adapters/system/log.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { createEstimateNightly } from '#app/use-cases/estimating/estimate-nightly.ts';
import { createMeasureShops } from '#app/use-cases/experiments/measure-shops.ts';
import { createReconcileShops } from '#app/use-cases/installation/reconcile-shops.ts';
import { createRunBackfill } from '#app/use-cases/installation/run-backfill.ts';
import { createDetectAbandonedCarts } from '#app/use-cases/reminders/detect-abandoned-carts.ts';
import { createSyncIncentives } from '#app/use-cases/campaigns/sync-incentives.ts';
import { createSyncLocal } from '#app/use-cases/campaigns/sync-local.ts';
import { createReadFollowedSegments } from '#app/use-cases/segments/read-followed-segments.ts';
import { createRecountNightly } from '#app/use-cases/segments/recount-segments.ts';
import { createEnforceRetention } from '#app/use-cases/shoppers/enforce-retention.ts';
import { createTestClock } from '#tests/support/ingestion.ts';

const shop = (id: number) =>
  ({
    id: id as ShopId,
    domain: `shop-${id}.example`,
    timezone: 'UTC',
    settings: {},
    scopes: [],
  }) as unknown as Shop;
const SHOPS = [shop(1), shop(2), shop(3)];

/** Shops that were reached; what is done for the second one fails as malformed data does. */
function open() {
  const reached: number[] = [];
  const marked: [number, string][] = [];
  const reach = async (id: number): Promise<void> => {
    reached.push(id);
    if (id === 2) throw new TypeError("Cannot read properties of undefined (reading 'amount')");
  };
  const common = {
    ...{ clock: createTestClock(), log: silentLog, pause: async () => {} },
    shops: {
      listInstalled: async () => SHOPS,
      findById: async (id: ShopId) => SHOPS.find((each) => each.id === id) ?? null,
    },
  };
  const withShopLock = async (id: number) => (await reach(id), true);
  return { reached, marked, reach, common, withShopLock };
}

/** Gives deps of which the round needs but a part: what it must not touch is missing. */
const part = <Deps>(given: object): Deps => given as Deps;
const never = new AbortController().signal;

describe('one shop for which something goes wrong', () => {
  it('keeps no other from being reconciled', async () => {
    const { reached, common, withShopLock } = open();
    const newest = async () => ({ askedAt: 0, finishedAt: null });
    await createReconcileShops(part({ ...common, reconciliations: { newest, withShopLock } }))(never);
    expect(reached).toEqual([1, 2, 3]);
  });

  it('keeps no other from having its history read', async () => {
    const { reached, common, withShopLock } = open();
    const backfills = { unfinishedShops: async () => SHOPS, withShopLock };
    expect(await createRunBackfill(part({ ...common, backfills }))(never, () => {})).toBe(true);
    expect(reached).toEqual([1, 2, 3]);
  });

  it('keeps no other from being fitted, recounted and measured', async () => {
    const { reached, reach, common, withShopLock } = open();
    const estimates = { newest: async () => null, withShopLock };
    const backfills = { unfinishedShops: async () => [] };
    await createEstimateNightly(part({ ...common, estimates, backfills }))(never);
    await createRecountNightly(part({ ...common, recounts: { lastAt: async () => 0, withShopLock } }))(never);
    expect(reached).toEqual([1, 2, 3, 1, 2, 3]);
    const measurements = { due: async () => [1, 2, 3], find: reach };
    await createMeasureShops(part({ ...common, measurements }))(never);
    expect(reached.slice(6)).toEqual([1, 2, 3]);
  });

  it('keeps no other from having its carts looked at', async () => {
    const { reached, reach, common } = open();
    const abandonedCarts = {
      lookAtDue: async (id: number) => (await reach(id), 0),
      nextLook: async () => null,
    };
    await createDetectAbandonedCarts(part({ ...common, abandonedCarts }))();
    expect(reached).toEqual([1, 2, 3]);
  });

  it('is marked with a sentence that quotes nothing, while incentives and payloads of the others are written', async () => {
    const { reached, marked, reach, common } = open();
    const store = {
      shopsDue: async () => SHOPS,
      withShop: (_: number, work: () => Promise<void>) => work(),
      find: async () => ({ failures: 0 }),
      markFailed: async (id: number, sentence: string) => void marked.push([id, sentence]),
    };
    const segments = { list: async (id: number) => (await reach(id), Promise.reject(new RangeError('x'))) };
    await createSyncIncentives(part({ ...common, store, segments }))();
    expect(reached).toEqual([1, 2, 3]);
    await createSyncLocal(part({ ...common, store }))();
    expect(marked.map(([id]) => id)).toEqual([1, 2, 3, 1, 2, 3]);
    expect(new Set(marked.map(([, sentence]) => sentence))).toEqual(
      new Set(['Attune failed at it; the log of its server says how.']),
    );
  });

  it('is marked where the members of its segment cannot be read, while those of the others are', async () => {
    const { reached, marked, reach, common } = open();
    const followed = {
      claim: async () => SHOPS.map((each) => ({ shop: each, id: 's' })),
      knownCustomers: async () => [],
      markFailed: async (id: number) => void marked.push([id, '']),
      markRead: async () => {},
    };
    const history = {
      async *readSegmentMembers(domain: string) {
        await reach(Number(/\d/.exec(domain)?.[0]));
        yield [];
      },
    };
    await createReadFollowedSegments(part({ ...common, followed, history }))();
    expect([reached, marked.map(([id]) => id)]).toEqual([[1, 2, 3], [2]]);
  });

  it('keeps no other’s profiles from being made again, and no customer from being erased', async () => {
    const { reached, reach, common } = open();
    const erased: string[] = [];
    const customers = new Set(['gid://shopify/Customer/1']);
    const retention = {
      enforce: async () => ({
        removed: {},
        outdated: new Map(SHOPS.map(({ id }) => [id, customers])),
        hasMore: false,
      }),
      findInactive: async () => SHOPS.map((each) => ({ shop: each, customerId: 'gid://shopify/Customer/1' })),
      noteErased: async () => {},
    };
    const writer = { refoldShoppers: async ({ id }: Shop) => (await reach(id), 0) };
    const inbox = {
      append: async ([delivery]: { shop: string }[]) => {
        if (delivery?.shop === 'shop-2.example') throw new TypeError('no');
        erased.push(delivery?.shop ?? '');
        return [];
      },
    };
    await createEnforceRetention(part({ ...common, retention, writer, inbox }))();
    expect(reached).toEqual([1, 2, 3]);
    expect(erased).toEqual(['shop-1.example', 'shop-3.example']);
  });
});
