import { createPixelStore } from '#app/adapters/prisma/shops/pixel-store.ts';
import { createVisitorProfiles } from '#app/adapters/prisma/shoppers/visitor-profiles.ts';
import { createVisitorStore } from '#app/adapters/prisma/shoppers/visitor-store.ts';
import { casesOf } from './cases.ts';
import type { StoreCases } from './cases.ts';
import { SHOP } from './world.ts';

const FEBRUARY = Date.UTC(2026, 1, 1) / 1000;

export const VISITOR_CASES: Readonly<Record<string, StoreCases>> = {
  createPixelStore: casesOf(({ pool }) => createPixelStore(pool), {
    findId: (store) => store.findId(SHOP.id),
    switchOn: (store, draw) => store.switchOn(SHOP.id, draw.text(), FEBRUARY),
    switchOff: (store) => store.switchOff(SHOP.id),
    tally: (store) => store.tally(SHOP.domain, FEBRUARY),
  }),
  createVisitorProfiles: casesOf(({ pool }) => createVisitorProfiles(pool), {
    find: (store, draw) => store.find(SHOP.id, draw.name('checkout')),
  }),
  createVisitorStore: casesOf(({ client }) => createVisitorStore(client, SHOP.id), {
    lock: (store, draw) => store.lock(draw.name('visitor')),
    saveActivity: (store, draw) =>
      store.saveActivity(draw.name('visitor'), {
        ...{ eventId: draw.text(), at: FEBRUARY, kind: 'view', productId: draw.product(), query: null },
      }),
    saveDevice: (store, draw) =>
      store.saveDevice(draw.name('visitor'), { at: FEBRUARY, deviceClass: 'phone' }),
    saveToken: (store, draw) => store.saveToken(draw.name('visitor'), draw.name('cart'), FEBRUARY),
    saveCheckoutStart: (store, draw) =>
      store.saveCheckoutStart(draw.name('visitor'), draw.name('cart'), FEBRUARY),
    refuse: (store, draw) => store.refuse(draw.name('visitor'), FEBRUARY - draw.int(9)),
    assign: (store, draw) => store.assign(draw.name('visitor'), 0),
    ofCarts: (store, draw) => store.ofCarts([draw.name('cart')]),
  }),
};
