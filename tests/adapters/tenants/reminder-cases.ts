import { createAbandonedCartStore } from '#app/adapters/prisma/abandoned-cart-store.ts';
import type { AbandonedCart } from '#app/domain/reminders/abandoned-cart.ts';
import { casesOf, type StoreCases } from './cases.ts';
import { SHOP } from './world.ts';

const FEBRUARY = Date.UTC(2026, 1, 1) / 1000;

export const REMINDER_CASES: Readonly<Record<string, StoreCases>> = {
  createAbandonedCartStore: casesOf(({ pool }) => createAbandonedCartStore(pool), {
    lookAtDue: async (store, draw) => {
      const seen: string[] = [];
      const looked = await store.lookAtDue(SHOP.id, FEBRUARY, 1 + draw.int(5), (cart, known) => {
        seen.push(JSON.stringify([cart, known]));
        const { cartToken, customerId, changedAt, valueMinor, reached } = cart;
        const left = { cartToken, customerId, changedAt, valueMinor, reached, sentAt: null, order: null };
        const stored: AbandonedCart = {
          ...left,
          abandonedAt: FEBRUARY,
          state: 'abandoned',
          why: null,
          nextTryAt: FEBRUARY,
        };
        return { cart: stored, lookAt: null };
      });
      return [looked, seen.toSorted()];
    },
    nextLook: (store) => store.nextLook(SHOP.id),
  }),
};
