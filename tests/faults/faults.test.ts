import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntakeView } from '#app/adapters/prisma/inbox/intake-view.ts';
import { partitionOf, shopperKey } from '#app/use-cases/folding/receive-delivery.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { settleMemberships } from '#tests/support/memberships.ts';
import { SHOP_DOMAIN, type DeliveryOptions } from '#tests/support/shopify-webhook.ts';
import { liveThrough, type BadWeekEnd } from './bad-week.ts';
import { canonicalState, differences, hashes, type CanonicalState } from './canonical.ts';
import { disturb, undisturbed } from './disturb.ts';
import { happeningsOf } from './happenings.ts';
import { plantShop } from './plant-shop.ts';
import { isOfPixel } from './send.ts';

const IS_LONG = process.env['LONG'] === '1';
const COUNT = Number(process.env['COUNT'] ?? (IS_LONG ? 100_000 : 700));
const KILLS = IS_LONG ? 8 : 1;
const SEED = 7;
const SHARES = { duplicated: 0.2, reordered: 0.2, delayedADay: 0.05, malformed: 0.02, lost: 0.05 };

const { catalog, happenings } = happeningsOf(COUNT, SEED, TEST_NOW);
const { told, deliveries, counts } = disturb(happenings, SHARES, SEED);
let clean: CanonicalState;
let week: BadWeekEnd;

beforeAll(async () => {
  const before = undisturbed(catalog, 'catalog');
  clean = await liveClean([before, ...inParts(undisturbed(told), 500)]);
  week = await liveThrough({ catalog: before, deliveries, kills: KILLS, seed: SEED, nowMs: TEST_NOW });
  if (IS_LONG) process.stdout.write(`${JSON.stringify(figures(), null, 2)}\n`);
}, 3_600_000);
afterAll(() => week?.end());

const figures = () => ({
  happenings: happenings.length,
  sent: deliveries.length,
  ...counts,
  kills: 2 * KILLS,
  attempts: week.attempts,
  sendSeconds: Math.round(week.sendSeconds),
  foldSeconds: Math.round(week.foldSeconds),
  decisions: week.acknowledged.length,
});

/** Each delivery once, in order, folded by a process that lives. */
async function liveClean(parts: readonly (readonly DeliveryOptions[])[]): Promise<CanonicalState> {
  const world = await openIngestion({ install: false });
  try {
    await plantShop(world.database.pool);
    for (const part of parts) await append(world, part);
    await settleMemberships(world);
    return await canonicalState(world.database.pool);
  } finally {
    await world.close();
  }
}

const inParts = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, part) =>
    all.slice(part * size, (part + 1) * size),
  );

async function append(world: IngestionWorld, part: readonly DeliveryOptions[]): Promise<void> {
  const rows = part.map(({ topic, body, eventId = '', triggeredAt = '' }) => {
    const text = JSON.stringify(body);
    return {
      shop: SHOP_DOMAIN,
      topic,
      eventId,
      webhookId: eventId,
      apiVersion: null,
      triggeredAt: new Date(triggeredAt),
      receivedAt: new Date(TEST_NOW),
      partition: partitionOf(SHOP_DOMAIN, isOfPixel({ topic }) ? visitorKey(body) : shopperKey(text)),
      body: text,
    };
  });
  await world.ingestion.inbox.append(rows);
  await world.fold();
}

const visitorKey = (event: unknown): string => `visitor:${(event as { clientId: string }).clientId}`;

describe('a bad week', () => {
  it('leaves what a clean one leaves, hash by hash', async () => {
    const faulty = await canonicalState(week.database.pool);
    expect(differences(clean, faulty)).toEqual([]);
    expect(hashes(faulty)).toEqual(hashes(clean));
    expect(clean.orders.length).toBeGreaterThan(COUNT / 20);
    expect(clean.memberships.some((line) => line.includes('"segment_ids":["'))).toBe(true);
    expect(clean.activities.some((line) => /"shopper_id":"gid.*"kind":"view"/.test(line))).toBe(true);
  });

  it('loses no decision that was acknowledged as recorded', async () => {
    const { rows } = await week.database.pool.query<{ id: string }>('SELECT id FROM decision');
    const stored = new Set(rows.map(({ id }) => id));
    expect(week.acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    expect(week.acknowledged.length).toBeGreaterThan(10);
  });

  it('keeps every malformed delivery with its reason, to be replayed', async () => {
    const view = createIntakeView(week.database);
    const stuck = await view.listQuarantined(SHOP_DOMAIN, deliveries.length);
    expect(stuck).toHaveLength(counts.malformed);
    expect(new Set(stuck.map(({ reason }) => reason.code))).toEqual(
      new Set(['malformed-json', 'unexpected-payload']),
    );
    expect(await view.replay(SHOP_DOMAIN, stuck[0]?.id ?? '')).toBe(true);
  });
});
