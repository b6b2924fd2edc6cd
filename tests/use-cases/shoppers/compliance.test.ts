import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createLocalPayloadStore } from '#app/adapters/prisma/campaigns/local-payload-store.ts';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { decisionsInto } from '#tests/support/write-decisions.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { recordDecision } from '#app/domain/campaigns/replay/record.ts';
import { gid, type CustomerId, type ShopId, type ShopperId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { exportContext } from '#app/adapters/prisma/shoppers/compliance-store.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { NOW } from '../../domain/builders.ts';
import { aQuestion, aSnapshot } from '../../domain/campaigns/shop.ts';
import { aCheckout, anOrder } from '#tests/support/webhook-payloads.ts';

const CANARY = { id: '7700770077007', email: 'canary.person@example.org', phone: '+447700900123' };
const CUSTOMER_ID = gid('Customer', CANARY.id);
const OTHER = { id: '8800880088008', email: 'other.person@example.org' };
const DECISION = '01900000-0000-7000-8000-000000000001';
const BASIS = {
  modelVersion: 1,
  configVersion: 1,
  catalogVersion: 1,
  profileUpdatedAt: null,
  segmentIds: ['s'],
  codeVersion: '0',
};

let world: IngestionWorld;
beforeEach(async () => {
  world = await openIngestion();
  await fillWithCanary();
});
afterEach(() => world.close());

/** Leaves the canary everywhere a real customer would be: orders, carts, checkouts, details, decisions, quarantine. */
async function fillWithCanary(): Promise<void> {
  for (const person of [CANARY, OTHER]) {
    const checkout_token = `checkout-${person.id}`;
    const customer = { id: Number(person.id), email: person.email };
    await send('customers/create', {
      id: Number(person.id),
      email: person.email,
      updated_at: '2026-11-20T09:00:00Z',
      default_address: { country_code: 'GB' },
    });
    await send(
      'orders/create',
      anOrder({ id: Number(`55${person.id}`), customer, checkout_token, email: person.email }),
    );
    await send(
      'checkouts/create',
      aCheckout({ token: `open-${person.id}`, cart_token: `cart-${person.id}`, customer }),
    );
    await send('carts/create', {
      token: `cart-${person.id}`,
      updated_at: '2026-11-20T10:00:00Z',
      line_items: [{ variant_id: 1, quantity: 1, line_price: '2.00' }],
    });
    await send('customer.joined_segment', {
      customer_id: `gid://shopify/Customer/${person.id}`,
      segment_id: 'gid://shopify/Segment/3',
    });
    const pixel = { clientId: `browser-${person.id}`, at: '2026-11-20T10:00:00Z' };
    await world.sendPixel([
      {
        ...pixel,
        id: randomUUID(),
        name: 'product_viewed',
        productId: '7',
        checkoutToken: `open-${person.id}`,
      },
      { ...pixel, id: randomUUID(), name: 'product_viewed', productId: 'seven' },
    ]);
    await send('orders/create', { broken: true, contact_email: person.email });
    await send('orders/created_by_nobody', { customer });
  }
  await world.fold();
  await decide(DECISION, { shopperId: CUSTOMER_ID, checkoutToken: 'some-token' });
  await world.rows(
    `INSERT INTO membership_event (shop_id, segment_id, shopper_id, at, entered, cause)
     SELECT $1, 's', shopper_id, now(), true, 'event' FROM profile`,
    [world.shopId],
  );
  await world.ingestion.work.detectAbandonedCarts();
  await world.rows(
    `INSERT INTO connection (shop_id, id, name, is_on, settings, created_at) VALUES ($1, 'crm', 'CRM', true, '{}', now())
     ON CONFLICT DO NOTHING`,
    [world.shopId],
  );
  await world.rows(
    `INSERT INTO connection_pull (shop_id, connection_id, shopper_id, at, due_at, outcome) VALUES ($1, 'crm', $2, now(), now(), 'told')`,
    [world.shopId, `gid://shopify/Customer/${CANARY.id}`],
  );
  const payload = { ownerId: CUSTOMER_ID, name: '-'.repeat(22), text: JSON.stringify({ unit: CUSTOMER_ID }) };
  const payloads = createLocalPayloadStore(world.database.pool);
  await payloads.keepTexts(world.shopId as ShopId, [payload], new Date(NOW * 1000));
  await world.rows(`INSERT INTO email_opt_out (shop_id, customer_id, at) VALUES ($1, $2, now())`, [
    world.shopId,
    CUSTOMER_ID,
  ]);
  await world.rows(
    `INSERT INTO item_event (shop_id, decision_id, item_key, kind, at) VALUES ($1, $2, 'c:1', 'exposure', now())`,
    [world.shopId, DECISION],
  );
}

/** A decision as the ledger is given it: with what it was made from, the profile and the saved address included. */
async function decide(
  decisionId: string,
  who: {
    readonly shopperId: CustomerId | null;
    readonly profileOf?: ShopperId;
    readonly checkoutToken: string;
  },
): Promise<void> {
  const { pool } = world.database;
  const sealAddress = createAddressCipher(createCipherBox(Buffer.alloc(32, 7))).seal;
  const write = decisionsInto({ pool, sealAddress, log: silentLog, nowMs: () => NOW * 1000 });
  const profile = emptyProfile(who.profileOf ?? who.shopperId ?? 'visitor:nobody');
  const savedDetails = { address: { address1: '1 Mill Lane' }, paymentType: null };
  await write([
    {
      ...who,
      decisionId,
      shopId: world.shopId as ShopId,
      decidedAtMs: NOW * 1000,
      channel: 'checkout',
      placements: [],
      items: [{ itemKey: 'c:1', campaignId: 'c', placement: 'checkout.block', kind: 'message' }],
      refusals: [],
      basis: { ...BASIS, unit: who.shopperId },
      failure: null,
      durationMicros: 900,
      recorded: recordDecision(aSnapshot(), aQuestion({ ...who, profile, savedDetails })),
    },
  ]);
}

const send = (topic: string, body: unknown) => world.send({ topic, body, eventId: randomUUID() });

/** Every table with the number of rows in which any column, as text, holds one of the texts. */
async function tablesHolding(texts: readonly string[]): Promise<Record<string, number>> {
  const tables = await world.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await world.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM "${name}" AS t WHERE EXISTS (
         SELECT FROM unnest($1::text[]) AS needle WHERE position(needle IN t::text) > 0)`,
      [texts],
    );
    if (row && row.count > 0) found[name] = row.count;
  }
  return found;
}

const canaryTexts = [CANARY.id, CANARY.email];
const redact = () =>
  send('customers/redact', {
    shop_domain: SHOP_DOMAIN,
    customer: { id: Number(CANARY.id), email: CANARY.email, phone: CANARY.phone },
    orders_to_redact: [],
  });
const receipts = () =>
  world.rows<{
    topic: string;
    counts: Record<string, number>;
    export_cipher: string | null;
    expires_at: Date | null;
  }>('SELECT topic, counts, export_cipher, expires_at FROM compliance_receipt ORDER BY completed_at');

describe('customers/redact', () => {
  it('finds the canary in many tables before, so that finding none afterwards means something', async () => {
    const holding = await tablesHolding(canaryTexts);
    expect(Object.keys(holding).sort()).toEqual(
      [
        'abandoned_cart',
        'connection_pull',
        'decision',
        'decision_part',
        'email_opt_out',
        'inbox_delivery',
        'local_payload_text',
        'membership_event',
        'open_cart',
        'orders',
        'profile',
        'saved_detail',
        'shopify_segment_member',
        'shopper_activity',
        'visitor',
        'visitor_token',
      ].sort(),
    );
  });

  it('leaves no trace of the customer but the order id in any column of any table', async () => {
    await redact();
    await world.fold();
    expect(
      await tablesHolding([CUSTOMER_ID, CANARY.email, `"id":${CANARY.id}`, `checkout-${CANARY.id}`]),
    ).toEqual({});
    expect(await tablesHolding(canaryTexts)).toEqual({ orders: 1 });
  });

  it('keeps the order for the merchant, without customer, country and tokens', async () => {
    await redact();
    await world.fold();
    expect(
      await world.rows(
        `SELECT customer_id, country, checkout_token, total_minor::int AS total FROM orders WHERE id LIKE $1`,
        [`%${CANARY.id}`],
      ),
    ).toEqual([{ customer_id: null, country: null, checkout_token: null, total: 1295 }]);
  });

  it('leaves everybody else alone', async () => {
    const before = await tablesHolding([OTHER.id, OTHER.email]);
    await redact();
    await world.fold();
    expect(await tablesHolding([OTHER.id, OTHER.email])).toEqual(before);
  });

  it('removes what somebody did as a guest in a checkout that named them later and was never ordered', async () => {
    const mine = { shopperId: null, profileOf: 'visitor:browser' as const };
    await decide('01900000-0000-7000-8000-000000000002', { ...mine, checkoutToken: 'their-checkout' });
    await decide('01900000-0000-7000-8000-000000000003', { ...mine, checkoutToken: 'their-cart' });
    const names = { token: 'their-checkout', cart_token: 'their-cart' };
    await send('carts/create', { token: 'their-cart', updated_at: '2026-11-20T10:00:00Z', line_items: [] });
    await send('checkouts/create', aCheckout(names));
    await send('checkouts/update', aCheckout({ ...names, customer: { id: Number(CANARY.id) } }));
    await world.fold();
    await createCheckoutBook(world.database.pool).gather(world.shopId as ShopId, 0);
    const texts = ['their-checkout', 'their-cart', 'visitor:browser'];
    expect(Object.keys(await tablesHolding(texts))).toEqual(
      expect.arrayContaining(['checkout', 'decision_part']),
    );
    await redact();
    await world.fold();
    expect(await tablesHolding(texts)).toEqual({});
  });

  it('empties the decisions and removes their events', async () => {
    await redact();
    await world.fold();
    expect(await world.rows('SELECT shopper_id, items, basis FROM decision')).toEqual([
      {
        shopper_id: null,
        items: [],
        basis: { modelVersion: 1, configVersion: 1, catalogVersion: 1, codeVersion: '0', erased: true },
      },
    ]);
    expect(await world.rows('SELECT * FROM item_event')).toEqual([]);
  });

  it('removes what their decisions were made from, those they made as a guest too; nobody else’s', async () => {
    const mine = {
      shopperId: null,
      profileOf: 'visitor:browser' as const,
      checkoutToken: `checkout-${CANARY.id}`,
    };
    await decide('01900000-0000-7000-8000-000000000002', mine);
    const theirs = { shopperId: gid('Customer', OTHER.id), checkoutToken: `checkout-${OTHER.id}` };
    await decide('01900000-0000-7000-8000-000000000003', theirs);
    const profiles = () =>
      world.rows('SELECT shopper_id FROM decision_part WHERE shopper_id IS NOT NULL ORDER BY shopper_id');
    expect(await profiles()).toHaveLength(3);
    await redact();
    await world.fold();
    expect(await profiles()).toEqual([{ shopper_id: theirs.shopperId }]);
    expect(await world.rows('SELECT right(decision_id::text, 1) AS n FROM decision_record')).toEqual([
      { n: '3' },
    ]);
    const [receipt] = await receipts();
    expect(receipt?.counts).toMatchObject({ decision_record: 2, decision_part: 2 });
  });

  it('keeps the count of who came into a segment, without the shopper', async () => {
    await redact();
    await world.fold();
    expect(
      await world.rows('SELECT shopper_id FROM membership_event ORDER BY shopper_id NULLS LAST'),
    ).toEqual([{ shopper_id: `gid://shopify/Customer/${OTHER.id}` }, { shopper_id: null }]);
  });

  it('leaves a receipt that counts rows by table and names nobody', async () => {
    await redact();
    await world.fold();
    const [receipt] = await receipts();
    expect(receipt?.topic).toBe('customers/redact');
    expect(receipt?.counts).toMatchObject({
      profile: 1,
      orders: 1,
      saved_detail: 1,
      open_cart: 3,
      decision: 1,
      item_event: 1,
    });
    expect(receipt?.counts['inbox_delivery']).toBeGreaterThan(5);
  });

  it('removes an export that was made for the customer', async () => {
    await send('customers/data_request', dataRequest());
    await world.fold();
    await redact();
    await world.fold();
    expect((await receipts()).map(({ export_cipher }) => export_cipher)).toEqual([null, null]);
  });

  it('reaches customers that were merged into the redacted one', async () => {
    await send('customers/merge', {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${OTHER.id}`,
      admin_graphql_api_customer_deleted_id: CUSTOMER_ID,
      status: 'completed',
    });
    await send('customers/redact', {
      shop_domain: SHOP_DOMAIN,
      customer: { id: Number(OTHER.id), email: OTHER.email },
    });
    await world.fold();
    expect(await tablesHolding([CUSTOMER_ID, `gid://shopify/Customer/${OTHER.id}`])).toEqual({});
  });

  it('is refused when the payload names another shop', async () => {
    await send('customers/redact', {
      shop_domain: 'other.myshopify.com',
      customer: { id: Number(CANARY.id) },
    });
    await world.fold();
    expect(await tablesHolding([CANARY.email])).not.toEqual({});
    expect(await receipts()).toEqual([]);
  });
});

