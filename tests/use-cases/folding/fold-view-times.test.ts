import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIngestion, type IngestionWorld } from '#tests/support/ingestion.ts';
import { storedProfiles } from '#tests/support/profile-rows.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { clearVisits } from './clear-visits.ts';
import { aCheckout } from '#tests/support/webhook-payloads.ts';

let world: IngestionWorld;
beforeAll(async () => {
  world = await openIngestion();
});
const clear = () => clearVisits(world);
beforeEach(clear);
afterAll(() => world.close());

const START = Date.parse('2026-11-22T10:00:00Z');
const at = (second: number) => new Date(START + second * 1_000).toISOString();
const ANN = { id: 1, admin_graphql_api_id: 'gid://shopify/Customer/1' };

type Telling = () => Promise<unknown>;

const pixel =
  (id: string, name: string, second: number, more: object = {}): Telling =>
  () =>
    world.sendPixel([{ id, name, clientId: 'browser', at: at(second), ...more }]);
const view = (id: string, second: number, productId = '7001'): Telling =>
  pixel(id, 'product_viewed', second, { productId });
/** Told at `second` of a view that began at `viewedAt`. */
const lasted = (viewId: string, viewedAt: number, second: number, more: object = {}): Telling =>
  pixel(`lasted-${viewId}-${second}`, 'view_lasted', second, {
    ...{ viewId, viewedAt: at(viewedAt), productId: '7001', lastedMs: (second - viewedAt) * 1_000 },
    ...more,
  });
const checkout: Telling = () =>
  world.send({
    topic: 'checkouts/create',
    eventId: 'checkout',
    body: aCheckout({ token: 'c1', created_at: at(3_000), updated_at: at(3_000), customer: ANN }),
  });
const seenInCheckout = pixel('started', 'checkout_started', 3_000, { checkoutToken: 'c1' });

async function tell(tellings: readonly Telling[]): Promise<void> {
  for (const send of tellings) {
    await send();
    await world.fold();
  }
}

/** Of Ann's views in turn: the second at which each began, and for how long it lasted. */
async function times(): Promise<readonly (readonly [number, number | undefined])[]> {
  const ann = (await storedProfiles(world.rows)).get('gid://shopify/Customer/1');
  return (ann?.views ?? []).map((seen) => [seen.at - START / 1_000, seen.lastedSeconds]);
}

describe('how long a view lasted', () => {
  it('stands with the view, is the longest that was told, and at most ten minutes', async () => {
    await tell([checkout, seenInCheckout, view('a', 0), view('b', 100), view('c', 900)]);
    expect(await times()).toEqual([
      [0, undefined],
      [100, undefined],
      [900, undefined],
    ]);
    await tell([lasted('a', 0, 60), lasted('a', 0, 20), lasted('b', 100, 900)]);
    expect(await times()).toEqual([
      [0, 60],
      [100, 600],
      [900, undefined],
    ]);
  });

  it('tells of a view that was lost', async () => {
    await tell([checkout, seenInCheckout, lasted('a', 0, 60)]);
    expect(await times()).toEqual([[0, 60]]);
  });

  it('is the same in whatever order events and webhooks come, and however often', async () => {
    const story: readonly Telling[] = [
      view('a', 0),
      lasted('a', 0, 40),
      lasted('a', 0, 70),
      pixel('no', 'consent_changed', 500, { analytics: false }),
      lasted('a', 0, 80),
      view('b', 600),
      lasted('b', 600, 1_000),
      lasted('b', 600, 1_700),
      view('c', 2_000),
      lasted('lost', 2_500, 2_590),
      seenInCheckout,
      checkout,
    ];
    const told = async (tellings: readonly Telling[]) => {
      await clear();
      await tell(tellings);
      return times();
    };
    const plain = await told(story);
    expect(plain).toEqual([
      [600, 600],
      [2_000, undefined],
      [2_500, 90],
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...story, ...story], { minLength: 2 * story.length }),
        async (shuffled) => {
          expect(await told(shuffled)).toEqual(plain);
        },
      ),
      { numRuns: propertyRuns(4), seed: 20261129 },
    );
  });

  it('is not changed by another browser that names the view', async () => {
    await tell([checkout, seenInCheckout, view('a', 0), lasted('a', 0, 60)]);
    await tell([lasted('a', 0, 500, { id: 'forged', clientId: 'another' })]);
    expect(await times()).toEqual([[0, 60]]);
  });

  it.each([
    ['less than nothing', { lastedMs: -1 }, 'lastedMs'],
    ['no number', { lastedMs: Number.NaN }, 'lastedMs'],
    ['no whole number', { lastedMs: 0.5 }, 'lastedMs'],
    ['a year', { lastedMs: 365 * 86_400_000 }, 'lastedMs'],
    ['of no view', { viewId: '' }, 'viewId'],
    ['of no product', { productId: 'mug' }, 'productId'],
  ])('is kept aside with the reason where it is %s', async (_, more, path) => {
    await tell([checkout, seenInCheckout, view('a', 0), lasted('a', 0, 60, more)]);
    expect(await times()).toEqual([[0, undefined]]);
    const [row] = await world.rows<{ reason: object }>(
      `SELECT reason FROM inbox_delivery WHERE status = 'quarantined'`,
    );
    expect(row?.reason).toMatchObject({ code: 'unexpected-payload', path });
  });
});

describe('analytics refused', () => {
  it('removes it with the view, also where it is told late', async () => {
    await tell([checkout, seenInCheckout, view('a', 0), lasted('a', 0, 60)]);
    await tell([
      pixel('no', 'consent_changed', 90, { analytics: false }),
      lasted('a', 0, 80),
      lasted('b', 30, 85),
    ]);
    expect(await times()).toEqual([]);
    expect(await world.rows('SELECT FROM shopper_activity WHERE visitor_id IS NOT NULL')).toEqual([]);
  });
});
