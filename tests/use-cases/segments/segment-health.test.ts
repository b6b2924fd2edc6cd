import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { createProductTraits } from '#app/adapters/prisma/catalog/product-traits.ts';
import { createRecountStore } from '#app/adapters/prisma/segments/recount-store.ts';
import { createSegmentHistory } from '#app/adapters/prisma/segments/segment-history.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createShopperScan } from '#app/adapters/prisma/shoppers/shopper-scan.ts';
import type { SegmentHealth } from '#app/domain/segments/health/report.ts';
import type { MembershipCause } from '#app/domain/segments/membership.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { createPastBook } from '#app/use-cases/segments/past-book.ts';
import { segmentHealth } from '#app/use-cases/segments/segment-health.ts';
import { segmentsOverview } from '#app/use-cases/segments/segments-overview.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { insertRows } from '#tests/support/rows.ts';

/** 2026-11-22 12:00 UTC. */
const NOW = 1_795_348_800;
const DAY = 86_400;
const at = (daysAgo: number): Date => new Date((NOW - daysAgo * DAY) * 1000);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const customer = (number: number): string => `gid://shopify/Customer/${number}`;

const RULES = {
  waiting: 'cart.open_for > 24 hours',
  buyers: 'customer.country IN ("GB", "FR")',
  twins: 'customer.country IN ("FR", "GB")',
  part: 'customer.country = "FR"',
  impossible: 'purchases.count > 5 AND purchases.count < 2',
};

let clone: ClonedDatabase;
let database: Database;
let shop: Shop;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
  await insertRows(database.pool, 'shop', [
    {
      id: 1,
      domain: 'one.myshopify.com',
      name: 'One',
      currency: 'GBP',
      timezone: 'Europe/London',
      scopes: [],
      installed_at: at(60),
      updated_at: at(60),
      settings: {},
      config_version: 1,
      catalog_version: 1,
      model_version: 0,
      profiles_version: 0,
      rules_version: 1,
      shop_version: 1,
    },
  ]);
  const found = await createShopStore(database.pool).findByDomain('one.myshopify.com');
  if (!found) throw new Error('the shop was stored');
  shop = found;
  await insertRows(
    database.pool,
    'segment',
    Object.entries(RULES).map(([id, rule]) => ({
      shop_id: 1,
      id,
      name: id,
      description: '',
      rule,
      created_at: at(60),
      updated_at: at(60),
      version: 1,
    })),
  );
  await insertRows(database.pool, 'profile', numbers(120).map(aShopper));
  await insertRows(database.pool, 'membership_event', WAITED);
  await insertTraffic();
  await insertRows(database.pool, 'segment_recount', [
    {
      shop_id: 1,
      segment_id: 'waiting',
      at: at(0.4),
      members: 30,
      checked: 120,
      mismatches: 2,
      remaining: 0,
      sample: [],
      problem: null,
    },
  ]);
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

/** 1 to 100 live in Britain, 101 to 120 in France; the first 30 have a cart that waits. */
function aShopper(number: number) {
  const country = number <= 100 ? 'GB' : 'FR';
  const attributes = { tags: [], country, language: null, emailMarketing: null, createdAt: null };
  const profile = {
    shopperId: customer(number),
    attributes,
    attributesAt: null,
    purchases: [],
    openCarts: [],
  };
  return {
    shop_id: 1,
    shopper_id: customer(number),
    data: `\\x${Buffer.from(JSON.stringify(profile)).toString('hex')}`,
    attributes,
    attribute_log: {},
    segment_ids: ['buyers', 'twins', ...(number <= 30 ? ['waiting'] : []), ...(number > 100 ? ['part'] : [])],
    next_segment_ids: [],
    config_version: 1,
    updated_at: at(number <= 60 ? 1 : 120),
  };
}

const move = (number: number, daysAgo: number, entered: boolean, cause: MembershipCause) => ({
  shop_id: 1,
  segment_id: 'waiting',
  shopper_id: customer(number),
  at: at(daysAgo),
  entered,
  cause,
});

