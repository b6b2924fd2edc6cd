import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createReminderOutbox } from '#app/adapters/prisma/reminders/reminder-outbox.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { DEFAULT_REMINDERS } from '#app/contracts/shop-settings.ts';
import { gid, type CustomerId, type VariantId } from '#app/domain/kernel/ids.ts';
import type { CartLeft } from '#app/ports/flow-trigger.ts';
import type { Mailer, SendOutcome } from '#app/ports/mailer.ts';
import type { ReaderOfMail, ReminderSource } from '#app/ports/reminder-reading.ts';
import { GOLD_CUSTOMER } from './checkout-shop.ts';
import { createTestClock, TEST_NOW } from './ingestion.ts';
import { openCheckoutShop } from './open-checkout-shop.ts';
import { openMailServer } from './mail-server.ts';
import { createReminderSender, plainSource, READER } from './reminder-sender.ts';
import { ENCRYPTION_KEY } from './running-server.ts';

const DOMAIN = 'left-carts.myshopify.com';

/** A shop with reminders on, a cart of product 2 abandoned a minute ago, a mail server, and a Shopify of plain data. */
export async function openReminderWorld() {
  const { databaseUrl, pool, shopId, close } = await openCheckoutShop(DOMAIN);
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
  const outbox = createReminderOutbox(pool);
  const plain = plainSource(
    () => shopify.reader,
    (id) => shopify.soldOut.has(id),
  );
  const senderOf = (mailer?: Mailer, source: ReminderSource = plain) =>
    createReminderSender({
      pool,
      clock,
      ...(mailer && { mailer }),
      flow: {
        cartLeft: async (_domain, cart) => {
          shopify.told.push(cart);
          return shopify.flow;
        },
      },
      source,
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
    databaseUrl,
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
    /** By what another Shopify says. */
    sendFrom: (source: ReminderSource) => senderOf(undefined, source)(new AbortController().signal),
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
