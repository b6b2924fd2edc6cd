import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReminderSource } from '#app/adapters/shopify/reminder-source.ts';
import { DEFAULT_REMINDERS } from '#app/contracts/shop-settings.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { GOLD_CUSTOMER } from '#tests/support/checkout-shop.ts';
import { TEST_NOW } from '#tests/support/ingestion.ts';
import type { ReminderSource } from '#app/ports/reminder-reading.ts';
import { writePastCheckout } from '#tests/support/past-checkout.ts';
import { plainSource, READER } from '#tests/support/reminder-sender.ts';
import { openReminderWorld } from '#tests/support/reminder-world.ts';

let world: Awaited<ReturnType<typeof openReminderWorld>>;
beforeEach(async () => {
  world = await openReminderWorld();
  await world.leave('c1');
});
afterEach(() => world.close());

/** The parts of a message without its soft line breaks. */
const plain = (message = '') => message.replaceAll('=\r\n', '').replaceAll('=3D', '=');
const soldOut = gid('ProductVariant', 20);

const FOR_SALE = {
  title: 'Default Title',
  availableForSale: true,
  contextualPricing: { price: { amount: '2.00', currencyCode: 'GBP' } },
  product: {
    title: 'Mug',
    status: 'ACTIVE',
    onlineStoreUrl: 'https://shop.example/products/mug',
    featuredMedia: null,
  },
};

/** A Shopify that answers about readers once so many were asked for. */
function meeting(readers: number): ReminderSource {
  const plain = plainSource(() => READER);
  const everybody = Promise.withResolvers<null>();
  let asked = 0;
  return {
    ...plain,
    async read(...about) {
      asked += 1;
      if (asked === readers) everybody.resolve(null);
      await everybody.promise;
      return plain.read(...about);
    },
  };
}

