import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createExperimentStore } from '#app/adapters/prisma/experiments/experiment-store.ts';
import { createHarmStore } from '#app/adapters/prisma/experiments/harm-store.ts';
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { createHoldoutStore } from '#app/adapters/prisma/experiments/holdout-store.ts';
import { createMeasurementStore } from '#app/adapters/prisma/experiments/measurement-store.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { HELD_OUT, holdoutOf, unmovedSides, WITH_ATTUNE } from '#app/domain/campaigns/holdout-sides.ts';
import { placeOf } from '#app/domain/experiments/assignment/allocation.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { periodOf } from '#app/use-cases/experiments/measure-holdout.ts';
import { createMeasureShops } from '#app/use-cases/experiments/measure-shops.ts';
import { UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { insertRows } from '#tests/support/rows.ts';

const DOMAIN = 'one.myshopify.com';
const NOW = Math.floor(Date.parse('2026-11-20T12:00:00Z') / 1000);
const DAY = 86_400;
const COUNT = 6_000;
let opened: OpenCheckoutShop;
let now = NOW;

beforeAll(async () => {
  opened = await openCheckoutShop(DOMAIN);
  await plant();
});
afterAll(() => opened.close());

/** The share was 5 % for twenty days and 10 % since. Who is held out buys at 40 %, others at 60 %, for 1,000. */
async function plant(): Promise<void> {
  const { pool, shopId } = opened;
  const rows = Array.from({ length: COUNT }, (_, at) => {
    const seconds = NOW - 30 * DAY + 60 + Math.floor((at * 29.9 * DAY) / COUNT);
    const share = seconds < NOW - 10 * DAY ? 0.05 : 0.1;
    const isHeldOut = placeOf(holdoutOf(DOMAIN, share), `checkout-${at}`) !== null;
    return { at, seconds, buys: at % 10 < (isHeldOut ? 4 : 6) };
  });
  const date = (seconds: number) => new Date(seconds * 1000);
  await insertRows(
    pool,
    'open_cart',
    rows.map(({ at, seconds }) => ({
      shop_id: shopId,
      kind: 'checkout',
      token: `checkout-${at}`,
      started_at: date(seconds),
      updated_at: date(seconds),
      lines: [],
    })),
  );
  await insertRows(
    pool,
    'orders',
    rows
      .filter(({ buys }) => buys)
      .map(({ at, seconds }) => ({
        shop_id: shopId,
        id: `order-${at}`,
        checkout_token: `checkout-${at}`,
        processed_at: date(seconds + 60),
        updated_at: date(seconds + 60),
        currency: 'GBP',
        subtotal_minor: 1_000,
        total_minor: 1_000,
        lines: [],
      })),
  );
  await createShopSettingsStore({ pool }).save(shopId, { holdout: 0.1 });
  await pool.query('UPDATE holdout_change SET at = $1, before = 0.05', [date(NOW - 10 * DAY)]);
}

const measurements = () => createMeasurementStore(opened.pool);
const measure = () =>
  createMeasureShops({
    book: createCheckoutBook(opened.pool),
    holdouts: createHoldoutStore({ pool: opened.pool }),
    measurements: measurements(),
    experiments: createExperimentStore(opened.pool),
    harms: createHarmStore(opened.pool),
    mailAccounts: { find: async () => null },
    mailer: smtpMailer,
    campaigns: createCampaignStore({ pool: opened.pool }),
    log: silentLog,
    shops: createShopStore(opened.pool),
    clock: { now: () => now, nowMs: () => now * 1000 },
  })(new AbortController().signal);
const report = async (): Promise<CheckoutReport> =>
  (await measurements().find(opened.shopId, 'holdout'))!.report;

describe('measuring the holdout', () => {
  it('counts checkouts that never asked, and a changed share breaks no split', async () => {
    await measure();
    const { result, arms, leftOut, deciding } = await report();
    expect(result?.split.isMismatch).toBe(false);
    expect(result?.verdict.kind).toBe('winner');
    expect(deciding).toBe('revenue');
    const [held, others] = [HELD_OUT, WITH_ATTUNE].map((name) => arms.find(({ arm }) => arm === name)!);
    expect(held!.checkouts + others!.checkouts + leftOut.checkouts).toBe(COUNT);
    expect(others!.neverAsked).toBe(others!.checkouts);
    // A twentieth was moved from one side to the other.
    expect(leftOut.checkouts / COUNT).toBeCloseTo(0.05, 1);
    const added = result!.measures.find(({ metric }) => metric === 'revenue')!;
    const { difference, low, high } = added.arms.find(({ arm }) => arm === WITH_ATTUNE)!.added!;
    expect([low < 200, high > 200]).toEqual([true, true]);
    expect(difference).toBeCloseTo(200, -2);
  });

  it('is due again after an hour, or when it is asked for', async () => {
    const due = () => measurements().due(now - 3_600);
    expect(await due()).toEqual([]);
    await measurements().want(opened.shopId, now);
    expect(await due()).toEqual([opened.shopId]);
    now += 2;
    await measure();
    expect(await due()).toEqual([]);
    now += 3_601;
    expect(await due()).toEqual([opened.shopId]);
  });

  it('changes the past with a late refund', async () => {
    const revenue = async () => {
      await measure();
      const measures = (await report()).result!.measures;
      return measures
        .find(({ metric }) => metric === 'revenue')!
        .arms.find(({ arm }) => arm === WITH_ATTUNE)!;
    };
    now += 3_601;
    const { value: before } = await revenue();
    await opened.pool.query("UPDATE orders SET refunded_minor = 1000 WHERE id LIKE '%5'");
    now += 3_601;
    expect((await revenue()).value).toBeLessThan(before!);
  });
});

describe('measuring an experiment that ended', () => {
  it('counts neither checkouts nor left-out orders of after its end', async () => {
    const experiments = createExperimentStore(opened.pool);
    const startedAt = NOW - 20 * DAY;
    const started = await experiments.start(opened.shopId, {
      campaignId: UPSELL_ID,
      metric: 'revenue',
      traffic: 'fixed',
      arms: [
        { name: 'Control', isControl: true, variant: null },
        { name: 'Offer', isControl: false, variant: null },
      ],
      startedAt,
      ranges: [
        { name: 'Control', from: 0, to: 5_000 },
        { name: 'Offer', from: 5_000, to: 10_000 },
      ],
      group: null,
    });
    const id = started.ok ? started.value : '';
    await experiments.stop(opened.shopId, id, startedAt + DAY);
    await opened.pool.query("UPDATE orders SET test = true WHERE id IN ('order-2100', 'order-5000')");
    now += 3_601;
    await measure();
    const found = (await measurements().find(opened.shopId, id))!.report;
    expect([found.since, found.until]).toEqual([startedAt, startedAt + DAY]);
    expect(found.leftOut.orders.test).toBe(1);
    expect((await report()).leftOut.orders.test).toBe(2);
  });
});

it('counts an experiment by the segments that it is looked at by', async () => {
  const experiments = createExperimentStore(opened.pool);
  const arms = ['Control', 'Loud'].map((name, place) => ({ name, isControl: place === 0, variant: null }));
  const started = await experiments.start(opened.shopId, {
    ...{ campaignId: UPSELL_ID, arms, metric: 'completed', startedAt: NOW - 30 * DAY },
    ...{ group: null, traffic: 'fixed' },
    ranges: [
      { name: 'Control', from: 0, to: 5_000 },
      { name: 'Loud', from: 5_000, to: 10_000 },
    ],
  });
  const id = started.ok ? started.value : '';
  await experiments.lookBy(opened.shopId, id, ['new']);
  await experiments.lookBy(opened.shopId, id, ['gold']);
  await opened.pool.query(`
    UPDATE checkout SET segment_ids = CASE WHEN token LIKE '%1' THEN '["gold", "far"]'::jsonb WHEN token LIKE '%2' THEN NULL ELSE '[]' END`);
  now += 3_601;
  await measure();
  const { report: measured } = (await measurements().find(opened.shopId, id))!;
  const { slices, unknown, intervals } = measured.slices!;
  const checkouts = slices.map((slice) => slice.arms.reduce((sum, arm) => sum + arm.checkouts, 0));
  const all = measured.arms.reduce((sum, arm) => sum + arm.checkouts, 0);
  expect(slices.map(({ segmentId }) => segmentId)).toEqual(['gold', null]);
  expect(checkouts[0]! + checkouts[1]! + unknown.checkouts).toBe(all);
  expect(checkouts[0]! / all).toBeCloseTo(0.1, 1);
  // Two segments were asked for, and there are those in none of them.
  expect(intervals).toBe(3);
  expect(slices[0]!.arms[1]!.added).toMatchObject({ low: expect.any(Number), high: expect.any(Number) });
});

it('measures the holdout where an experiment cannot be, because its arms have no control', async () => {
  const before = await opened.pool.query<{ id: string }>(
    `UPDATE experiment SET arms = replace(arms::text, '"isControl": true', '"isControl": false')::jsonb RETURNING id`,
  );
  const id = before.rows[0]?.id ?? '';
  const measured = (await measurements().find(opened.shopId, id))?.report.computedAt;
  now += 3_601;
  await measure();
  expect((await report()).computedAt).toBe(now);
  expect((await measurements().find(opened.shopId, id))?.report.computedAt).toBe(measured);
});

it('compares only since there was a holdout again', () => {
  const change = (at: number, before: number, after: number) => ({ at, before, after });
  expect(periodOf([], 0.05, 100)).toEqual({ since: 100, shares: [0.05] });
  expect(periodOf([change(200, 0.05, 0.1)], 0.1, 100)).toEqual({ since: 100, shares: [0.05, 0.1] });
  const offAndOn = [change(200, 0.05, 0), change(300, 0, 0.1), change(400, 0.1, 0.2)];
  expect(periodOf(offAndOn, 0.2, 100)).toEqual({ since: 300, shares: [0.1, 0.2] });
});

it('names both sides by where a unit stayed', () => {
  expect(unmovedSides('a', [0.05, 0.1]).ranges).toEqual([
    { name: HELD_OUT, from: 0, to: 500 },
    { name: WITH_ATTUNE, from: 1_000, to: 10_000 },
  ]);
});
