import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loader as homeLoader } from '#app/routes/app._index.tsx';
import { action as dataAction, loader as dataLoader } from '#app/routes/app.data.tsx';
import { action as holdoutAction, loader as holdoutLoader } from '#app/routes/app.holdout.tsx';
import { action as settingsAction, loader as settingsLoader } from '#app/routes/app.settings.tsx';
import { DEFAULT_GUARDRAILS } from '#app/domain/campaigns/guardrails/settings.ts';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createExperimentStore } from '#app/adapters/prisma/experiments/experiment-store.ts';
import { createHarmStore } from '#app/adapters/prisma/experiments/harm-store.ts';
import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { createHoldoutStore } from '#app/adapters/prisma/experiments/holdout-store.ts';
import { createMeasurementStore } from '#app/adapters/prisma/experiments/measurement-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { measureShop } from '#app/use-cases/experiments/measure-shops.ts';
import { NOW, openAdminSite, OTHER_SHOP, SHOP } from './admin-site.ts';
import type { AdminSite } from './admin-site.ts';

let site: AdminSite;
beforeAll(async () => {
  site = await openAdminSite();
});
afterAll(() => site.close());

const DAY = 86_400;
let made = 0;

async function addDecision(
  secondsAgo: number,
  failure: string | null = null,
  channel = 'checkout',
): Promise<string> {
  made += 1;
  const id = `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`;
  await site.database.pool.query(
    `INSERT INTO decision (id, shop_id, decided_at, channel, placements, items, refusals, basis, failure, duration_micros)
     VALUES ($1, $2, to_timestamp($3), $5, '[]', '[]', '[]', '{}', $4, 1000)`,
    [id, site.shopId, NOW - secondsAgo, failure, channel],
  );
  return id;
}

const addConversion = (id: string, secondsAgo: number, amountMinor: number, currency = 'GBP') =>
  site.database.pool.query(
    `INSERT INTO conversion (shop_id, order_id, line_id, decision_id, item_key, campaign_id, joined_by, amount_minor, currency, at)
     VALUES ($1, $2, 'l1', $3, 'k', 'c', 'attribute', $4, $5, to_timestamp($6))`,
    [site.shopId, `o${made}${amountMinor}`, id, amountMinor, currency, NOW - secondsAgo],
  );

describe('the home page', () => {
  it('counts the last 30 calendar days of the shop, by day, and says since when', async () => {
    const id = await addDecision(3600);
    await addDecision(2 * DAY, 'snapshot not loaded');
    await addDecision(31 * DAY);
    await addDecision(60, null, 'api');
    await addConversion(id, 3600, 1999);
    await addConversion(id, 1800, 1);
    const { body } = await site.get(homeLoader, '/app');
    expect(body.activity.days).toHaveLength(30);
    expect(body.activity.days.at(0).day).toBe('2026-10-24');
    expect(body.activity.days.at(-1)).toMatchObject({
      day: '2026-11-22',
      decisions: 1,
      revenue: [{ amountMinor: 2000, currency: 'GBP' }],
    });
    expect(body.totals).toMatchObject({ decisions: 2, revenue: [{ amountMinor: 2000, currency: 'GBP' }] });
    // Midnight of 24 October in London, still summer time.
    expect(body.activity.since).toBe(Date.parse('2026-10-23T23:00:00Z') / 1000);
    expect(body.activity.newestAt).toBe(NOW - 1800);
  });

  it('keeps amounts of different currencies apart', async () => {
    await addConversion(await addDecision(60), 60, 500, 'EUR');
    const { body } = await site.get(homeLoader, '/app');
    expect(body.totals.revenue).toContainEqual({ amountMinor: 500, currency: 'EUR' });
    expect(body.totals.revenue).toContainEqual({ amountMinor: 2000, currency: 'GBP' });
  });

  it('names fallbacks of the last day only, with the newest reason', async () => {
    await addDecision(7200, 'database away');
    const { body } = await site.get(homeLoader, '/app');
    expect(body.fallbacks).toMatchObject({ count: 1, newestFailure: 'database away' });
  });

  it('names what only extensions met in the last day, the most frequent first', async () => {
    const tell = (hoursAgo: number, kind: string, count: number) =>
      site.database.pool.query(
        `INSERT INTO checkout_failure (shop_id, hour, kind, count)
         VALUES ($1, date_trunc('hour', to_timestamp($2), 'UTC'), $3, $4)`,
        [site.shopId, NOW - hoursAgo * 3600, kind, count],
      );
    await tell(1, 'down', 2);
    await tell(2, 'timeout', 7);
    await tell(3, 'down', 3);
    await tell(26, 'crash', 1);
    const { body } = await site.get(homeLoader, '/app');
    expect(body.checkoutFailures).toEqual([
      { kind: 'timeout', count: 7 },
      { kind: 'down', count: 5 },
    ]);
  });

  it('suggests what is missing', async () => {
    const { body } = await site.get(homeLoader, '/app');
    expect(body.nextSteps).toEqual(['write-segment', 'make-campaign']);
    const other = await site.get(homeLoader, '/app', { shop: OTHER_SHOP });
    expect(other.body.nextSteps).toEqual(['write-segment', 'make-campaign', 'place-block']);
    expect(other.body.totals.decisions).toBe(0);
  });
});

