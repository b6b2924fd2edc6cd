import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { createExperimentStore } from '#app/adapters/prisma/experiments/experiment-store.ts';
import { createHarmStore } from '#app/adapters/prisma/experiments/harm-store.ts';
import { createHoldoutStore } from '#app/adapters/prisma/experiments/holdout-store.ts';
import { createMeasurementStore } from '#app/adapters/prisma/experiments/measurement-store.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { holdoutOf } from '#app/domain/campaigns/holdout-sides.ts';
import { placeOf } from '#app/domain/experiments/assignment/allocation.ts';
import {
  changeSplit,
  startExperiment,
  stopExperiment,
} from '#app/use-cases/experiments/change-experiment.ts';
import { draftOf } from '#app/use-cases/campaigns/change-campaign.ts';
import { measureShop } from '#app/use-cases/experiments/measure-shops.ts';
import { MESSAGE_ID, UPSELL_ID } from '#tests/support/checkout-shop.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import type { MailAccountStore } from '#app/ports/mail-account-store.ts';
import { sellCheckouts } from '#tests/support/sell-checkouts.ts';
import { openMailServer, type MailServer } from '#tests/support/mail-server.ts';

const START = Math.floor(Date.parse('2026-11-01T12:00:00Z') / 1000);
const DAY = 86_400;
const COUNT = 2_000;
let opened: OpenCheckoutShop;
let mail: MailServer;
let mailAccounts: MailAccountStore;
let now = START;
const clock = { now: () => now, nowMs: () => now * 1000 };

beforeAll(async () => {
  opened = await openCheckoutShop('one.myshopify.com');
  mail = await openMailServer();
  mailAccounts = createMailAccountStore(opened.pool, createCipherBox(Buffer.alloc(32, 7)));
  await mailAccounts.save(opened.shopId, mail.account);
});
afterAll(async () => {
  await mail.close();
  await opened.close();
});

const ports = () => {
  const { pool } = opened;
  return {
    experiments: createExperimentStore(pool),
    campaigns: createCampaignStore({ pool }),
    harms: createHarmStore(pool),
    mailAccounts,
    mailer: smtpMailer,
    measurements: createMeasurementStore(pool),
    book: createCheckoutBook(pool),
    holdouts: createHoldoutStore({ pool }),
    log: silentLog,
    clock,
  };
};
const measure = async (patch: Partial<ReturnType<typeof ports>> = {}) =>
  measureShop({ ...ports(), ...patch }, (await createShopStore(opened.pool).findById(opened.shopId))!);
const start = (campaignId: string, arms: readonly object[], metric = 'completed') =>
  startExperiment(ports(), { shopId: opened.shopId, campaignId, draft: { metric, arms } });
const EVEN = [
  { name: 'Control', share: 0.5, contentOf: null },
  { name: 'Loud', share: 0.5, contentOf: null },
];
const campaign = (id: string) => ports().campaigns.find(opened.shopId, id);

/** Checkouts of the next ten days; `rate` of ten buy in each arm. */
async function sell(experimentId: string, rate: Readonly<Record<string, number>>): Promise<void> {
  const { allocations } = (await ports().experiments.find(opened.shopId, experimentId))!;
  const allocation = { version: 1 as const, salt: experimentId, ranges: allocations.at(-1)!.ranges };
  await sellTo(experimentId, (token) => rate[placeOf(allocation, token) ?? ''] ?? 5);
}

/** `rateOf` a checkout's token tells how many of ten buy. */
async function sellTo(name: string, rateOf: (token: string) => number): Promise<void> {
  const rows = Array.from({ length: COUNT }, (_, at) => {
    const token = `${name} ${at}`;
    return { token, at: new Date((now + 60 + at * 400) * 1000), buys: at % 10 < rateOf(token) };
  });
  const { shopId, pool } = opened;
  await sellCheckouts(pool, shopId, rows);
  now += 10 * DAY;
}

