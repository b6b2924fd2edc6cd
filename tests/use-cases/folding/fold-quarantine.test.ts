import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
afterAll(() => world.close());
beforeEach(() => world.rows('TRUNCATE inbox_delivery, orders, profile, product, variant'));

interface Row {
  readonly id: string;
  readonly status: string;
  readonly attempts: number;
  readonly reason: { readonly code: string; readonly message: string; readonly path?: string } | null;
}
const deliveries = () =>
  world.rows<Row>('SELECT id, status, attempts, reason FROM inbox_delivery ORDER BY id');
const customer = { id: 1 };

describe('a delivery goes to quarantine with the reason', () => {
  it('of an unknown topic', async () => {
    await world.send({ topic: 'giraffes/create', body: {} });
    await world.fold();
    expect(await deliveries()).toMatchObject([
      {
        status: 'quarantined',
        reason: { code: 'unknown-topic', message: expect.stringContaining('giraffes/create') },
      },
    ]);
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'of the topic "%s", which is no topic either',
    async (topic) => {
      await world.send({ topic, body: {} });
      await world.fold();
      expect(await deliveries()).toMatchObject([{ reason: { code: 'unknown-topic' } }]);
    },
  );

  it('of an unknown shop, and comes back when the shop installs', async () => {
    const shop = 'newcomer.myshopify.com';
    await world.send({ topic: 'orders/create', body: anOrder({ id: 7, customer }), shop });
    await world.fold();
    expect(await deliveries()).toMatchObject([{ status: 'quarantined', reason: { code: 'unknown-shop' } }]);
    await world.ingestion.installShop({ shop, scopes: [] });
    await world.fold();
    expect(await deliveries()).toMatchObject([{ status: 'folded', reason: null }]);
  });

  it('of malformed JSON, without quoting it', async () => {
    await world.send({ topic: 'orders/create', body: '{"email":"someone@example.org",' });
    await world.fold();
    const [row] = await deliveries();
    expect(row).toMatchObject({ status: 'quarantined', reason: { code: 'malformed-json' } });
    expect(JSON.stringify(row)).not.toContain('someone');
  });

  it('of a payload that fails its schema, with the place', async () => {
    await world.send({
      topic: 'orders/create',
      body: { ...anOrder({ id: 1 }), line_items: [{ id: 5, price: 'cheap', quantity: 1 }] },
    });
    await world.fold();
    expect(await deliveries()).toMatchObject([
      { status: 'quarantined', reason: { code: 'unexpected-payload', path: 'line_items.0.price' } },
    ]);
  });

  it('of a shop that has uninstalled the app', async () => {
    await world.send({ topic: 'app/uninstalled', body: {} });
    await world.fold();
    await world.send({ topic: 'orders/create', body: anOrder({ id: 1 }) });
    await world.fold();
    expect((await deliveries()).at(-1)).toMatchObject({ reason: { code: 'shop-uninstalled' } });
    await world.rows('UPDATE shop SET uninstalled_at = NULL');
  });
});

describe('a poison delivery', () => {
  const topic = 'products/update';
  const product = (id: number, quantity?: number) => ({
    id,
    title: 'Cake stand',
    status: 'active',
    updated_at: '2026-11-20T10:00:00Z',
    variants: [{ id, title: 'Default', price: '1.00', inventory_quantity: quantity ?? null }],
  });
  const send = (id: number, quantity?: number) => world.send({ topic, body: product(id, quantity) });

  it('is tried three times, then waits for a person, while the others go on', async () => {
    // More than PostgreSQL's integer holds: the payload is right, the fold fails.
    await Promise.all([
      send(600),
      send(601, 3_000_000_000),
      ...Array.from({ length: 20 }, (_, index) => send(610 + index)),
    ]);
    for (let round = 0; round < 4; round += 1) await world.fold();
    expect((await deliveries()).filter(({ status }) => status !== 'folded')).toMatchObject([
      {
        status: 'quarantined',
        attempts: 3,
        reason: { code: 'fold-failed', message: 'error 22003 while folding.' },
      },
    ]);
    expect(await world.rows('SELECT id FROM product')).toHaveLength(21);
  });

  it('folds when it is replayed after the cause is gone', async () => {
    await world.rows(`CREATE OR REPLACE FUNCTION refuse_601() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF NEW.id LIKE '%/601' THEN RAISE EXCEPTION 'a bug'; END IF; RETURN NEW; END $$`);
    await world.rows(
      'CREATE TRIGGER refuse_601 BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION refuse_601()',
    );
    await send(601);
    for (let round = 0; round < 4; round += 1) await world.fold();
    const [stuck] = await deliveries();
    expect(stuck).toMatchObject({ status: 'quarantined', attempts: 3 });
    await world.rows('DROP TRIGGER refuse_601 ON product');
    expect(await world.ingestion.inbox.replayRefused('other.myshopify.com', ['fold-failed'])).toBe(0);
    expect(await world.ingestion.inbox.replayRefused(SHOP_DOMAIN, ['fold-failed'])).toBe(1);
    await world.fold();
    expect(await deliveries()).toMatchObject([{ status: 'folded', reason: null }]);
    expect(await world.rows('SELECT id FROM product')).toEqual([{ id: 'gid://shopify/Product/601' }]);
  });
});

describe('a failing database', () => {
  it('quarantines nothing: the batch waits, and folds when the database is back', async () => {
    await world.send({ topic: 'orders/create', body: anOrder({ id: 1, customer }) });
    await world.rows(`CREATE OR REPLACE FUNCTION fail_now() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'going down' USING ERRCODE = '57P01'; END $$`);
    await world.rows('CREATE TRIGGER fail_now BEFORE INSERT ON orders EXECUTE FUNCTION fail_now()');
    for (let round = 0; round < 4; round += 1) await expect(world.fold()).rejects.toThrow('going down');
    expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: 0, reason: null }]);
    await world.rows('DROP TRIGGER fail_now ON orders');
    await world.fold();
    expect(await deliveries()).toMatchObject([{ status: 'folded' }]);
  });
});
