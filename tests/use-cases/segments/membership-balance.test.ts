import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSegmentRecounter } from '#app/adapters/prisma/rules/segment-recounter.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { openIngestion, TEST_NOW, type IngestionWorld } from '#tests/support/ingestion.ts';
import { historyOf, saveRule, settleMemberships, storedMembers } from '#tests/support/memberships.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { anOrder } from '#tests/support/webhook-payloads.ts';

const DAY = 86_400_000;
const RULES = [
  'purchases.count within 7 days >= 1',
  'purchases.count >= 2 OR customer.email_marketing = true',
  'NOT purchases.last within 3 days',
];

let world: IngestionWorld;
let segmentIds: string[];
beforeEach(async () => {
  world = await openIngestion();
});
afterEach(() => world.close());

type Step =
  | { readonly kind: 'order'; readonly customer: number; readonly daysAgo: number }
  | { readonly kind: 'merge'; readonly gone: number; readonly kept: number }
  | { readonly kind: 'consent'; readonly customer: number; readonly given: boolean }
  | { readonly kind: 'delete' | 'redact'; readonly customer: number }
  | { readonly kind: 'time'; readonly days: number };

const customer = fc.integer({ min: 1, max: 5 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      customer,
      daysAgo: fc.integer({ min: 0, max: 9 }),
    }),
    weight: 5,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('time' as const), days: fc.integer({ min: 1, max: 4 }) }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('consent' as const), customer, given: fc.boolean() }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('merge' as const), gone: customer, kept: customer }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ kind: fc.constantFrom('delete' as const, 'redact' as const), customer }),
    weight: 1,
  },
);

const gidOf = (id: number): string => `gid://shopify/Customer/${id}`;

async function send(what: Step, number: number): Promise<void> {
  const now = world.clock.nowMs();
  const eventId = `step ${number}`;
  const triggeredAt = new Date(now).toISOString();
  switch (what.kind) {
    case 'time':
      return world.clock.set(now + what.days * DAY + 1_000 * number);
    case 'order': {
      const at = new Date(now - what.daysAgo * DAY).toISOString();
      const body = anOrder({ id: number, customer: { id: what.customer }, processed_at: at, updated_at: at });
      return void (await world.send({ topic: 'orders/create', body, eventId, triggeredAt }));
    }
    case 'merge': {
      if (what.gone === what.kept) return;
      const body = {
        admin_graphql_api_customer_kept_id: gidOf(what.kept),
        admin_graphql_api_customer_deleted_id: gidOf(what.gone),
        status: 'completed',
      };
      return void (await world.send({ topic: 'customers/merge', body, eventId, triggeredAt }));
    }
    case 'consent': {
      const state = what.given ? 'subscribed' : 'unsubscribed';
      const email_marketing_consent = { state, consent_updated_at: triggeredAt };
      const body = { customer_id: what.customer, email_marketing_consent };
      const topic = 'customers_email_marketing_consent/update';
      return void (await world.send({ topic, body, eventId, triggeredAt }));
    }
    case 'delete':
      return void (await world.send({
        topic: 'customers/delete',
        body: { id: what.customer },
        eventId,
        triggeredAt,
      }));
    case 'redact': {
      const body = {
        shop_domain: 'attune-test.myshopify.com',
        customer: { id: what.customer },
        orders_to_redact: [],
      };
      return void (await world.send({ topic: 'customers/redact', body, eventId, triggeredAt }));
    }
  }
}

/** Each shopper's moves in turn: in, out, in... with the last one saying whether they are stored as a member. */
async function expectBalance(segmentId: string): Promise<void> {
  const moves = Map.groupBy(await historyOf(world, segmentId), ({ shopper }) => shopper);
  const stored = new Set(await storedMembers(world, segmentId));
  for (const [shopper, told] of moves) {
    const entered = told.filter((move) => move.entered).length;
    // Of those who were erased nobody knows whose move was whose: they are all out.
    if (shopper === null) expect(entered * 2).toBe(told.length);
    else {
      expect(told.map((move) => move.entered)).toEqual(told.map((_, index) => index % 2 === 0));
      expect(told.at(-1)?.entered).toBe(stored.has(shopper));
    }
  }
  for (const shopper of stored) expect(moves.has(shopper)).toBe(true);
}

describe('whatever is told of shoppers, in whatever order', () => {
  it('the history says who is in, and the recount agrees', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 24 }), async (steps) => {
        await world.rows(
          'DELETE FROM segment; DELETE FROM backfill; DELETE FROM profile; DELETE FROM orders; DELETE FROM membership_event; DELETE FROM inbox_delivery; DELETE FROM refund; DELETE FROM shopper_activity; DELETE FROM saved_detail',
        );
        world.clock.set(TEST_NOW);
        segmentIds = [];
        for (const [index, rule] of RULES.entries())
          segmentIds.push((await saveRule(world, `Segment ${index}`, rule)).id);
        await settleMemberships(world);
        for (const [index, each] of steps.entries()) {
          await send(each, index + 1);
          if (index % 2 === 0) await world.fold();
          if (index % 5 === 0) await settleMemberships(world);
        }
        await world.fold();
        await settleMemberships(world);
        const recounter = createSegmentRecounter(world.database.pool, world.clock);
        for (const id of segmentIds) {
          await expectBalance(id);
          expect(await recounter.recount(world.shopId as ShopId, id)).toMatchObject({ mismatches: 0 });
        }
      }),
      { seed: 20261128, numRuns: propertyRuns(6) },
    );
  });
});
