import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { createExperimentEntries } from '#app/adapters/prisma/experiments/experiment-entries.ts';
import { createExperimentStore } from '#app/adapters/prisma/experiments/experiment-store.ts';
import { createHarmStore } from '#app/adapters/prisma/experiments/harm-store.ts';
import { createHoldoutStore } from '#app/adapters/prisma/experiments/holdout-store.ts';
import { createMeasurementStore } from '#app/adapters/prisma/experiments/measurement-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { assignTo } from '#app/domain/campaigns/arms.ts';
import { TOLD_AHEAD } from '#app/domain/experiments/next-period.ts';
import {
  changeSplit,
  startExperiment,
  stopExperiment,
} from '#app/use-cases/experiments/change-experiment.ts';
import { measureShop } from '#app/use-cases/experiments/measure-shops.ts';
import { MESSAGE_ID, UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { sellCheckouts } from '#tests/support/sell-checkouts.ts';
import { insertRows } from '#tests/support/rows.ts';

const START = Math.floor(Date.parse('2026-11-01T12:00:00Z') / 1000);
const DAY = 86_400;
const COUNT = 1_500;
let opened: OpenCheckoutShop;
let now = START;
const clock = { now: () => now, nowMs: () => now * 1000 };

beforeAll(async () => {
  opened = await openCheckoutShop('one.myshopify.com');
});
afterAll(() => opened.close());

const ports = () => ({
  experiments: createExperimentStore(opened.pool),
  campaigns: createCampaignStore({ pool: opened.pool }),
  harms: createHarmStore(opened.pool),
  mailAccounts: { find: async () => null },
  mailer: smtpMailer,
  measurements: createMeasurementStore(opened.pool),
  book: createCheckoutBook(opened.pool),
  holdouts: createHoldoutStore({ pool: opened.pool }),
  log: silentLog,
  clock,
});
const measure = async () =>
  measureShop(ports(), (await createShopStore(opened.pool).findById(opened.shopId))!);
const EVEN = ['Control', 'Loud'].map((name) => ({ name, share: 0.5, contentOf: null }));
const startWith = async (campaignId: string, rest: object) => {
  const draft = { metric: 'completed', arms: EVEN, ...rest };
  const started = await startExperiment(ports(), { shopId: opened.shopId, campaignId, draft });
  return started.ok ? started.value : '';
};
const report = async (id: string) => (await ports().measurements.find(opened.shopId, id))!.report;

/** Checkouts of the next day. `rateOf` their tokens tells how many of ten of its kind buy: of every ten, so that chance has no part. */
async function sell(name: string, rateOf: (token: string, at: number) => number): Promise<void> {
  const { shopId, pool } = opened;
  const asked = new Map<number, number>();
  const rows = Array.from({ length: COUNT }, (_, place) => {
    const token = `${name} ${place}`;
    const at = now + 120 + place * 50;
    const rate = rateOf(token, at);
    const before = asked.get(rate) ?? 0;
    asked.set(rate, before + 1);
    return { token, at: new Date(at * 1000), buys: before % 10 < rate };
  });
  await sellCheckouts(pool, shopId, rows);
  now += DAY;
}

describe('experiments of one group', () => {
  it('count only checkouts of their own parts, each of which is in one experiment at most', async () => {
    const ids = [
      await startWith(UPSELL_ID, { group: { name: 'Tests', share: 0.3 } }),
      await startWith(MESSAGE_ID, { group: { name: 'Tests', share: 0.6 } }),
    ];
    await sell('grouped', () => 5);
    await measure();
    for (const [place, id] of ids.entries()) {
      const { arms, leftOut, result } = await report(id);
      const checkouts = arms.reduce((sum, arm) => sum + arm.checkouts, 0);
      const share = 0.95 * [0.3, 0.6][place]!;
      expect(Math.abs(checkouts - COUNT * share)).toBeLessThan(4 * Math.sqrt(COUNT * share * (1 - share)));
      expect([leftOut.checkouts, result?.split.isMismatch]).toEqual([0, false]);
      await stopExperiment(ports(), { shopId: opened.shopId, id });
      await opened.pool.query('DELETE FROM experiment WHERE id = $1', [id]);
    }
  });
});

describe('an experiment of bandit traffic', () => {
  let id = '';
  const found = async () => (await ports().experiments.find(opened.shopId, id))!;
  const armOf = (experiment: Awaited<ReturnType<typeof found>>, unit: string, at: number) => {
    const periods = experiment.allocations;
    const allocation = { version: 1 as const, salt: id, ranges: periods.at(-1)!.ranges };
    const place = assignTo({ id, allocation, periods }, { unit, entered: {}, now: at });
    return place.kind === 'arm' ? place.arm : null;
  };

  it('gets one period where two workers measure its shop at once', async () => {
    id = await startWith(UPSELL_ID, { traffic: 'bandit' });
    const even = await found();
    await sell('both see', (token, at) => (armOf(even, token, at) === 'Loud' ? 7 : 5));
    const bothRead = Promise.withResolvers<null>();
    let reading = 0;
    /** A worker that has what it measures before either of the two writes. */
    const meeting = () => {
      const all = ports();
      const { list } = all.experiments;
      const waiting = async (shopId: typeof opened.shopId) => {
        const listed = await list(shopId);
        if (++reading === 2) bothRead.resolve(null);
        await bothRead.promise;
        return listed;
      };
      return { ...all, experiments: { ...all.experiments, list: waiting } };
    };
    const shop = (await createShopStore(opened.pool).findById(opened.shopId))!;
    await Promise.all([measureShop(meeting(), shop), measureShop(meeting(), shop)]);
    expect((await found()).allocations).toHaveLength(2);
    await stopExperiment(ports(), { shopId: opened.shopId, id });
    await opened.pool.query('DELETE FROM experiment WHERE id = $1', [id]);
  });

  it('sends the next shoppers where it does best, a minute after its day was counted, and control keeps a tenth', async () => {
    id = await startWith(UPSELL_ID, { traffic: 'bandit' });
    const even = await found();
    await sell('first day', (token, at) => (armOf(even, token, at) === 'Loud' ? 7 : 5));
    now -= 60;
    await measure();
    expect((await found()).allocations).toHaveLength(1);
    now += 60;
    await measure();
    const { allocations } = await found();
    expect(allocations[1]).toEqual({
      at: now + TOLD_AHEAD,
      ranges: [
        { name: 'Control', from: 0, to: 1_000 },
        { name: 'Loud', from: 1_000, to: 10_000 },
      ],
    });
    await measure();
    expect((await found()).allocations).toHaveLength(2);
  });

  it('compares arms within periods, also where everybody buys more later, and says what was drawn', async () => {
    const weighed = await found();
    await sell('second day', (token, at) => (armOf(weighed, token, at) === 'Loud' ? 9 : 7));
    await measure();
    const { traffic, result, leftOut, path } = await report(id);
    expect(traffic?.map(({ arms }) => arms.map(({ share }) => share))).toEqual([
      [0.5, 0.5],
      [0.1, 0.9],
    ]);
    expect([leftOut.waiting, result?.split.isMismatch, result?.verdict.kind]).toEqual([0, false, 'winner']);
    const told = result!.measures.find(({ metric, decides }) => metric === 'completed' && decides)!;
    // Thrown together, nine tenths of the better day would be Loud's: 8.4 of ten beside 5.3.
    expect(told.arms.find(({ arm }) => arm === 'Loud')?.added?.difference).toBeCloseTo(0.2, 1);
    expect(path.at(-1)?.difference).toBeCloseTo(
      told.arms.find(({ arm }) => arm === 'Loud')!.added!.difference,
      10,
    );
  });

  it('remembers when a unit entered, from decisions and from checkouts that never asked', async () => {
    const entries = createExperimentEntries(opened.pool);
    const { startedAt } = await found();
    const find = (unit: string, since = startedAt, shopId = opened.shopId) =>
      entries.find(shopId, unit, [{ id, startedAt: since }]);
    const [first] = (
      await opened.pool.query<{ token: string; at: Date }>(
        `SELECT token, first_seen_at AS at FROM checkout WHERE token = 'first day 7'`,
      )
    ).rows;
    const enteredAt = first!.at.getTime() / 1000;
    expect(await find('first day 7')).toEqual({ [id]: enteredAt });
    expect(await find('first day 7', enteredAt + 1)).toEqual({});
    expect(await find('nobody')).toEqual({});
    expect(await find('first day 7', startedAt, (opened.shopId + 1) as typeof opened.shopId)).toEqual({});
    const customer = 'gid://shopify/Customer/77';
    await insertRows(opened.pool, 'decision', [
      {
        shop_id: opened.shopId,
        id: '00000000-0000-4000-8000-000000000077',
        shopper_id: customer,
        checkout_token: 'a checkout',
        decided_at: new Date((startedAt + 500) * 1000),
        channel: 'checkout',
        ...{ placements: [], items: [], refusals: [], duration_micros: 1 },
        basis: { unit: customer },
      },
    ]);
    expect(await find(customer)).toEqual({ [id]: startedAt + 500 });
    expect(await find('a checkout')).toEqual({});
  });

  it('has shares that nobody sets', async () => {
    const shares = EVEN.map(({ name, share }) => ({ name, share }));
    expect(await changeSplit(ports(), { shopId: opened.shopId, id, shares })).toEqual({
      ok: false,
      failure: { kind: 'shares-follow-results' },
    });
  });
});