async function addDelivery(shop: string, eventId: string, status: string): Promise<string> {
  const { rows } = await site.database.pool.query<{ id: string }>(
    `INSERT INTO inbox_delivery (shop, topic, event_id, webhook_id, received_at, partition, body, status, attempts, reason)
     VALUES ($1, 'orders/create', $2, $2, to_timestamp($3), 0, '{"email":"secret@example.com"}', $4, 3, $5) RETURNING id`,
    [
      shop,
      eventId,
      NOW - 60,
      status,
      JSON.stringify({ code: 'fold-failed', message: 'Expected a number.', path: 'a.b' }),
    ],
  );
  return rows[0]!.id;
}

describe('the data page', () => {
  it('shows what is stuck by topic and lists the quarantine without bodies', async () => {
    await addDelivery(SHOP, 'e1', 'folded');
    await addDelivery(SHOP, 'e2', 'quarantined');
    await addDelivery(OTHER_SHOP, 'e3', 'quarantined');
    const { body } = await site.get(dataLoader, '/app/data');
    expect(body.health.topics).toMatchObject([{ topic: 'orders/create', quarantined: 1, waiting: 0 }]);
    expect(body.quarantined).toMatchObject([
      { reason: { code: 'fold-failed', message: 'Expected a number.', path: 'a.b' }, attempts: 3 },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret@example.com');
  });

  it('replays and discards deliveries of the own shop only', async () => {
    const act = (intent: string, id: string, shop = SHOP) =>
      site.post(dataAction, '/app/data', { intent, id }, { shop });
    const statusOf = async (id: string) =>
      (await site.database.pool.query('SELECT status, attempts FROM inbox_delivery WHERE id = $1', [id]))
        .rows[0];
    const replayed = await addDelivery(SHOP, 'e4', 'quarantined');
    const discarded = await addDelivery(SHOP, 'e5', 'quarantined');
    expect((await act('replay', replayed, OTHER_SHOP)).status).toBe(404);
    expect((await act('discard', discarded, OTHER_SHOP)).status).toBe(404);
    expect((await act('replay', replayed)).status).toBe(200);
    expect((await act('discard', discarded)).status).toBe(200);
    expect(await statusOf(replayed)).toEqual({ status: 'pending', attempts: 0 });
    expect(await statusOf(discarded)).toBeUndefined();
    expect((await act('replay', 'x; drop table')).status).toBe(404);
  });
});

const measuring = () => ({
  book: createCheckoutBook(site.database.pool),
  holdouts: createHoldoutStore(site.database),
  experiments: createExperimentStore(site.database.pool),
  harms: createHarmStore(site.database.pool),
  mailAccounts: { find: async () => null },
  mailer: smtpMailer,
  campaigns: createCampaignStore(site.database),
  log: silentLog,
  measurements: createMeasurementStore(site.database.pool),
  clock: { now: () => NOW, nowMs: () => NOW * 1000 },
});

describe('the settings page', () => {
  const post = (body: object, shop = SHOP) => site.post(settingsAction, '/app/settings', body, { shop });

  it('saves tiers in their order and raises the config version: rules read them', async () => {
    const before = await site.configVersion();
    const tiers = [{ name: 'Platinum', tag: 'vip' }];
    expect((await post({ intent: 'save-tiers', tiers })).body).toEqual({ kind: 'tiers-saved' });
    expect((await site.get(settingsLoader, '/app/settings')).body.tiers).toEqual(tiers);
    expect(await site.configVersion()).toBe(before + 1);
  });

  it('saves how much is explored, and the tiers stay; refuses more than half', async () => {
    const { tiers } = (await site.get(settingsLoader, '/app/settings')).body;
    expect((await post({ intent: 'save-exploration', exploration: 0.05 })).body.kind).toBe(
      'exploration-saved',
    );
    expect((await site.get(settingsLoader, '/app/settings')).body).toMatchObject({
      tiers,
      exploration: 0.05,
    });
    expect((await post({ intent: 'save-tiers', tiers })).status).toBe(200);
    expect((await site.get(settingsLoader, '/app/settings')).body.exploration).toBe(0.05);
    const refused = await post({ intent: 'save-exploration', exploration: 0.6 });
    expect([refused.status, refused.body.sentence]).toEqual([422, 'Expected at most 50 %.']);
  });

  it('saves what spending earns a tier; refuses nothing spent, and a time without end', async () => {
    const gold = { name: 'Gold', tag: 'gold', spend: { amountMinor: 50_000, days: 365 } };
    const tiers = [gold, { name: 'Silver', tag: 'silver' }];
    expect((await post({ intent: 'save-tiers', tiers })).body.kind).toBe('tiers-saved');
    const { body } = await site.get(settingsLoader, '/app/settings');
    expect([body.tiers, body.currency]).toEqual([tiers, 'GBP']);
    const refusal = async (spend: object) =>
      (await post({ intent: 'save-tiers', tiers: [{ ...gold, spend }] })).body.sentence;
    expect(await refusal({ amountMinor: 0, days: 365 })).toMatch(/^Expected an amount above zero/);
    expect(await refusal({ amountMinor: null, days: 365 })).toMatch(/^Expected an amount above zero/);
    expect(await refusal({ amountMinor: 1, days: 731 })).toBe('Expected days from 1 to 730.');
  });

  it('saves tiers that are counted; refuses one that neither a tag nor a number earns, and one that two do', async () => {
    const spend = { amountMinor: 50_000, days: null };
    const orders = { count: 3, days: 365 };
    const tiers = [
      { name: 'Gold', spend },
      { name: 'Silver', orders },
      { name: 'Friend', tag: 'friend' },
    ];
    expect((await post({ intent: 'save-tiers', tiers })).body.kind).toBe('tiers-saved');
    expect((await site.get(settingsLoader, '/app/settings')).body.tiers).toEqual(tiers);
    const expected = 'Enter a customer tag, or what earns the tier: spending or orders.';
    for (const tier of [{ name: 'Gold' }, { name: 'Gold', spend, orders }])
      expect((await post({ intent: 'save-tiers', tiers: [tier] })).body.sentence).toBe(expected);
    const noOrder = { name: 'Gold', orders: { count: 0, days: 1 } };
    expect((await post({ intent: 'save-tiers', tiers: [noOrder] })).body.sentence).toMatch(
      /^Expected a number of orders/,
    );
  });

  it('keeps which metafield holds the tier, says what is wrong beside each field, and forgets it when emptied', async () => {
    const shown = async () => (await site.get(settingsLoader, '/app/settings')).body.tierSource;
    const save = (tierSource: object) => post({ intent: 'save-tier-source', tierSource });
    expect(await shown()).toBeNull();
    const rivo = { isOn: true, namespace: 'custom', key: 'rivo', path: 'vip_tier' };
    expect((await save(rivo)).body).toEqual({ kind: 'tier-source-saved' });
    expect(await shown()).toEqual(rivo);
    const refused = await save({ ...rivo, namespace: '' });
    expect([refused.status, Object.keys(refused.body.problems)]).toEqual([
      422,
      ['settings.source.namespace'],
    ]);
    await save({ isOn: false, namespace: '', key: '' });
    expect(await shown()).toBeNull();
  });

  it('shows whether the web pixel is on and what it needs, and says so when Shopify refuses to switch it', async () => {
    const { pixel } = (await site.get(settingsLoader, '/app/settings')).body;
    expect(pixel).toMatchObject({ since: null, newestAt: null, lastDay: 0 });
    expect(pixel.missingScopes).toEqual(['read_customer_events', 'write_pixels']);
    const refused = await post({ intent: 'switch-pixel', on: true });
    expect([refused.status, refused.body.sentence]).toEqual([
      422,
      'The shop has no access token: it has not installed Attune.',
    ]);
    expect((await post({ intent: 'switch-pixel', on: false })).body).toEqual({
      kind: 'switched',
      isOn: false,
    });
  });

  it('switches on that checkouts decide by themselves; to switch it off Shopify must be told', async () => {
    const shown = async () => (await site.get(settingsLoader, '/app/settings')).body.local;
    expect(await shown()).toEqual({
      since: null,
      written: { shop: 0, products: 0, customers: 0 },
      holdsUntil: null,
      writtenAt: null,
      callsToday: 0,
      mostCallsADay: 1_000,
      problem: null,
      shown: { items: 0, same: 0 },
      missingScopes: ['write_customers', 'write_products'],
    });
    const switched = await post({ intent: 'switch-local', on: true });
    expect(switched.body).toEqual({ kind: 'switched', isOn: true });
    expect((await shown()).since).toBe(NOW);
    const refused = await post({ intent: 'switch-local', on: false });
    expect([refused.status, refused.body.sentence]).toEqual([
      422,
      'The shop has no access token: it has not installed Attune.',
    ]);
    expect((await shown()).since).toBe(NOW);
  });

  it('tells how many of the items that checkouts showed by themselves the answer held too', async () => {
    const id = await addDecision(30);
    const items = ['same', 'same', 'other'].map((shownLocally) => ({ itemKey: 'k', shownLocally }));
    await site.database.pool.query('UPDATE decision SET items = $1 WHERE id = $2', [
      JSON.stringify(items),
      id,
    ]);
    const { local } = (await site.get(settingsLoader, '/app/settings')).body;
    expect(local.shown).toEqual({ items: 3, same: 2 });
  });

  it('saves how many shoppers are held out; refuses more than a fifth', async () => {
    expect((await post({ intent: 'save-holdout', holdout: 0.05 })).body.kind).toBe('holdout-saved');
    expect((await site.get(settingsLoader, '/app/settings')).body.holdout).toBe(0.05);
    const refused = await post({ intent: 'save-holdout', holdout: 0.21 });
    expect([refused.status, refused.body.sentence]).toEqual([422, 'Expected at most 20 %.']);
    expect((await post({ intent: 'save-holdout', holdout: 0 })).status).toBe(200);
  });

  it('keeps every change of the share held out, and none where it stays', async () => {
    const { rows } = await site.database.pool.query('SELECT before, after FROM holdout_change ORDER BY at');
    expect(rows).toEqual([
      { before: 0, after: 0.05 },
      { before: 0.05, after: 0 },
    ]);
    await post({ intent: 'save-holdout', holdout: 0 });
    const again = await site.database.pool.query('SELECT FROM holdout_change');
    expect(again.rowCount).toBe(2);
  });

  it('tells what the holdout shows as it was last counted, and counts again when asked to', async () => {
    const page = () => site.get(holdoutLoader, '/app/holdout');
    expect((await page()).body).toMatchObject({ share: 0, report: null, isCounting: true });
    const shop = await createShopStore(site.database.pool).findById(site.shopId as ShopId);
    await measureShop(measuring(), shop!);
    expect((await page()).body).toMatchObject({
      report: { computedAt: NOW, result: null },
      isCounting: false,
    });
    await site.post(holdoutAction, '/app/holdout', null);
    expect((await page()).body.isCounting).toBe(true);
    expect((await site.get(holdoutLoader, '/app/holdout', { shop: OTHER_SHOP })).body.report).toBeNull();
  });

  it('refuses two tiers of one tag', async () => {
    const tiers = [
      { name: 'Gold', tag: 'vip' },
      { name: 'Silver', tag: 'VIP' },
    ];
    const { status, body } = await post({ intent: 'save-tiers', tiers });
    expect([status, body.sentence]).toEqual([422, 'Tier 1 has this tag too.']);
  });

  it('saves guardrails and keeps the tiers; checkouts read them, rules do not', async () => {
    const shown = async () => (await site.get(settingsLoader, '/app/settings')).body;
    const { guardrails, tiers } = await shown();
    expect(guardrails).toEqual(DEFAULT_GUARDRAILS);
    const versions = async () =>
      (
        await site.database.pool.query('SELECT config_version, rules_version FROM shop WHERE id = $1', [
          site.shopId,
        ])
      ).rows[0];
    const before = await versions();
    const changed = { ...guardrails, priceCeilingPercent: null, ageWords: [' Knife ', 'knife', ''] };
    const { body } = await post({ intent: 'save-guardrails', guardrails: changed });
    expect(body).toEqual({ kind: 'guardrails-saved' });
    expect(await shown()).toMatchObject({
      tiers,
      guardrails: { ...DEFAULT_GUARDRAILS, priceCeilingPercent: null, ageWords: ['knife'] },
    });
    expect(await versions()).toEqual({ ...before, config_version: before.config_version + 1 });
    await post({ intent: 'save-tiers', tiers });
    expect((await shown()).guardrails.ageWords).toEqual(['knife']);
  });

  it.each([
    [{ ownedDays: 3_651 }, 'Expected a whole number from 0 to 3,650.'],
    [{ ownedDays: -1 }, 'Expected a whole number from 0 to 3,650.'],
    [{ priceCeilingPercent: 0 }, 'Expected a whole number from 1 to 1,000.'],
    [{ marginFloorPercent: 100 }, 'Expected a whole number from 0 to 99.'],
    [{ shownTimes: 1.5 }, 'Expected a whole number from 1 to 100.'],
    [{ dismissedDays: 'ninety' }, 'Expected a whole number from 0 to 365.'],
    [{ ageWords: ['x'.repeat(41)] }, 'Expected at most 40 letters a word.'],
    [{ hiddenTags: Array.from({ length: 51 }, (_, place) => `tag ${place}`) }, 'Expected at most 50 words.'],
  ])('refuses the guardrails %j with a sentence', async (part, sentence) => {
    const guardrails = { ...DEFAULT_GUARDRAILS, ...part };
    const { status, body } = await post({ intent: 'save-guardrails', guardrails });
    expect([status, body.sentence]).toEqual([422, sentence]);
  });

  it('shows a new key once; the list has only its beginning', async () => {
    const created = await post({ intent: 'create-key', name: 'Newsletter' });
    expect(created.body.key).toMatch(/^attune_[\w-]{43}$/);
    const { body } = await site.get(settingsLoader, '/app/settings');
    expect(body.keys).toMatchObject([
      { name: 'Newsletter', hint: created.body.key.slice(0, 11), revokedAt: null },
    ]);
    expect(JSON.stringify(body)).not.toContain(created.body.key);
  });

  it('revokes a key of the own shop only', async () => {
    const { body } = await site.get(settingsLoader, '/app/settings');
    const { id } = body.keys[0];
    expect((await post({ intent: 'revoke-key', id }, OTHER_SHOP)).status).toBe(404);
    expect((await post({ intent: 'revoke-key', id })).body).toEqual({ kind: 'key-revoked' });
    expect((await site.get(settingsLoader, '/app/settings')).body.keys[0].revokedAt).toBe(NOW);
  });
});
