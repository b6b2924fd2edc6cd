import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loader as overviewLoader } from '#app/routes/app.segments.health.tsx';
import { loader } from '#app/routes/app.segments.$id_.health.tsx';
import { insertRows } from '#tests/support/rows.ts';
import { NOW, openAdminSite, OTHER_SHOP } from './admin-site.ts';
import type { AdminSite } from './admin-site.ts';
import { aProfile, storeProfiles } from './shoppers.ts';

const BUYERS = 'bought-lately';
const CARTS = 'big-carts';

let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
  await addSegment(BUYERS, 'purchases.last within 60 days');
  await addSegment(CARTS, 'cart.subtotal >= 50');
  // Each bought once, one a day; 60 days later they leave, one a day.
  await storeProfiles(
    site.database,
    site.shopId,
    Array.from({ length: 80 }, (_, index) => ({
      profile: aProfile(index + 1, { daysAgo: index + 1 }),
      segmentIds: index < 59 ? [BUYERS] : [],
    })),
  );
});
afterAll(() => site.close());

const addSegment = (id: string, rule: string) =>
  insertRows(site.database.pool, 'segment', [
    {
      shop_id: site.shopId,
      id,
      name: id,
      description: '',
      rule,
      created_at: new Date((NOW - 3600) * 1000),
      updated_at: new Date((NOW - 3600) * 1000),
      version: 1,
    },
  ]);
const read = (id: string, options = {}) =>
  site.get(loader, `/app/segments/${id}/health`, { params: { id }, ...options });

describe('the health of a segment', () => {
  it('knows its past from orders before any membership was recorded', async () => {
    const { status, body } = await read(BUYERS);
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: BUYERS, members: 59, shoppers: 80, recordedSince: null });
    expect(body.days.at(-1)).toEqual({
      day: '2026-11-22',
      isTold: true,
      members: 59,
      entered: {},
      left: { time: 1 },
    });
    expect(body.days.at(-11)).toMatchObject({ members: 60, entered: { event: 1 }, left: { time: 1 } });
  });

  it('counts the days since the shop’s first order, and none before', async () => {
    const { body } = await read(BUYERS);
    expect(body.days).toHaveLength(81);
    expect(body.days[0]).toMatchObject({ day: '2026-09-03', members: 1, entered: { event: 1 } });
  });

  it('tells that members stay for the 60 days of the window', async () => {
    const { body } = await read(BUYERS);
    expect(body.past.stays).toMatchObject({ entries: 80, medianDays: 60, steps: [{ days: 60, share: 0 }] });
  });

  it('compares the very numbers of its rule with those of a month ago', async () => {
    const { body } = await read(BUYERS);
    const drift = body.drift.find(
      (each: { subject: string; daysAgo: number }) =>
        each.subject === 'the time since the last purchase' && each.daysAgo === 30,
    );
    expect(drift).toMatchObject({ before: 51, now: 59, verdict: 'steady', unit: 'seconds' });
    expect(drift.chanceBound).toBeCloseTo(21.666 * (1 / 51 + 1 / 59), 3);
  });

  it('has no past where the rule is decided at checkout', async () => {
    const { body } = await read(CARTS);
    expect(body).toMatchObject({ members: null, past: null, days: [] });
  });

  it('of a segment that is not there, or is another shop’s, is 404', async () => {
    expect((await read('nowhere')).status).toBe(404);
    expect((await read(BUYERS, { shop: OTHER_SHOP })).status).toBe(404);
  });
});

describe('the health of all segments', () => {
  it('is one line each, those that need a look first', async () => {
    const { status, body } = await site.get(overviewLoader, '/app/segments/health');
    expect(status).toBe(200);
    expect(body.rows.map((row: { name: string }) => row.name)).toEqual([BUYERS, CARTS]);
    const buyers = body.rows.find((row: { name: string }) => row.name === BUYERS);
    expect(buyers).toMatchObject({ members: 59, left: 21, warnings: [{ code: 'small' }] });
  });

  it('is empty in a shop without segments', async () => {
    const { body } = await site.get(overviewLoader, '/app/segments/health', { shop: OTHER_SHOP });
    expect(body).toMatchObject({ rows: [], overlaps: [], warnings: [] });
  });
});