/** Recorded since 40 days ago: 20 by the import, 15 of their own; of those in, three left, each by another cause. */
const WAITED = [
  ...numbers(20).map((number) => move(number, 40, true, 'import')),
  ...numbers(13).map((index) => move(20 + index, 20 - index, true, 'event')),
  move(31, 6, false, 'time'),
  move(32, 5, false, 'consent'),
  move(33, 4, false, 'merge'),
].map((row, index) => ({ id: index + 1, ...row }));

/** 212 checkouts of a member in four weeks, 138 of them completed. */
async function insertTraffic(): Promise<void> {
  const checkouts = numbers(212);
  await insertRows(
    database.pool,
    'decision',
    checkouts.map((number) => ({
      id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
      shop_id: 1,
      shopper_id: customer(1),
      checkout_token: `checkout ${number}`,
      decided_at: at(number / 10),
      channel: 'checkout',
      placements: {},
      items: [],
      refusals: [],
      basis: { segmentIds: ['waiting'] },
      duration_micros: 1,
    })),
  );
  await insertRows(
    database.pool,
    'orders',
    checkouts.slice(0, 138).map((number) => ({
      shop_id: 1,
      id: `gid://shopify/Order/${number}`,
      checkout_token: `checkout ${number}`,
      processed_at: at(number / 10),
      updated_at: at(number / 10),
      test: false,
      currency: 'GBP',
      subtotal_minor: 1000,
      total_minor: 1000,
      refunded_minor: 0,
      lines: [],
    })),
  );
}

function portsOf() {
  const shoppers = createShopperScan(database);
  const traits = createProductTraits(database.pool);
  const clock = { now: () => NOW, nowMs: () => NOW * 1000 };
  return {
    segments: createSegmentStore(database),
    shoppers,
    pasts: createPastBook({ shoppers, traits, clock }),
    history: createSegmentHistory(database),
    recounts: createRecountStore(database.pool),
    clock,
  };
}

async function healthOf(segmentId: string): Promise<SegmentHealth> {
  const health = await segmentHealth(portsOf(), shop, segmentId);
  if (!health) throw new Error(`${segmentId} is there`);
  return health;
}
const codesOf = ({ warnings }: Pick<SegmentHealth, 'warnings'>) => warnings.map(({ code }) => code);

describe('a segment whose moves were recorded', () => {
  it('shows each day since the first record, with the causes of its moves', async () => {
    const { days, past, recordedSince } = await healthOf('waiting');
    expect(past).toBeNull();
    expect(recordedSince).toBe(NOW - 40 * DAY);
    expect(days).toHaveLength(41);
    expect(days[0]).toEqual({
      day: '2026-10-13',
      isTold: false,
      members: 20,
      entered: { import: 20 },
      left: {},
    });
    expect(days.at(-6)).toMatchObject({ members: 31, entered: {}, left: { consent: 1 } });
    expect(days.at(-1)?.members).toBe(30);
  });

  it('measures how fast members leave without counting the import', async () => {
    const { churn } = await healthOf('waiting');
    expect(churn).toMatchObject({ days: 30, entered: 13, left: 3 });
    expect(churn.byCause.map(({ cause, left }) => [cause, left])).toEqual([
      ['time', 1],
      ['merge', 1],
      ['consent', 1],
    ]);
    // At the starts of the 30 days: 20 on 11 days, then one more a day from 21 to 32, 33, 32, 31, and 30 on four days.
    const memberDays = 220 + 12 * 20 + 78 + 33 + 32 + 31 + 120;
    expect(churn.dailyExit).toBeCloseTo(3 / memberDays, 12);
    expect(churn.halfLifeDays).toBeCloseTo(Math.LN2 / -Math.log(1 - 3 / memberDays), 9);
  });

  it('compares members with those of the record a month ago', async () => {
    const { drift } = await healthOf('waiting');
    const country = drift.find(
      ({ subject, daysAgo }) => subject === 'the country of members' && daysAgo === 30,
    );
    expect(country).toMatchObject({ before: 20, now: 30, verdict: 'steady', psi: 0 });
    expect(drift.map(({ daysAgo }) => daysAgo)).toEqual([7, 7, 7, 7, 30, 30, 30, 30]);
  });

  it('says what the last recount found', async () => {
    const health = await healthOf('waiting');
    expect(health.lastRecount).toMatchObject({ mismatches: 2, checked: 120 });
    expect(health.warnings[0]).toMatchObject({ code: 'mismatch', severity: 'critical' });
  });

  it('cannot show a 10% effect for 31 weeks at 53 checkouts a week, 65% of them completed', async () => {
    const { power, warnings } = await healthOf('waiting');
    expect(power).toMatchObject({ weeklyCheckouts: 53, completionRate: 138 / 212 });
    expect(power.sentence).toBe('At your traffic this segment cannot show a 10% effect for 31 weeks.');
    expect(warnings.map(({ code }) => code)).toContain('untestable');
  });

  it('counts the checkouts of those who were in then, not of those who are in now', async () => {
    expect((await healthOf('waiting')).power).toMatchObject({ countedBy: 'then', since: NOW - 28 * DAY });
    expect((await healthOf('buyers')).power).toMatchObject({ countedBy: 'then', weeklyCheckouts: 0 });
  });
});

