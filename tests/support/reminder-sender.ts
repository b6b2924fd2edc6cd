import type pg from 'pg';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createReminderOutbox } from '#app/adapters/prisma/reminders/reminder-outbox.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createSnapshotStore } from '#app/adapters/prisma/catalog/snapshot-store.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { createShopSnapshots } from '#app/adapters/system/shop-snapshots.ts';
import { createSnapshotLoader } from '#app/adapters/system/snapshot-loader.ts';
import type { Log } from '#app/ports/log.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { FlowTrigger } from '#app/ports/flow-trigger.ts';
import type { Mailer } from '#app/ports/mailer.ts';
import type { ReaderOfMail, ReminderSource, VariantForSale } from '#app/ports/reminder-reading.ts';
import type { VariantId } from '#app/domain/kernel/ids.ts';
import { createSendReminders } from '#app/use-cases/reminders/send-reminders.ts';
import { ENCRYPTION_KEY } from './running-server.ts';

export const READER: ReaderOfMail = {
  address: 'jo@example.com',
  hasConsented: true,
  firstName: 'Jo <b>',
  locale: 'en',
  country: 'GB',
  timezone: 'Europe/London',
};

export interface ReminderSenderParts {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly source: ReminderSource;
  readonly flow: FlowTrigger;
  readonly mailer?: Mailer;
  /** Silent, when left out. */
  readonly log?: Log;
}

/** Rounds of sending on a real database and by real SMTP; Shopify is what the parts say. */
export function createReminderSender({
  pool,
  clock,
  source,
  flow,
  mailer = smtpMailer,
  log = silentLog,
}: ReminderSenderParts) {
  const cipher = createCipherBox(ENCRYPTION_KEY);
  const shops = createShopStore(pool);
  const loader = createSnapshotLoader({ shops, store: createSnapshotStore(pool, log), log });
  return createSendReminders({
    shops,
    clock,
    mailer,
    flow,
    source,
    outbox: createReminderOutbox(pool),
    accounts: createMailAccountStore(pool, cipher),
    log,
    snapshots: createShopSnapshots({ loader, log }),
    pastItems: createPastItems(pool),
    profiles: createProfileStore(pool, createShopperReader(createAddressCipher(cipher).open)),
    unsubscribeUrl: (shop, customer, language) =>
      `https://attune.example/unsubscribe?t=${shop}.${customer.split('/').at(-1)}&l=${language}`,
  });
}

/** A Shopify of plain data: one reader, and every variant for sale but those `isSoldOut` names. */
export const plainSource = (
  reader: () => ReaderOfMail | null,
  isSoldOut: (id: VariantId) => boolean = () => false,
): ReminderSource => ({
  read: async () => ({ shop: { name: 'A shop', url: 'https://shop.example' }, reader: reader() }),
  readForSale: async (_domain, ids) =>
    new Map(ids.filter((id) => !isSoldOut(id)).map((id) => [id, forSale(id)])),
});

function forSale(id: VariantId): VariantForSale {
  const number = Number(id.split('/').at(-1)) / 10;
  return {
    title: `Product ${number} & more`,
    price: { amountMinor: number * 100, currency: 'GBP' },
    url: `https://shop.example/products/${number}`,
    imageUrl: null,
  };
}
