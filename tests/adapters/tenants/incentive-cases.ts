import { createIncentiveStore } from '#app/adapters/prisma/campaigns/incentive-store.ts';
import { NO_INCENTIVES } from '#app/domain/campaigns/incentives/configuration.ts';
import { casesOf, type StoreCases } from './cases.ts';
import { SHOP } from './world.ts';

const TODAY = new Date(Date.UTC(2026, 1, 1));

export const INCENTIVE_CASES: Readonly<Record<string, StoreCases>> = {
  createIncentiveStore: casesOf(({ pool }) => createIncentiveStore(pool), {
    shopsDue: { acrossShops: 'the worker serves every shop' },
    withShop: (store) => store.withShop(SHOP.id, async () => {}),
    find: (store) => store.find(SHOP.id),
    newestEvent: (store) => store.newestEvent(SHOP.id),
    customers: (store, draw) =>
      store.customers(SHOP.id, { asked: [draw.name('segment')], isWhole: true, after: null, limit: 10 }),
    markWritten: (store, draw) =>
      store.markWritten(
        SHOP.id,
        [
          { customerId: draw.customer(), segmentIds: [draw.name('segment')] },
          { customerId: draw.customer(), segmentIds: [] },
        ],
        TODAY,
      ),
    markCompared: (store) => store.markCompared(SHOP.id, { seenEvent: 1n, holdout: 0.05 }, TODAY),
    markMade: (store, draw) => store.markMade(SHOP.id, draw.text()),
    markPublished: (store) =>
      store.markPublished(
        SHOP.id,
        { discountId: null, configuration: NO_INCENTIVES, comparedAt: null },
        TODAY,
      ),
    markFailed: (store, draw) => store.markFailed(SHOP.id, draw.text(), TODAY),
    standing: (store) => store.standing(SHOP.id),
    spentCampaigns: (store) => store.spentCampaigns(SHOP.id),
    used: (store, draw) => store.used(SHOP.id, draw.name('campaign'), 'GBP'),
  }),
};