describe('createSendReminders', () => {
  it('sends one message with the cart, today’s price, suggestions with their reasons, and both headers to unsubscribe', async () => {
    await world.pool.query(`INSERT INTO merchandising (shop_id, pin, ban) VALUES ($1, $2, $3)`, [
      world.shopId,
      [gid('Product', 3), gid('Product', 2), gid('Product', 1)],
      [gid('Product', 1)],
    ]);
    await world.send();
    expect(await world.cart()).toMatchObject({ state: 'reminded', why: null, problem: null });
    expect(world.mail.messages).toHaveLength(1);
    const message = plain(world.mail.messages[0]);
    expect(message).toContain('Subject: Your cart at A shop');
    expect(message).toContain('To: jo@example.com');
    expect(message).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(message).toMatch(/List-Unsubscribe: <https:\/\/attune\.example\/unsubscribe\?t=\d+\.42&l=en>/);
    expect(message).toContain('Product 2 &amp; more');
    expect(message).toContain('https://shop.example/cart/20:2');
    expect(message).toContain('Hello Jo &lt;b&gt;,');
    expect(message).toContain('1 Mill Street');
    // Product 2 is in the cart and product 1 banned: the guardrails of checkout hold here too.
    expect(new Set(message.match(/shop\.example\/products\/\d/g))).toEqual(
      new Set(['shop.example/products/2', 'shop.example/products/3']),
    );
    expect(message).toContain('Picked by the shop');
  });

  it('suggests nothing that the shopper dismissed in a checkout', async () => {
    await world.pool.query('INSERT INTO merchandising (shop_id, pin, ban) VALUES ($1, $2, $3)', [
      world.shopId,
      [gid('Product', 3)],
      [],
    ]);
    await writePastCheckout(world.pool, {
      shopId: world.shopId,
      shopperId: GOLD_CUSTOMER,
      checkout: 'earlier',
      atMs: TEST_NOW - 86_400_000,
      itemKey: `c:${gid('Product', 3)}`,
      kinds: ['exposure', 'dismissal'],
    });
    await world.send();
    const message = plain(world.mail.messages[0]);
    expect(message).toContain('shop.example/products/2');
    expect(message).not.toContain('shop.example/products/3');
  });

  it('sends no second one for the same cart, whatever is asked of it', async () => {
    await world.send();
    await world.pool.query(`UPDATE abandoned_cart SET state = 'abandoned', next_try_at = abandoned_at`);
    await world.send();
    expect(world.mail.messages).toHaveLength(1);
  });

  it('is not sent where the shopper did not agree, unsubscribed, has no address, or is gone', async () => {
    const cases = [
      [{ ...READER, hasConsented: false }, 'no-consent'],
      [{ ...READER, address: null }, 'no-address'],
      [null, 'no-customer'],
    ] as const;
    for (const [index, [reader, why]] of cases.entries()) {
      world.shopify.reader = reader;
      await world.leave(`d${index}`, gid('Customer', 100 + index));
      await world.send();
      expect(await world.cart(`d${index}`)).toMatchObject({ state: 'cancelled', why, sent_at: null });
    }
    world.shopify.reader = READER;
    await world.outbox.optOut(world.shopId, gid('Customer', 200), TEST_NOW / 1000);
    await world.leave('d9', gid('Customer', 200));
    await world.send();
    expect(await world.cart('d9')).toMatchObject({ state: 'cancelled', why: 'opted-out' });
    expect(world.mail.messages.filter((message) => message.includes('d9'))).toEqual([]);
  });

  it('is not sent to a shopper who is held out', async () => {
    await world.settings.save(world.shopId, { holdout: 0.2 });
    for (let number = 1; number <= 40; number += 1)
      await world.leave(`h${number}`, gid('Customer', 900 + number));
    while ((await world.send()) === 0);
    const { rows } = await world.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM abandoned_cart WHERE why = 'held-out'`,
    );
    const heldOut = rows[0]?.count ?? 0;
    expect(heldOut).toBeGreaterThan(0);
    expect(world.mail.messages).toHaveLength(41 - heldOut);
  });

  it('leaves out what is sold out, and is not sent where nothing is left', async () => {
    await world.leave('c2', gid('Customer', 7), 30);
    world.shopify.soldOut.add(soldOut);
    await world.send();
    expect(await world.cart('c1')).toMatchObject({ state: 'cancelled', why: 'sold-out' });
    expect(await world.cart('c2')).toMatchObject({ state: 'reminded' });
    expect(plain(world.mail.messages[0])).not.toContain('products/2');
  });

  it('waits for the morning where the shopper is', async () => {
    world.shopify.reader = { ...READER, timezone: 'Asia/Tokyo' };
    await world.send();
    expect(await world.cart()).toMatchObject({
      state: 'abandoned',
      next_try_at: new Date('2026-11-22T23:00:00Z'),
    });
    world.clock.set(Date.parse('2026-11-22T23:00:00Z'));
    await world.send();
    expect(await world.cart()).toMatchObject({ state: 'reminded' });
  });

  it('reminds a shopper of one cart a day', async () => {
    await world.leave('c2', GOLD_CUSTOMER, 30);
    await world.send();
    expect(world.mail.messages).toHaveLength(1);
    expect([(await world.cart('c1'))?.why, (await world.cart('c2'))?.why].toSorted()).toContain(
      'reminded-lately',
    );
  });

  it('tries again later where the server says so, and gives up two days after the cart was left', async () => {
    world.mail.behave({ kind: 'refuse', code: 451 });
    await world.send();
    const first = await world.cart();
    expect(first).toMatchObject({ state: 'abandoned', attempts: 1, problem: '451', sent_at: null });
    expect(first?.next_try_at).toEqual(new Date(TEST_NOW + 300_000));
    world.clock.set(TEST_NOW + 300_000);
    world.mail.behave({ kind: 'take' });
    await world.send();
    expect(await world.cart()).toMatchObject({ state: 'reminded' });
    await world.leave('c2', gid('Customer', 7));
    world.clock.set(TEST_NOW + 49 * 3_600_000);
    await world.send();
    expect(await world.cart('c2')).toMatchObject({ state: 'cancelled', why: 'too-late' });
  });

  it('a cart of whose reader Shopify answers something unreadable rests with its reason, the others are sent; in the end it is too late', async () => {
    const odd = gid('Customer', 7);
    await world.leave('c2', odd);
    const reader = { firstName: 'Jo', locale: 'en', defaultAddress: null };
    const address = { emailAddress: 'jo@example.com', marketingState: 'SUBSCRIBED', validFormat: true };
    const source = createReminderSource(() => ({
      async query(_text, { customer } = {}) {
        if (customer === undefined) return { nodes: [{ id: gid('ProductVariant', 20), ...FOR_SALE }] };
        const defaultEmailAddress = customer === odd ? { emailAddress: 7 } : address;
        const shop = { name: 'A shop', primaryDomain: { url: 'https://shop.example' } };
        return { shop, customer: { ...reader, defaultEmailAddress } };
      },
    }));
    await world.sendFrom(source);
    expect(await world.cart('c1')).toMatchObject({ state: 'reminded' });
    const rests = { state: 'abandoned', attempts: 1, problem: 'SHOPIFY NO ANSWER', sent_at: null };
    expect(await world.cart('c2')).toMatchObject(rests);
    world.clock.set(TEST_NOW + 47.99 * 3_600_000);
    await world.sendFrom(source);
    expect(await world.cart('c2')).toMatchObject({ state: 'cancelled', why: 'too-late' });
  });

  it('records a refusal with its code and never tries again', async () => {
    world.mail.behave({ kind: 'refuse', code: 550 });
    await world.send();
    expect(await world.cart()).toMatchObject({ state: 'cancelled', why: 'refused', problem: '550' });
  });

  it('does not send again what the server may have taken before the connection broke', async () => {
    world.mail.behave({ kind: 'cut' });
    await world.send();
    expect(await world.cart()).toMatchObject({ state: 'cancelled', why: 'unknown' });
    expect(world.mail.messages).toHaveLength(1);
    world.mail.behave({ kind: 'take' });
    world.clock.set(TEST_NOW + 3_600_000);
    await world.send();
    expect(world.mail.messages).toHaveLength(1);
  });

  it('does not send again after a process died with the message in hand', async () => {
    const dying = world.senderOf({ send: () => new Promise(() => {}) });
    void dying(new AbortController().signal);
    await expect.poll(async () => (await world.cart())?.state).toBe('sending');
    world.clock.set(TEST_NOW + 11 * 60_000);
    await world.send();
    expect(await world.cart()).toMatchObject({ state: 'cancelled', why: 'unknown' });
    expect(world.mail.messages).toEqual([]);
  });

  it('sends one message where two processes send at once', async () => {
    await Promise.all([world.send(), world.send(), world.send()]);
    expect(world.mail.messages).toHaveLength(1);
  });

  it('reminds a shopper of one of two carts that two processes have in hand at once', async () => {
    await world.leave('c2', GOLD_CUSTOMER, 30);
    const source = meeting(2);
    await Promise.all([world.sendFrom(source), world.sendFrom(source)]);
    expect(world.mail.messages).toHaveLength(1);
    world.clock.set(TEST_NOW + 300_000);
    await world.send();
    expect(world.mail.messages).toHaveLength(1);
    const carts = [await world.cart('c1'), await world.cart('c2')];
    expect(carts.map((cart) => cart?.why ?? cart?.state).toSorted()).toEqual(['reminded', 'reminded-lately']);
  });

  it('is not sent while news of the cart waits to be looked at', async () => {
    await world.pool.query('UPDATE open_cart SET look_at = to_timestamp(0)');
    await world.send();
    expect(world.mail.messages).toEqual([]);
    expect(await world.cart()).toMatchObject({ state: 'abandoned' });
  });

  it('is not sent after reminders were switched off', async () => {
    await world.settings.save(world.shopId, { reminders: { ...DEFAULT_REMINDERS, isOn: false } });
    await world.send();
    expect(await world.cart()).toMatchObject({ state: 'cancelled', why: 'off' });
  });
});

describe('a reminder that a workflow of Shopify Flow sends', () => {
  beforeEach(async () => {
    await world.settings.save(world.shopId, { reminders: { ...DEFAULT_REMINDERS, isOn: true, by: 'flow' } });
    // Other settings have every cart looked at again; that is done.
    await world.pool.query('UPDATE open_cart SET look_at = NULL');
  });

  it('is told to Flow once, with what can still be bought, and not mailed', async () => {
    await world.send();
    await world.send();
    expect(world.shopify.told).toMatchObject([
      {
        customerId: GOLD_CUSTOMER,
        cartUrl: expect.stringMatching(/^https:\/\/shop\.example\/cart\/20:2/),
        products: ['Product 2 & more'],
        value: { amountMinor: 400, currency: 'GBP' },
      },
    ]);
    expect(world.mail.messages).toEqual([]);
    expect(await world.cart()).toMatchObject({ state: 'reminded' });
  });

  it('is not told of a customer who did not agree to marketing e-mail', async () => {
    world.shopify.reader = { ...READER, hasConsented: false };
    await world.send();
    expect(world.shopify.told).toEqual([]);
    expect(await world.cart()).toMatchObject({ state: 'cancelled', why: 'no-consent' });
  });

  it('needs no mail server', async () => {
    await world.pool.query('DELETE FROM mail_account');
    await world.send();
    expect(world.shopify.told).toHaveLength(1);
  });

  it('is not told again where Shopify did not answer', async () => {
    world.shopify.flow = { kind: 'unknown', code: 'NO_ANSWER' };
    await world.send();
    await world.send();
    expect(world.shopify.told).toHaveLength(1);
    expect(await world.cart()).toMatchObject({ state: 'cancelled', why: 'unknown', problem: 'NO_ANSWER' });
  });
});