describe('an experiment', () => {
  it('needs arms that are two, named apart and whole together, of a campaign that is there', async () => {
    const kind = async (campaignId: string, arms: readonly object[]) => {
      const started = await start(campaignId, arms);
      return started.ok ? 'started' : started.failure.kind;
    };
    const [control, loud] = EVEN;
    expect(await kind('nowhere', EVEN)).toBe('not-found');
    expect(await kind(UPSELL_ID, [control!])).toBe('invalid');
    expect(await kind(UPSELL_ID, [control!, { ...loud, share: 0.4 }])).toBe('invalid');
    expect(await kind(UPSELL_ID, [control!, { ...loud, name: 'control' }])).toBe('invalid');
    expect(await kind(UPSELL_ID, [control!, { ...loud, contentOf: MESSAGE_ID }])).toBe('invalid');
  });

  it('pauses a campaign that costs orders by itself, ends, and says why until somebody changes it', async () => {
    const started = await start(UPSELL_ID, EVEN);
    const id = started.ok ? started.value : '';
    expect(await start(UPSELL_ID, EVEN)).toMatchObject({ ok: false, failure: { kind: 'already-running' } });
    await sell(id, { Control: 5, Loud: 1 });
    mail.behave({ kind: 'refuse', code: 451 });
    await measure();
    expect(mail.messages).toEqual([]);
    mail.behave({ kind: 'take' });
    await measure();
    await measure();
    expect(mail.messages).toHaveLength(1);
    expect(mail.messages[0]).toContain('To: shop@example.com');
    expect(mail.messages[0]).toContain('did worse than control');
    expect((await campaign(UPSELL_ID))?.status).toBe('paused');
    expect((await campaign(MESSAGE_ID))?.status).toBe('running');
    const harm = (await ports().harms.find(opened.shopId)).get(UPSELL_ID);
    expect(harm?.sentence).toContain('arm Loud did worse than control in completed checkouts');
    expect((await ports().experiments.find(opened.shopId, id))?.endedAt).toBe(now);
    const report = (await ports().measurements.find(opened.shopId, id))!.report;
    expect(report.result?.verdict.kind).toBe('harm');
    const found = (await campaign(UPSELL_ID))!;
    await ports().campaigns.update(opened.shopId, UPSELL_ID, found.version, {
      ...draftOf(found),
      status: 'running',
    });
    await measure();
    expect((await campaign(UPSELL_ID))?.status).toBe('running');
    expect((await ports().harms.find(opened.shopId)).size).toBe(0);
  });

  it('leaves a campaign alone whose arms do alike, and keeps its units when a share grows', async () => {
    const started = await start(MESSAGE_ID, EVEN);
    const id = started.ok ? started.value : '';
    await sell(id, {});
    await measure();
    expect((await campaign(MESSAGE_ID))?.status).toBe('running');
    const split = (shares: readonly number[]) =>
      changeSplit(ports(), {
        shopId: opened.shopId,
        id,
        shares: shares.map((share, place) => ({ name: EVEN[place]!.name, share })),
      });
    expect(await split([0.2, 0.7])).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect((await split([0.3, 0.7])).ok).toBe(true);
    await measure();
    const { result, leftOut } = (await ports().measurements.find(opened.shopId, id))!.report;
    expect(result?.split.isMismatch).toBe(false);
    // A fifth of the units moved from control to the other arm.
    expect(leftOut.checkouts / COUNT).toBeCloseTo(0.2, 1);
  });

  it('ends once', async () => {
    const running = (await ports().experiments.list(opened.shopId)).find(({ endedAt }) => endedAt === null)!;
    const stop = () => stopExperiment(ports(), { shopId: opened.shopId, id: running.id });
    expect((await stop()).ok).toBe(true);
    expect(await stop()).toMatchObject({ ok: false, failure: { kind: 'not-running' } });
  });
});

it('pauses everything that runs where checkouts with Attune do worse than those held out, and says so once', async () => {
  const { pool, shopId } = opened;
  await pool.query("UPDATE campaign SET status = 'running', harm = NULL WHERE shop_id = $1", [shopId]);
  await createShopSettingsStore({ pool }).save(shopId, { holdout: 0.2 });
  await pool.query('DELETE FROM holdout_change');
  await pool.query('DELETE FROM checkout');
  await pool.query('DELETE FROM open_cart');
  now += 40 * DAY;
  const heldOut = holdoutOf('one.myshopify.com', 0.2);
  await sellTo('held', (token) => (placeOf(heldOut, token) === null ? 1 : 5));
  const told = mail.messages.length;
  // A round that ends before it has paused them leaves that to the next one.
  const away = { ...ports().harms, pause: () => Promise.reject(new Error('the database is away')) };
  await expect(measure({ harms: away })).rejects.toThrow('the database is away');
  await measure();
  expect([(await campaign(UPSELL_ID))?.status, (await campaign(MESSAGE_ID))?.status]).toEqual([
    'paused',
    'paused',
  ]);
  const harm = (await ports().harms.find(shopId)).get(UPSELL_ID);
  expect(harm?.sentence).toContain('checkouts with Attune did worse than those held out');
  expect(mail.messages).toHaveLength(told + 1);
  expect(mail.messages.at(-1)).toContain('Attune paused');
  // Whoever resumes one is not overruled.
  const found = (await campaign(UPSELL_ID))!;
  await ports().campaigns.update(shopId, UPSELL_ID, found.version, { ...draftOf(found), status: 'running' });
  await measure();
  expect((await campaign(UPSELL_ID))?.status).toBe('running');
  expect(mail.messages).toHaveLength(told + 1);
});
