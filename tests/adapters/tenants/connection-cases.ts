import { createRetentionStore } from '#app/adapters/prisma/inbox/retention-store.ts';
import { createConsentCensus } from '#app/adapters/prisma/shoppers/consent-census.ts';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { createMetafieldCalls, createPullDesk } from '#app/adapters/prisma/shoppers/pull-desk.ts';
import { createServerPace } from '#app/adapters/prisma/shoppers/server-pace.ts';
import { casesOf, type StoreCases } from './cases.ts';
import { cipher, SHOP } from './world.ts';

const FEBRUARY = Date.UTC(2026, 1, 1) / 1000;
const SETTINGS = { source: { kind: 'places' }, needs: 'none', refreshDays: 1, keepDays: 2 } as const;

export const CONNECTION_CASES: Readonly<Record<string, StoreCases>> = {
  createConnectionBook: casesOf(({ pool }) => createConnectionBook(pool, cipher), {
    configured: (store) => store.configured(SHOP.id),
    list: (store) => store.list(SHOP.id, FEBRUARY),
    find: (store) => store.find(SHOP.id, 'crm'),
    save: (store, draw) =>
      store.save(
        SHOP.id,
        { id: 'crm', name: draw.text(), isOn: draw.int(2) === 0, settings: SETTINGS },
        draw.int(2) === 0 ? undefined : draw.text(),
        FEBRUARY,
      ),
    remove: (store) => store.remove(SHOP.id, 'crm', FEBRUARY),
    newestPulls: (store) => store.newestPulls(SHOP.id, 'crm', 5),
  }),
  createConsentCensus: casesOf(({ pool }) => createConsentCensus(pool), {
    count: (store) => store.count(SHOP.id),
  }),
  createRetentionStore: casesOf(({ pool }) => createRetentionStore(pool), {
    enforce: { acrossShops: 'what is past its days goes, whoever it belongs to' },
    findInactive: { acrossShops: 'the worker asks who is past their days' },
    noteErased: (store, draw) => store.noteErased(SHOP.id, draw.int(3), new Date(FEBRUARY * 1000)),
    listEnforced: (store) => store.listEnforced(SHOP.id),
  }),
  createPullDesk: casesOf(({ pool }) => createPullDesk(pool, cipher), {
    claim: { acrossShops: 'a worker takes the next connection, whichever shop it is of' },
    record: (store, draw) =>
      store.record(
        SHOP.id,
        'crm',
        [
          {
            ...{ shopperId: draw.customer(), at: FEBRUARY, dueAt: FEBRUARY + 1 },
            ...{ outcome: 'unknown', problem: draw.text() },
          },
        ],
        FEBRUARY,
      ),
    forget: (store, draw) => store.forget(SHOP.id, 'crm', [draw.customer()]),
    release: (store, draw) => store.release(SHOP.id, 'crm', draw.int(3), FEBRUARY),
  }),
  createMetafieldCalls: casesOf(({ client }) => createMetafieldCalls(client, SHOP.id), {
    callFor: (store, draw) => store.callFor([draw.customer(), draw.customer()], FEBRUARY),
  }),
  createServerPace: casesOf(({ pool }) => createServerPace(pool), {
    turn: (store, draw) =>
      store.turn({ shopId: SHOP.id, host: `${draw.int(9)}.example` }, 1_000, new AbortController().signal),
    rest: (store, draw) => store.rest({ shopId: SHOP.id, host: `${draw.int(9)}.example` }, 1),
  }),
};
