import { createAbandonedCartStore } from '#app/adapters/prisma/reminders/abandoned-cart-store.ts';
import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createReminderOutbox } from '#app/adapters/prisma/reminders/reminder-outbox.ts';
import { createReminderReportStore } from '#app/adapters/prisma/reminders/reminder-report-store.ts';
import type { AbandonedCart } from '#app/domain/reminders/abandoned-cart.ts';
import { casesOf, type StoreCases } from './cases.ts';
import { cipher, SHOP } from './world.ts';

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
  createReminderOutbox: casesOf(({ pool }) => createReminderOutbox(pool), {
    take: (store) => store.take(SHOP.id, FEBRUARY),
    postpone: (store, draw) => store.postpone(SHOP.id, draw.name('cart'), FEBRUARY, '451'),
    cancel: (store, draw) => store.cancel(SHOP.id, draw.name('cart'), 'refused', '550'),
    begin: async (store) => {
      const due = await store.take(SHOP.id, FEBRUARY);
      return due && store.begin(SHOP.id, due, FEBRUARY, FEBRUARY);
    },
    finish: (store, draw) => store.finish(SHOP.id, draw.name('cart')),
    release: (store, draw) => store.release(SHOP.id, draw.name('cart'), FEBRUARY, '451'),
    giveUpInterrupted: (store) => store.giveUpInterrupted(SHOP.id, FEBRUARY),
    nextTry: (store) => store.nextTry(SHOP.id),
    wasRemindedSince: (store, draw) => store.wasRemindedSince(SHOP.id, draw.customer(), 0),
    hasOptedOut: (store, draw) => store.hasOptedOut(SHOP.id, draw.customer()),
    optOut: (store, draw) => store.optOut(SHOP.id, draw.customer(), FEBRUARY),
  }),
  createReminderReportStore: casesOf(({ pool }) => createReminderReportStore(pool), {
    tally: (store) => store.tally(SHOP.id, 0),
    newest: (store) => store.newest(SHOP.id, 5),
    countOptOuts: (store) => store.countOptOuts(SHOP.id),
  }),
  createMailAccountStore: casesOf(({ pool }) => createMailAccountStore(pool, cipher), {
    find: (store) => store.find(SHOP.id),
    save: (store, draw) =>
      store.save(SHOP.id, {
        host: draw.text(),
        port: 587,
        security: 'starttls',
        username: draw.text(),
        fromName: draw.text(),
        fromAddress: 'a@example.com',
        postalAddress: draw.text(),
      }),
  }),
};