const dataRequest = () => ({
  shop_domain: SHOP_DOMAIN,
  customer: { id: Number(CANARY.id), email: CANARY.email },
  orders_requested: [],
  data_request: { id: 42 },
});

describe('customers/data_request', () => {
  it('seals everything held about the customer into a receipt for thirty days', async () => {
    await send('customers/data_request', dataRequest());
    await world.fold();
    const [receipt] = await receipts();
    expect(receipt?.counts).toMatchObject({
      profile: 1,
      orders: 1,
      saved_detail: 1,
      decision: 1,
      item_event: 1,
    });
    expect(receipt?.expires_at?.toISOString()).toBe('2026-12-22T12:00:00.000Z');
    expect(receipt?.export_cipher).not.toContain(CANARY.id);
    const opened = createCipherBox(Buffer.alloc(32, 7)).open(
      receipt?.export_cipher ?? '',
      exportContext(SHOP_DOMAIN),
    );
    const { tables } = JSON.parse(opened);
    expect(tables.saved_detail[0].address).toMatchObject({ address1: '1 Test Street', city: 'Leeds' });
    expect(tables.orders[0].customer_id).toBe(CUSTOMER_ID);
    expect(tables.local_payload_text[0].payload).toEqual({ unit: CUSTOMER_ID });
    expect(tables.profile[0].data.purchases).toMatchObject([{ grossMinor: 1295 }]);
    expect(tables.shopper_activity.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      'cart',
      'checkout',
      'view',
    ]);
    expect(opened).not.toContain(OTHER.email);
  });
});

