import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createReminderOutbox } from '#app/adapters/prisma/reminders/reminder-outbox.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createSnapshotStore } from '#app/adapters/prisma/catalog/snapshot-store.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { createShopSnapshots } from '#app/adapters/system/shop-snapshots.ts';
import { createSnapshotLoader } from '#app/adapters/system/snapshot-loader.ts';
import { DEFAULT_REMINDERS } from '#app/contracts/shop-settings.ts';
import { gid, type CustomerId, type VariantId } from '#app/domain/kernel/ids.ts';
import type { CartLeft } from '#app/ports/flow-trigger.ts';
import type { Mailer, SendOutcome } from '#app/ports/mailer.ts';
import type { ReaderOfMail, VariantForSale } from '#app/ports/reminder-reading.ts';
import { createSendReminders } from '#app/use-cases/reminders/send-reminders.ts';
import { GOLD_CUSTOMER } from './checkout-shop.ts';
import { createTestClock, TEST_NOW } from './ingestion.ts';
import { openCheckoutShop } from './open-checkout-shop.ts';
import { openMailServer } from './mail-server.ts';
import { ENCRYPTION_KEY } from './running-server.ts';

const DOMAIN = 'left-carts.myshopify.com';
export const READER: ReaderOfMail = {
  address: 'jo@example.com',
  hasConsented: true,
  firstName: 'Jo <b>',
  locale: 'en',
  country: 'GB',
  timezone: 'Europe/London',
};

/** A shop with reminders on, a cart of product 2 abandoned a minute ago, a mail server, and a Shopify of plain data. */
export async function openReminderWorld() {
  const { pool, shopId, close } = await openCheckoutShop(DOMAIN);
  const mail = await openMailServer();
  const cipher = createCipherBox(ENCRYPTION_KEY);
  const accounts = createMailAccountStore(pool, cipher);
  await accounts.save(shopId, mail.account);
  const settings = createShopSettingsStore({ pool });
  await settings.save(shopId, { reminders: { ...DEFAULT_REMINDERS, isOn: true } });
  const clock = createTestClock();
  const shopify = {
    reader: READER as ReaderOfMail | null,
    soldOut: new Set<VariantId>(),
    /** What Flow was told, and what it says. */
    told: [] as CartLeft[],
    flow: { kind: 'accepted' } as SendOutcome,
  };
  const shops = createShopStore(pool);
  const outbox = createReminderOutbox(pool);
  const loader = createSnapshotLoader({ shops, store: createSnapshotStore(pool, silentLog), log: silentLog });
  const senderOf = (mailer: Mailer = smtpMailer) =>
    createSendReminders({
      shops,
      outbox,
      accounts,
      clock,
      mailer,
      log: silentLog,
      flow: {
        cartLeft: async (_domain, cart) => {
          shopify.told.push(cart);
          return shopify.flow;
        },
      },
      snapshots: createShopSnapshots({ loader, log: silentLog }),
      profiles: createProfileStore(pool, createShopperReader(createAddressCipher(cipher).open)),
      source: {
        read: async () => ({ shop: { name: 'A shop', url: 'https://shop.example' }, reader: shopify.reader }),
        readForSale: async (_domain, ids) =>
          new Map(ids.filter((id) => !shopify.soldOut.has(id)).map((id) => [id, forSale(id)])),
      },
      unsubscribeUrl: (shop, customer, language) =>
        `https://attune.example/unsubscribe?t=${shop}.${customer.split('/').at(-1)}&l=${language}`,
    });
  const leave = (cartToken: string, customerId: CustomerId = GOLD_CUSTOMER, variant = 20) =>
    pool.query(
      `WITH cart AS (
         INSERT INTO open_cart (shop_id, kind, token, cart_token, customer_id, updated_at, started_at, lines)
         VALUES ($1, 'cart', $2, $2, $3, $4, $4, $5))
       INSERT INTO abandoned_cart (shop_id, cart_token, customer_id, changed_at, abandoned_at, reached, state, next_try_at)
       VALUES ($1, $2, $3, $4, $6, 'cart', 'abandoned', $6)`,
      [
        shopId,
        cartToken,
        customerId,
        new Date(TEST_NOW - 86_460_000),
        JSON.stringify([
          { variantId: gid('ProductVariant', variant), productId: gid('Product', variant / 10), quantity: 2 },
        ]),
        new Date(TEST_NOW - 60_000),
      ],
    );
  return {
    pool,
    shopId,
    mail,
    clock,
    shopify,
    settings,
    outbox,
    accounts,
    leave,
    senderOf,
    send: () => senderOf()(new AbortController().signal),
    async cart(cartToken = 'c1') {
      const { rows } = await pool.query<{
        state: string;
        why: string | null;
        problem: string | null;
        attempts: number;
        next_try_at: Date | null;
        sent_at: Date | null;
      }>(
        `SELECT state, why, problem, attempts, next_try_at, sent_at FROM abandoned_cart WHERE cart_token = $1`,
        [cartToken],
      );
      return rows[0];
    },
    async close() {
      await mail.close();
      await close();
    },
  };
}

function forSale(id: VariantId): VariantForSale {
  const number = Number(id.split('/').at(-1)) / 10;
  return {
    title: `Product ${number} & more`,
    price: { amountMinor: number * 100, currency: 'GBP' },
    url: `https://shop.example/products/${number}`,
    imageUrl: null,
  };
}