describe('segments beside one another', () => {
  it('knows what they share, the nearest first', async () => {
    const { overlaps } = await healthOf('part');
    expect(overlaps).toEqual([
      {
        segmentId: 'buyers',
        name: 'buyers',
        members: 120,
        shared: 20,
        jaccard: 20 / 120,
        containedInOther: 1,
        otherContained: 20 / 120,
      },
      expect.objectContaining({ segmentId: 'twins', shared: 20 }),
    ]);
  });

  it('warns of two that are one, and of one that is a part of another', async () => {
    expect(codesOf(await healthOf('buyers'))).toContain('duplicate');
    expect(codesOf(await healthOf('part'))).toContain('subset');
    expect(codesOf(await healthOf('part'))).not.toContain('duplicate');
  });

  it('lists the pairs of a shop by how near they are', async () => {
    const { overlaps } = await segmentsOverview(portsOf(), shop);
    expect(overlaps.map(({ a, b, advice }) => [a.name, b.name, advice])).toEqual([
      ['buyers', 'twins', 'same'],
      ['buyers', 'waiting', 'subset'],
      ['twins', 'waiting', 'subset'],
      ['buyers', 'part', 'subset'],
      ['part', 'twins', 'subset'],
    ]);
  });

  it('says of each which clause can never hold, and how many of them the traffic can test', async () => {
    const { rows, warnings, weeklyCheckouts } = await segmentsOverview(portsOf(), shop);
    expect(rows.find(({ name }) => name === 'impossible')?.warnings[0]).toMatchObject({ code: 'never-true' });
    expect(weeklyCheckouts).toBe(53);
    expect(warnings).toMatchObject([{ code: 'too-many' }]);
  });
});

describe('a rule nobody comes to any more', () => {
  it('says that nobody has come in, and that nothing was heard of half its members', async () => {
    const health = await healthOf('buyers');
    expect(health.staleness).toMatchObject({ lastEntryAt: null, silentShare: 0.5 });
    expect(health.days.at(-1)).toMatchObject({ members: 120, isTold: true });
  });
});

describe('the groups of members', () => {
  it('have the tier that is told by a tag, or counted from orders within its days', async () => {
    const order = (id: string, number: number, daysAgo: number, subtotal: number) => ({
      ...{ shop_id: 1, id: `gid://shopify/Order/${id}`, customer_id: customer(number) },
      ...{ processed_at: at(daysAgo), updated_at: at(daysAgo), test: false, currency: 'GBP' },
      ...{ subtotal_minor: subtotal, total_minor: subtotal, refunded_minor: 0, lines: [] },
    });
    await insertRows(database.pool, 'orders', [
      order('901', 101, 10, 50_000),
      order('902', 102, 40, 50_000),
      order('903', 103, 400, 100),
      order('904', 103, 500, 100),
    ]);
    const tiers = [
      { name: 'Tagged', tag: 'vip' },
      { name: 'Gold', spend: { amountMinor: 50_000, days: 30 } },
      { name: 'Regular', orders: { count: 2, days: null } },
    ];
    const history = createSegmentHistory(database);
    const groups = await history.memberGroups(shop, 'part', { since: NOW - 7 * DAY, now: NOW }, tiers);
    const counts = groups.filter(({ attribute }) => attribute === 'tier').map(({ name, now }) => [name, now]);
    expect(Object.fromEntries(counts)).toEqual({ '': 18, Gold: 1, Regular: 1 });
  });
});
