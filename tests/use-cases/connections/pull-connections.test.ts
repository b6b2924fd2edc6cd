import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ConsentLevel } from '#app/domain/profiles/consent.ts';
import type { ConnectorAnswer } from '#app/ports/connector.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { pullRound } from '#tests/support/pull-round.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';

const DAY = 86_400;
const NOW = TEST_NOW / 1000;
const cipher = createCipherBox(Buffer.alloc(32, 7));
const ANN = 'gid://shopify/Customer/1';
const BEN = 'gid://shopify/Customer/2';

let world: IngestionWorld;
let shopId: ShopId;
/** What the other system says, by customer; who is not in it is unknown there. */
const says = new Map<string, ConnectorAnswer | 'nonsense'>();
const asked: string[] = [];
/** What happens while the next one is asked about. */
let meanwhile: () => Promise<void> = async () => {};

beforeAll(async () => {
  world = await openIngestion();
  shopId = world.shopId as ShopId;
});
beforeEach(async () => {
  await world.rows('TRUNCATE inbox_delivery, profile, segment, connection CASCADE');
  world.clock.set(TEST_NOW);
  says.clear();
  asked.length = 0;
});
afterAll(() => world.close());

const book = () => createConnectionBook(world.database.pool, cipher);
const oneRound = () =>
  pullRound(world, cipher, {
    connector: {
      async pull(_, secret, { customerId }) {
        asked.push(`${customerId} ${secret}`);
        await meanwhile();
        const said = says.get(customerId) ?? { kind: 'unknown' };
        if (said === 'nonsense') throw new TypeError("Cannot read properties of null (reading 'points')");
        return said;
      },
    },
  });
const pull = async () => {
  while (await oneRound());
  await world.fold();
};
const connect = (needs: ConsentLevel = 'none', isOn = true) =>
  book().save(
    shopId,
    {
      id: 'crm',
      name: 'CRM',
      isOn,
      settings: { source: { kind: 'places' }, needs, refreshDays: 7, keepDays: 30 },
    },
    'hush',
    world.clock.now(),
  );
const customer = (id: number, more: object = {}) => ({
  admin_graphql_api_id: `gid://shopify/Customer/${id}`,
  id,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
  tags: '',
  default_address: { country_code: 'GB' },
  ...more,
});
let count = 0;
const tell = async (topic: string, body: object) => {
  await world.send({ topic, body, eventId: `event-${(count += 1)}` });
  await world.fold();
};
const told = (values: Record<string, string | number | boolean>, claims: { country?: string } = {}) =>
  ({ kind: 'told', values, claims, unfit: [] }) as const;
const connectedOf = async (id: string) =>
  (await storedProfiles(world.rows)).get(id)?.attributes.connected ?? null;
const later = (days: number) => world.clock.set(TEST_NOW + days * DAY * 1000);

