import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { createRetentionStore } from '#app/adapters/prisma/inbox/retention-store.ts';
import { DEFAULT_RETENTION, type RetentionSettings } from '#app/contracts/retention-settings.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { aCheckout, anOrder } from '#tests/support/webhook-payloads.ts';

const DAY_MS = 86_400_000;
const ANN = 'gid://shopify/Customer/1';
let world: IngestionWorld;
let shopId: ShopId;

beforeAll(async () => {
  world = await openIngestion();
  shopId = world.shopId as ShopId;
});
beforeEach(async () => {
  await world.rows(
    `TRUNCATE inbox_delivery, profile, orders, shopper_activity, visitor, visitor_token, saved_detail, decision, decision_record,
       item_event, abandoned_cart, retention_run, compliance_receipt`,
  );
  world.clock.set(TEST_NOW);
  await keep({});
});
afterAll(() => world.close());

const keep = (retention: Partial<RetentionSettings>) =>
  createShopSettingsStore(world.database).save(shopId, { retention: { ...DEFAULT_RETENTION, ...retention } });
const enforce = () => world.ingestion.work.enforceRetention();
const ago = (days: number) => new Date(TEST_NOW - days * DAY_MS);
const count = async (table: string, where = 'true') =>
  (await world.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`))[0]?.n;
const removed = async () =>
  Object.fromEntries(
    (await createRetentionStore(world.database.pool).listEnforced(shopId)).map((each) => [
      each.kind,
      each.removed,
    ]),
  );
const decide = (id: number, days: number) =>
  world.rows(
    `INSERT INTO decision (id, shop_id, decided_at, channel, placements, items, refusals, basis, duration_micros)
     VALUES ($1, $2, $3, 'checkout', '[]', '[]', '[]', '{}', 1)`,
    [`00000000-0000-4000-8000-00000000000${id}`, shopId, ago(days)],
  );
const view = (key: string, days: number, shopper: string | null) =>
  world.rows(
    `INSERT INTO shopper_activity (shop_id, key, shopper_id, kind, at, product_id, visitor_id) VALUES ($1, $2, $3, 'view', $4, 'gid://shopify/Product/7', 'v')`,
    [shopId, key, shopper, ago(days)],
  );
const order = async (id: number, at: Date, customer: number) => {
  const time = at.toISOString();
  const body = anOrder({
    id,
    customer: { id: customer },
    processed_at: time,
    updated_at: time,
    created_at: time,
  });
  await world.send({ topic: 'orders/create', body, eventId: `order-${id}-${Math.random()}` });
  await world.fold();
};

describe('retention', () => {
  it('removes decisions to the second once the shop’s days are over, and no earlier', async () => {
    await keep({ decisions: 90 });
    await decide(1, 90);
    await decide(2, 90 + 1 / 86_400);
    await enforce();
    expect(await world.rows('SELECT id FROM decision')).toEqual([
      { id: '00000000-0000-4000-8000-000000000001' },
    ]);
    expect((await removed())['decisions']).toBe(1);
  });

  it('keeps what is younger by the defaults of a shop that never chose', async () => {
    await world.rows(`UPDATE shop SET settings = settings - 'retention' WHERE id = $1`, [shopId]);
    await decide(1, DEFAULT_RETENTION.decisions - 1);
    await decide(2, DEFAULT_RETENTION.decisions + 1);
    await enforce();
    expect(await count('decision')).toBe(1);
  });

  it('takes old visits out of the profile that was made from them', async () => {
    await order(1, ago(5), 1);
    await view('old', 31, ANN);
    await view('new', 5, ANN);
    await keep({ visits: 30 });
    await enforce();
    expect((await storedProfiles(world.rows)).get(ANN)?.views).toHaveLength(1);
    expect((await storedProfiles(world.rows)).get(ANN)?.purchases).toHaveLength(1);
  });

  it('takes the device of a browser that was not seen for ninety days out of the profile, for good', async () => {
    const at = ago(0).toISOString();
    const told = { clientId: 'browser', at };
    await world.sendPixel([
      { ...told, id: 'e1', name: 'page_viewed', device: 'phone' },
      { ...told, id: 'e2', name: 'checkout_started', checkoutToken: 'c1' },
    ]);
    const customer = { id: 1, admin_graphql_api_id: ANN };
    const body = aCheckout({ token: 'c1', cart_token: null, created_at: at, updated_at: at, customer });
    await world.send({ topic: 'checkouts/create', body });
    await world.fold();
    const device = async () => (await storedProfiles(world.rows)).get(ANN)?.attributes.deviceClass;
    expect(await device()).toBe('phone');
    world.clock.set(TEST_NOW + 91 * DAY_MS);
    await enforce();
    expect(await device()).toBeUndefined();
    await world.send({ topic: 'customers/update', body: { id: 1, updated_at: at }, eventId: 'later' });
    await world.fold();
    expect(await device()).toBeUndefined();
  });

  it('keeps visits of browsers without a customer for ninety days at most', async () => {
    await view('old', 91, null);
    await view('new', 89, null);
    await enforce();
    expect(await world.rows('SELECT key FROM shopper_activity')).toEqual([{ key: 'new' }]);
  });

  it('empties what was understood, and removes what was refused', async () => {
    const insert = `INSERT INTO inbox_delivery (shop, topic, event_id, webhook_id, partition, body, status, received_at, folded_at)
       SELECT domain, 'orders/create', $2, 'w', 1, 'a body', $3, $4, $4 FROM shop WHERE id = $1`;
    await world.rows(insert, [shopId, 'old', 'folded', ago(8)]);
    await world.rows(insert, [shopId, 'new', 'folded', ago(6)]);
    await world.rows(insert, [shopId, 'refused', 'quarantined', ago(91)]);
    await enforce();
    const rows = await world.rows('SELECT event_id, body FROM inbox_delivery ORDER BY event_id');
    expect(rows).toEqual([
      { event_id: 'new', body: 'a body' },
      { event_id: 'old', body: '' },
    ]);
    expect(await removed()).toMatchObject({ deliveries: 1, quarantine: 1 });
  });

  it('forgets addresses and payment types, each by its own time', async () => {
    await world.rows(
      `INSERT INTO saved_detail (shop_id, shopper_id, address_cipher, address_at, payment_type, payment_at) VALUES ($1, $2, 'sealed', $3, 'visa', $4)`,
      [shopId, ANN, ago(31), ago(5)],
    );
    await keep({ addresses: 30 });
    await enforce();
    expect(await world.rows('SELECT address_cipher, payment_type FROM saved_detail')).toEqual([
      { address_cipher: null, payment_type: 'visa' },
    ]);
  });

  it('erases nobody for being inactive unless the shop says so', async () => {
    await order(1, ago(3_000), 1);
    await enforce();
    await world.fold();
    expect(await count('profile')).toBe(1);
  });

  it('erases customers without an order, a visit or a cart for longer than the shop says, with a receipt', async () => {
    await order(1, ago(401), 1);
    await order(2, ago(401), 2);
    await order(3, ago(401), 3);
    await order(4, ago(5), 3);
    await view('lately', 5, 'gid://shopify/Customer/2');
    await keep({ inactive: 400, visits: 400 });
    await enforce();
    await world.fold();
    const left = await world.rows('SELECT shopper_id FROM profile ORDER BY shopper_id');
    expect(left).toEqual([
      { shopper_id: 'gid://shopify/Customer/2' },
      { shopper_id: 'gid://shopify/Customer/3' },
    ]);
    expect(await count('orders', 'customer_id IS NULL')).toBe(1);
    expect(await count('compliance_receipt')).toBe(1);
    expect((await removed())['inactive']).toBe(1);
  });

  it('asks once for a customer to be erased, however many rounds come before that is done', async () => {
    await order(1, ago(401), 1);
    await keep({ inactive: 400, visits: 400 });
    await enforce();
    world.clock.set(TEST_NOW + 1_000);
    await enforce();
    await world.fold();
    expect(await count('compliance_receipt')).toBe(1);
    expect((await removed())['inactive']).toBe(1);
  });

  it('says when it was last enforced, also where nothing was past its days', async () => {
    await enforce();
    const enforced = await createRetentionStore(world.database.pool).listEnforced(shopId);
    expect(enforced.map(({ kind }) => kind)).toEqual(
      Object.keys(DEFAULT_RETENTION)
        .filter((kind) => kind !== 'inactive')
        .sort(),
    );
    expect(enforced.every(({ at, removed: n }) => at === TEST_NOW / 1000 && n === 0)).toBe(true);
  });
});