describe('shop/redact', () => {
  it('leaves nothing of the shop but receipts, after the uninstall', async () => {
    await send('app/uninstalled', { myshopify_domain: SHOP_DOMAIN });
    await world.fold();
    await send('orders/create', anOrder({ id: 99, customer: { id: Number(CANARY.id) } }));
    await world.send({
      topic: 'shop/redact',
      body: { shop_id: 1, shop_domain: SHOP_DOMAIN },
      triggeredAt: '2026-11-22T11:00:00Z',
    });
    await world.fold();
    expect(await tablesHolding([...canaryTexts, OTHER.id])).toEqual({});
    const counts = await world.rows<{ n: number }>(
      `SELECT (SELECT count(*) FROM shop) + (SELECT count(*) FROM orders) + (SELECT count(*) FROM segment)
            + (SELECT count(*) FROM campaign) + (SELECT count(*) FROM profile) + (SELECT count(*) FROM backfill)
            + (SELECT count(*) FROM shopper_activity) + (SELECT count(*) FROM membership_event) AS n`,
    );
    expect(Number(counts[0]?.n)).toBe(0);
    expect((await receipts()).map(({ topic }) => topic)).toEqual(['shop/redact']);
  });

  it('does nothing for a shop that was installed again since', async () => {
    await world.rows(`UPDATE shop SET installed_at = '2026-11-22T11:30:00Z'`);
    await world.send({
      topic: 'shop/redact',
      body: { shop_domain: SHOP_DOMAIN },
      triggeredAt: '2026-11-22T11:00:00Z',
    });
    await world.fold();
    expect(await world.rows('SELECT id FROM shop')).toHaveLength(1);
  });
});