describe('a connection', () => {
  it('is asked about every customer once, with its secret, and again when that is due', async () => {
    await tell('customers/create', customer(1));
    await tell('customers/create', customer(2));
    says.set(ANN, told({ points: 120 }));
    await connect();
    await pull();
    expect(asked.toSorted()).toEqual([`${ANN} hush`, `${BEN} hush`]);
    await pull();
    expect(asked).toHaveLength(2);
    later(7);
    await pull();
    expect(asked).toHaveLength(4);
  });

  it('tells of the others where asking about one goes wrong, and keeps for that one only that it did', async () => {
    await tell('customers/create', customer(1));
    await tell('customers/create', customer(2));
    says.set(ANN, 'nonsense');
    says.set(BEN, told({ points: 120 }));
    await connect();
    await pull();
    expect([await connectedOf(ANN), (await connectedOf(BEN))?.['points']?.value]).toEqual([null, 120]);
    const [report] = await book().list(shopId, world.clock.now());
    expect(report).toMatchObject({ customers: { told: 1, failed: 1 }, pausedUntil: null });
    expect(report?.problem).toBe('Attune failed at it; the log of its server says how.');
  });

  it('with many customers to ask about keeps no other connection from its turn, of whichever shop', async () => {
    for (let id = 1; id <= 45; id += 1)
      await world.send({ topic: 'customers/create', body: customer(id), eventId: `many-${id}` });
    await world.fold();
    const settings = { source: { kind: 'places' }, needs: 'none', refreshDays: 7, keepDays: 30 } as const;
    for (const [id, secret] of [
      ['aaa', 'first'],
      ['bbb', 'second'],
    ] as const)
      await book().save(shopId, { id, name: id, isOn: true, settings }, secret, world.clock.now());
    for (let round = 0; round < 6; round += 1) {
      await oneRound();
      world.clock.set(world.clock.nowMs() + 1_000);
    }
    const rounds = asked.map((each) => each.split(' ')[1]).filter((each, at, all) => each !== all[at - 1]);
    expect(rounds).toEqual(['first', 'second', 'first', 'second', 'first', 'second']);
    expect(asked).toHaveLength(90);
  });

  it('makes facts of what it tells, with their age and when they expire', async () => {
    await tell('customers/create', customer(1));
    says.set(ANN, told({ points: 120, level: 'Friend' }));
    await connect();
    await pull();
    const more = { at: NOW, until: NOW + 30 * DAY, needs: 'none', source: 'crm' };
    expect(await connectedOf(ANN)).toEqual({
      level: { value: 'Friend', ...more },
      points: { value: 120, ...more },
    });
  });

  it('moves customers into segments, and out of them to the second when the value expires', async () => {
    await tell('customers/create', customer(1));
    const segments = createSegmentStore(world.database);
    await segments.create(shopId, {
      name: 'Many points',
      description: '',
      rule: 'connected.number of field "points" >= 100',
    });
    await world.ingestion.work.followRules();
    says.set(ANN, told({ points: 120 }));
    await connect();
    await pull();
    const members = () =>
      world.rows<{ n: number; next: Date }>(
        'SELECT cardinality(segment_ids) AS n, next_change_at AS next FROM profile',
      );
    expect(await members()).toEqual([{ n: 1, next: new Date(TEST_NOW + 30 * DAY * 1000) }]);
    world.clock.set(TEST_NOW + 30 * DAY * 1000 - 1_000);
    await world.ingestion.work.moveDue();
    expect((await members())[0]?.n).toBe(1);
    later(30);
    await world.ingestion.work.moveDue();
    expect((await members())[0]?.n).toBe(0);
  });

  it('is not believed where it contradicts what the shop knows, and that is counted', async () => {
    await tell('customers/create', customer(1));
    says.set(ANN, told({ points: 120 }, { country: 'FR' }));
    await connect();
    await pull();
    expect(await connectedOf(ANN)).toBeNull();
    const [report] = await book().list(shopId, NOW);
    expect(report?.customers).toEqual({ told: 0, unknown: 0, contradicted: 1, failed: 0 });
  });

  it('is not asked about a customer who did not agree to what it needs', async () => {
    const consent = { state: 'subscribed', consent_updated_at: '2026-10-01T00:00:00Z' };
    await tell('customers/create', customer(1, { email_marketing_consent: consent }));
    await tell('customers/create', customer(2));
    says.set(ANN, told({ points: 1 })).set(BEN, told({ points: 2 }));
    await connect('marketing');
    await pull();
    expect(asked).toEqual([`${ANN} hush`]);
    expect(await connectedOf(ANN)).not.toBeNull();
  });

  it('loses what it told as soon as the customer takes the consent back, also where the answer comes late', async () => {
    const agreed = { state: 'subscribed', consent_updated_at: '2026-10-01T00:00:00Z' };
    await tell('customers/create', customer(1, { email_marketing_consent: agreed }));
    says.set(ANN, told({ points: 1 }));
    await connect('marketing');
    await pull();
    const refused = { state: 'unsubscribed', consent_updated_at: '2026-11-20T00:00:00Z' };
    const refusal = { customer_id: 1, email_marketing_consent: refused };
    await tell('customers_email_marketing_consent/update', refusal);
    expect(await connectedOf(ANN)).toBeNull();
    const [row] = await world.rows<{ log: object }>('SELECT attribute_log AS log FROM profile');
    expect(JSON.stringify(row)).not.toContain('points');
    // The same answer again, as after a worker that died between asking and the refusal.
    await world.rows(`UPDATE inbox_delivery SET status = 'pending' WHERE topic = 'attune/connected'`);
    await world.fold();
    expect(await connectedOf(ANN)).toBeNull();
  });

  it('brings nobody back who was erased while the customers of a round were asked about', async () => {
    await tell('customers/create', customer(1));
    await tell('customers/create', customer(2));
    for (const id of [ANN, BEN]) says.set(id, told({ points: 120 }));
    await connect();
    meanwhile = async () => {
      meanwhile = async () => {};
      for (const id of [1, 2]) await tell('customers/redact', { shop_domain: SHOP_DOMAIN, customer: { id } });
    };
    await pull();
    expect(asked).toEqual([`${ANN} hush`]);
    expect(await world.rows('SELECT shopper_id FROM profile')).toEqual([]);
    expect(await world.rows('SELECT shopper_id FROM connection_pull')).toEqual([]);
  });

  it('takes back what it told once it is off, and goes once it is removed', async () => {
    await tell('customers/create', customer(1));
    says.set(ANN, told({ points: 1 }));
    await connect();
    await pull();
    world.clock.set(TEST_NOW + 60_000);
    await connect('none', false);
    await pull();
    expect(await connectedOf(ANN)).toBeNull();
    await book().remove(shopId, 'crm', world.clock.now());
    await pull();
    expect(await world.rows('SELECT id FROM connection')).toEqual([]);
  });

  it('is left alone for longer and longer while it fails, and keeps what it told', async () => {
    await tell('customers/create', customer(1));
    says.set(ANN, told({ points: 1 }));
    await connect();
    await pull();
    says.set(ANN, { kind: 'failed', problem: 'Expected status 200, found 500.' });
    later(8);
    await pull();
    const pauses = async () => {
      const [report] = await book().list(shopId, world.clock.now());
      return (report?.pausedUntil ?? 0) - world.clock.now();
    };
    expect(await pauses()).toBe(300);
    world.clock.set(world.clock.nowMs() + 300_000);
    await pull();
    expect(await pauses()).toBe(600);
    expect((await connectedOf(ANN))?.['points']?.value).toBe(1);
    const [report] = await book().list(shopId, NOW);
    expect(report?.problem).toBe('Expected status 200, found 500.');
  });

  it('is left alone for as long as its server asks, after one question of the round', async () => {
    await tell('customers/create', customer(1));
    await tell('customers/create', customer(2));
    says.set(ANN, { kind: 'failed', problem: 'Expected status 200, found 429.', waitSeconds: 900 });
    says.set(BEN, { kind: 'failed', problem: 'Expected status 200, found 429.', waitSeconds: 900 });
    await connect();
    await pull();
    expect(asked).toHaveLength(1);
    const [report] = await book().list(shopId, world.clock.now());
    expect((report?.pausedUntil ?? 0) - world.clock.now()).toBe(900);
    await pull();
    expect(asked).toHaveLength(1);
  });

  it('keeps its secret for the server that it was entered for', async () => {
    const json = (url: string) => ({
      id: 'crm',
      name: 'CRM',
      isOn: true,
      settings: {
        source: {
          kind: 'json' as const,
          url,
          secretHeader: 'Authorization',
          fields: [{ field: 'points', path: 'points', type: 'number' as const }],
        },
        ...{ needs: 'none' as const, refreshDays: 7, keepDays: 30 },
      },
    });
    await book().save(shopId, json('https://crm.example.com/a/{{customerId}}'), 'hush', NOW);
    await book().save(shopId, json('https://crm.example.com/b/{{customerId}}'), undefined, NOW);
    expect((await book().find(shopId, 'crm'))?.secret).toBe('hush');
    await book().save(shopId, json('https://elsewhere.example.com/{{customerId}}'), undefined, NOW);
    expect((await book().find(shopId, 'crm'))?.secret).toBeNull();
  });
});
