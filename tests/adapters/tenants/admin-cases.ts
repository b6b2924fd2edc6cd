import { createApiKeyStore } from '#app/adapters/prisma/shops/api-key-store.ts';
import { createBackfillStore } from '#app/adapters/prisma/shops/backfill-store.ts';
import { createCampaignPreviews } from '#app/adapters/prisma/campaigns/campaign-previews.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { createCheckoutFailureStore } from '#app/adapters/prisma/experiments/checkout-failure-store.ts';
import { createCheckoutUnits } from '#app/adapters/prisma/experiments/checkout-units.ts';
import { createExperimentEntries } from '#app/adapters/prisma/experiments/experiment-entries.ts';
import { createExperimentStore } from '#app/adapters/prisma/experiments/experiment-store.ts';
import { readAll } from '#tests/support/read-all.ts';
import { createHarmStore } from '#app/adapters/prisma/experiments/harm-store.ts';
import { createMeasurementStore } from '#app/adapters/prisma/experiments/measurement-store.ts';
import { createSimulatedMonthStore } from '#app/adapters/prisma/experiments/simulated-month-store.ts';
import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import { createFollowedSegmentStore } from '#app/adapters/prisma/segments/followed-segment-store.ts';
import { createHoldoutStore } from '#app/adapters/prisma/experiments/holdout-store.ts';
import { createHomeReportStore } from '#app/adapters/prisma/experiments/home-report-store.ts';
import { createReceiptBook } from '#app/adapters/prisma/shoppers/receipt-book.ts';
import { createDataCensusStore } from '#app/adapters/prisma/shops/data-census-store.ts';
import { createIntakeView } from '#app/adapters/prisma/inbox/intake-view.ts';
import { createKnownValues } from '#app/adapters/prisma/shoppers/known-values.ts';
import { createMerchandisingStore } from '#app/adapters/prisma/catalog/merchandising-store.ts';
import { createModelBook } from '#app/adapters/prisma/catalog/model-book.ts';
import { createProductTraits } from '#app/adapters/prisma/catalog/product-traits.ts';
import { createProductSearch } from '#app/adapters/prisma/catalog/product-search.ts';
import { createSegmentCounter } from '#app/adapters/prisma/rules/segment-counter.ts';
import { createSegmentRecounter } from '#app/adapters/prisma/rules/segment-recounter.ts';
import { createSegmentPopularity } from '#app/adapters/prisma/segments/segment-popularity.ts';
import { createPastCheckouts } from '#app/adapters/prisma/campaigns/past-checkouts.ts';
import { createRecentBaskets } from '#app/adapters/prisma/catalog/recent-baskets.ts';
import { createReconciliationStore } from '#app/adapters/prisma/inbox/reconciliation-store.ts';
import { createRecountStore } from '#app/adapters/prisma/segments/recount-store.ts';
import { createSegmentHistory } from '#app/adapters/prisma/segments/segment-history.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createSessionStorage } from '#app/adapters/prisma/shops/session-storage.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createEstimateStore } from '#app/adapters/prisma/shoppers/estimate-store.ts';
import { createShopperScan } from '#app/adapters/prisma/shoppers/shopper-scan.ts';
import { createSnapshotStore } from '#app/adapters/prisma/catalog/snapshot-store.ts';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import { ALWAYS } from '#app/domain/campaigns/schedule.ts';
import type { NewCampaign } from '#app/ports/campaign-store.ts';
import type { Log } from '#app/ports/log.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { Session } from '@shopify/shopify-api';
import { casesOf } from './cases.ts';
import type { Ground, StoreCases } from './cases.ts';
import type { Draw } from './draw.ts';
import { SHOP, cipher } from './world.ts';

const JANUARY = Date.UTC(2026, 0, 1) / 1000;
const NOW = Date.UTC(2026, 0, 20) / 1000;
const OUR_ZONE = { id: SHOP.id, timezone: 'Europe/London' };
const clock = { now: () => NOW, nowMs: () => NOW * 1000 };
const ignore = (): void => {};
const log: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** SHOP as the store reads it. */
export async function ourShop({ pool }: Pick<Ground, 'pool'>): Promise<Shop> {
  const shop = await createShopStore(pool).findById(SHOP.id);
  invariant(shop, 'the shop is planted');
  return shop;
}

const draft = (draw: Draw): NewCampaign => ({
  kind: 'message',
  name: draw.text(),
  status: 'running',
  schedule: ALWAYS,
  limits: NO_LIMITS,
  priority: draw.int(100),
  audience: [draw.name('segment')],
  excluded: [],
  placements: ['checkout.block'],
  content: {
    ...{ title: 'a', body: 'b', tone: 'info' },
    ...{ language: 'en', translations: {}, thresholds: [], delivery: null, showsProgress: false },
  },
});

const span = { start: 0, end: 0 };

/** One rule a fact: a row of another shop would make one thing two, or something of nothing. */
const RULES: readonly Rule[] = FACTS.map(({ name, type }): Rule => {
  const fact = { name, nameSpan: span, filter: null, window: null, span };
  if (type !== 'number') return { kind: 'presence', fact, isSet: true, span };
  return { kind: 'compare', fact, operator: '=', value: { kind: 'number', value: 1, span }, span };
});

async function ofEachRule<Answer>(ask: (rule: Rule) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const rule of RULES) answers.push(await ask(rule));
  return answers;
}

const segment = (draw: Draw) => ({ name: draw.text(), description: draw.text(), rule: 'country = "GB"' });

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Stores that pages, the checkout and the backfill read through. */
export const ADMIN_CASES: Readonly<Record<string, StoreCases>> = {
  createFollowedSegmentStore: casesOf(({ pool }) => createFollowedSegmentStore(pool), {
    list: (store) => store.list(SHOP.id),
    follow: (store, draw) =>
      store.follow(SHOP.id, { id: draw.name('segment'), name: draw.text() }, new Date(NOW * 1000)),
    unfollow: (store, draw) => store.unfollow(SHOP.id, draw.name('segment')),
    claim: { acrossShops: 'a worker reads the segments of every shop' },
    knownCustomers: async (store, draw) =>
      [...(await store.knownCustomers(SHOP.id, draw.name('segment')))].sort(),
    markRead: (store, draw) =>
      store.markRead(SHOP.id, draw.name('segment'), new Date(NOW * 1000), draw.int(9)),
    markFailed: (store, draw) => store.markFailed(SHOP.id, draw.name('segment'), draw.text()),
  }),
  createKnownValues: casesOf((ground) => createKnownValues(ground), {
    read: (store) => store.read(SHOP.id),
  }),
  createProductTraits: casesOf(({ pool }) => createProductTraits(pool), {
    read: async (store, draw) => {
      const { findProduct, markets } = await store.read({
        id: SHOP.id,
        versions: { config: 1, rules: 1, catalog: draw.int(9), model: 1 },
      });
      return [findProduct(draw.product()), markets];
    },
  }),
  createApiKeyStore: casesOf(({ prisma }) => createApiKeyStore(prisma), {
    create: (store, draw) =>
      store.create({
        shopId: SHOP.id,
        name: draw.text(),
        hint: 'atk',
        hash: Buffer.from(`new ${draw.int(1e9)}`),
      }),
    list: (store) => store.list(SHOP.id),
    revoke: (store, draw) => store.revoke(SHOP.id, draw.apiKey(), NOW),
    findByHash: { acrossShops: 'the key itself says whose it is' },
    touch: (store, draw) => store.touch(SHOP.id, draw.apiKey(), NOW),
  }),
  createBackfillStore: casesOf(({ pool }) => createBackfillStore(pool), {
    unfinishedShops: { acrossShops: 'the worker asks who is next' },
    withShopLock: (store) => store.withShopLock(SHOP.id, async () => {}),
    states: (store) => store.states(SHOP.id),
    markRequested: (store, draw) => store.markRequested(SHOP.id, draw.step(), draw.text()),
    markReading: (store, draw) => store.markReading(SHOP.id, draw.step(), draw.int(9)),
    setProgress: (store, draw) => store.setProgress(SHOP.id, draw.step(), draw.int(9), draw.text()),
    markDone: (store, draw) => store.markDone(SHOP.id, draw.step(), draw.int(9)),
    markFailed: (store, draw) => store.markFailed(SHOP.id, draw.step(), draw.text()),
  }),
  createCampaignStore: casesOf((ground) => createCampaignStore(ground), {
    list: (store) => store.list(SHOP.id),
    search: (store, draw) =>
      store.search(SHOP.id, { text: draw.text(), skip: draw.int(2), limit: 1 + draw.int(3) }),
    find: (store, draw) => store.find(SHOP.id, draw.name('campaign')),
    create: (store, draw) => store.create(SHOP.id, draft(draw)),
    update: (store, draw) => store.update(SHOP.id, draw.name('campaign'), 1 + draw.int(2), draft(draw)),
    versions: (store, draw) => store.versions(SHOP.id, draw.name('campaign')),
    remove: (store, draw) => store.remove(SHOP.id, draw.name('campaign')),
    tally: (store) => store.tally(SHOP.id, JANUARY),
  }),
  createCampaignPreviews: casesOf(({ pool }) => createCampaignPreviews(pool), {
    save: (store, draw) =>
      store.save(SHOP.id, { campaignId: null, draft: draft(draw), shopperId: null, expiresAt: NOW }),
    find: (store, draw) => store.find(SHOP.id, `00000000-0000-4000-8000-00000000000${draw.int(4)}`, 0),
  }),
  createHoldoutStore: casesOf((ground) => createHoldoutStore(ground), {
    changes: (store) => store.changes(SHOP.id, JANUARY),
  }),
  createCheckoutBook: casesOf(({ pool }) => createCheckoutBook(pool), {
    gather: (store) => store.gather(SHOP.id, JANUARY),
    checkouts: (store) => readAll(store.checkouts(SHOP.id, 'GBP', JANUARY)),
    firstSeenAt: (store) => store.firstSeenAt(SHOP.id),
    spentBefore: (store) => store.spentBefore(SHOP.id, 'GBP', NOW),
    leftOut: (store) => store.leftOut(SHOP.id, 'GBP', JANUARY, null),
  }),
  createCheckoutFailureStore: casesOf((ground) => createCheckoutFailureStore(ground), {
    since: (store) => store.since(SHOP.id, JANUARY),
    add: (store) => store.add(SHOP.id, [{ kind: 'down', count: 1 }], NOW),
  }),
  createCheckoutUnits: casesOf(({ pool }) => createCheckoutUnits(pool), {
    findFirst: (store, draw) => store.findFirst(SHOP.id, draw.name('checkout')),
  }),
  createExperimentEntries: casesOf(({ pool }) => createExperimentEntries(pool), {
    find: (store, draw) =>
      store.find(SHOP.id, draw.customer(), [{ id: draw.name('experiment'), startedAt: 0 }]),
  }),
  createExperimentStore: casesOf(({ pool }) => createExperimentStore(pool), {
    list: (store) => store.list(SHOP.id),
    find: (store, draw) => store.find(SHOP.id, draw.name('experiment')),
    start: async (store, draw) => {
      const campaignId = draw.name('campaign');
      const started = await store.start(SHOP.id, {
        campaignId,
        arms: [],
        metric: 'profit',
        group: null,
        traffic: 'fixed',
        startedAt: NOW,
        ranges: [],
      });
      return started.ok;
    },
    stop: (store, draw) => store.stop(SHOP.id, draw.name('experiment'), NOW),
    reallocate: (store, draw) =>
      store.reallocate(SHOP.id, draw.name('experiment'), JANUARY, { at: NOW, ranges: [] }),
    lookBy: (store, draw) => store.lookBy(SHOP.id, draw.name('experiment'), [draw.name('segment')]),
  }),
  createHarmStore: casesOf(({ pool }) => createHarmStore(pool), {
    pause: (store, draw) => store.pause(SHOP.id, [draw.name('campaign')], { at: NOW, sentence: draw.text() }),
    untold: (store) => store.untold(SHOP.id, 0),
    markTold: (store, draw) => store.markTold(SHOP.id, [draw.name('campaign')], NOW),
    find: (store) => store.find(SHOP.id),
  }),
  createMeasurementStore: casesOf(({ pool }) => createMeasurementStore(pool), {
    find: (store) => store.find(SHOP.id, 'holdout'),
    save: (store) => store.save(SHOP.id, 'holdout', { computedAt: NOW } as CheckoutReport),
    want: (store) => store.want(SHOP.id, NOW),
    due: { acrossShops: 'the worker measures every shop' },
  }),
  createSimulatedMonthStore: casesOf(({ pool }) => createSimulatedMonthStore(pool), {
    find: (store) => store.find(SHOP.id),
    save: (store) => store.save(SHOP.id, { madeAt: NOW, studies: [] }),
    remove: (store) => store.remove(SHOP.id),
  }),
  createHomeReportStore: casesOf((ground) => createHomeReportStore(ground), {
    activity: (store) => store.activity(SHOP.id, { now: NOW, days: 30, timezone: 'Europe/London' }),
    fallbacks: (store) => store.fallbacks(SHOP.id, JANUARY),
  }),
  createIntakeView: casesOf((ground) => createIntakeView(ground), {
    topicHours: (store) => store.topicHours(SHOP.domain, [JANUARY]),
    firstHour: (store) => store.firstHour(SHOP.domain),
    backlog: (store) => store.backlog(SHOP.domain),
    countQuarantined: (store) => store.countQuarantined(SHOP.domain),
    listQuarantined: (store) => store.listQuarantined(SHOP.domain, 10),
    replay: (store, draw) => store.replay(SHOP.domain, draw.delivery()),
    discard: (store, draw) => store.discard(SHOP.domain, draw.delivery()),
    backfillSteps: (store) => store.backfillSteps(SHOP.id),
  }),
  createReceiptBook: casesOf(({ pool }) => createReceiptBook(pool, cipher), {
    list: (store) => store.list(SHOP.domain, 10),
    listWaiting: (store) => store.listWaiting(SHOP.domain),
    openExport: (store, draw) =>
      store.openExport(SHOP.domain, `receipt-${1 + draw.int(2)}${1 + draw.int(3)}`),
  }),
  createDataCensusStore: casesOf(({ pool }) => createDataCensusStore(pool), {
    find: (store) => store.find(SHOP.id),
    takeNext: { acrossShops: 'the worker asks who is next' },
  }),
  createMerchandisingStore: casesOf((ground) => createMerchandisingStore(ground), {
    find: (store) => store.find(SHOP.id),
    save: (store, draw) =>
      store.save(SHOP.id, 1, { pin: [draw.product()], ban: [], pairs: [], marginDial: 0.5 }),
  }),
  createPastCheckouts: casesOf((ground) => createPastCheckouts(ground.pool), {
    count: (store) => store.count(SHOP.id, JANUARY),
    page: (store) => store.page(SHOP.id, { since: JANUARY, after: null, limit: 50 }),
  }),
  createRecentBaskets: casesOf((ground) => createRecentBaskets(ground), {
    newest: (store) => store.newest(SHOP.id, 50),
  }),
  createModelBook: casesOf((ground) => createModelBook(ground), {
    versions: (store) => store.versions(SHOP.id),
    dataVolume: (store) => store.dataVolume(SHOP.id),
    requestTraining: (store) => store.requestTraining(SHOP.id),
  }),
  createProductSearch: casesOf((ground) => createProductSearch(ground), {
    search: (store) => store.search(SHOP.id, 'text', 50),
    findMany: (store, draw) => store.findMany(SHOP.id, [draw.product(), draw.product()]),
  }),
  createSegmentCounter: casesOf((ground) => ({ ...createSegmentCounter(ground.pool), ground }), {
    count: async (store) => {
      const shop = await ourShop(store.ground);
      return ofEachRule((rule) => store.count(shop, rule, NOW, 10));
    },
    ground: { acrossShops: 'not a method' },
  }),
  createSegmentRecounter: casesOf(({ pool }) => createSegmentRecounter(pool, clock), {
    recount: (store, draw) => store.recount(SHOP.id, draw.name('segment')),
  }),
  createSegmentPopularity: casesOf(({ pool }) => createSegmentPopularity(pool, clock), {
    popularAmong: (store, draw) => store.popularAmong(SHOP.id, draw.name('segment')),
  }),
  createEstimateStore: casesOf(({ pool }) => createEstimateStore(pool), {
    newest: (store) => store.newest(SHOP.id),
    withShopLock: (store) => store.withShopLock(SHOP.id, async () => {}),
  }),
  createReconciliationStore: casesOf(({ pool }) => createReconciliationStore(pool), {
    newest: (store) => store.newest(SHOP.id),
    reachedUntil: (store) => store.reachedUntil(SHOP.id),
    begin: (store, draw) =>
      store.begin(SHOP.id, {
        askedAt: JANUARY + draw.int(3),
        askedBy: 'person',
        since: JANUARY,
        until: NOW + draw.int(9),
      }),
    saveFound: (store, draw) =>
      store.saveFound(SHOP.id, JANUARY + draw.int(3), 'orders', { read: draw.int(9), missing: 0, stale: 0 }),
    finish: (store, draw) => store.finish(SHOP.id, JANUARY + draw.int(3), NOW, null),
    withShopLock: (store) => store.withShopLock(SHOP.id, async () => {}),
    storedVersions: (store, draw) => store.storedVersions(SHOP.id, 'orders', [draw.order(), draw.order()]),
    attributeLogs: (store, draw) => store.attributeLogs(SHOP.id, [draw.customer(), draw.customer()]),
  }),
  createRecountStore: casesOf(({ pool }) => createRecountStore(pool), {
    save: (store, draw) =>
      store.save(SHOP.id, {
        segmentId: draw.name('segment'),
        at: NOW + draw.int(3),
        members: draw.int(9),
        checked: 9,
        mismatches: 0,
        remaining: 0,
        sample: [],
        problem: null,
      }),
    newest: (store) => store.newest(SHOP.id),
    lastAt: (store) => store.lastAt(SHOP.id),
    withShopLock: (store) => store.withShopLock(SHOP.id, async () => {}),
  }),
  createSegmentHistory: casesOf((ground) => createSegmentHistory(ground), {
    dailyMoves: (store, draw) =>
      store.dailyMoves(OUR_ZONE, JANUARY, draw.int(2) === 0 ? undefined : draw.name('segment')),
    reaches: (store) => store.reaches(SHOP.id),
    sharedMembers: (store) => store.sharedMembers(SHOP.id),
    sharedWith: (store, draw) => store.sharedWith(SHOP.id, draw.name('segment')),
    memberGroups: (store, draw) =>
      store.memberGroups(
        { id: SHOP.id, currency: 'GBP' },
        draw.name('segment'),
        { since: JANUARY, now: NOW },
        [{ name: 'Gold', spend: { amountMinor: 1, days: null } }],
      ),
    countSilent: (store, draw) => store.countSilent(SHOP.id, draw.name('segment'), NOW),
    traffic: (store) => store.traffic(SHOP.id, JANUARY, JANUARY),
  }),
  createSegmentStore: casesOf((ground) => createSegmentStore(ground), {
    list: (store) => store.list(SHOP.id),
    find: (store, draw) => store.find(SHOP.id, draw.name('segment')),
    create: (store, draw) => store.create(SHOP.id, segment(draw)),
    update: (store, draw) => store.update(SHOP.id, draw.name('segment'), 1 + draw.int(2), segment(draw)),
    remove: (store, draw) => store.remove(SHOP.id, draw.name('segment')),
  }),
  createSessionStorage: casesOf(({ prisma }) => createSessionStorage(prisma, cipher), {
    storeSession: (store) =>
      store.storeSession(
        new Session({ id: `offline_${SHOP.domain}`, shop: SHOP.domain, state: 'x', isOnline: false }),
      ),
    loadSession: (store) => store.loadSession(`offline_${SHOP.domain}`),
    deleteSession: (store) => store.deleteSession(`offline_${SHOP.domain}`),
    deleteSessions: (store) => store.deleteSessions([`offline_${SHOP.domain}`]),
    findSessionsByShop: (store) => store.findSessionsByShop(SHOP.domain),
  }),
  createShopSettingsStore: casesOf((ground) => createShopSettingsStore(ground), {
    save: (store, draw) =>
      store.save(SHOP.id, { tiers: [{ name: draw.text(), tag: draw.text() }], exploration: 0.1 }),
  }),
  createShopStore: casesOf(({ pool }) => createShopStore(pool), {
    findByDomain: (store) => store.findByDomain(SHOP.domain),
    findById: (store) => store.findById(SHOP.id),
    listInstalled: { acrossShops: 'the worker and the snapshots serve every shop' },
  }),
  createShopperScan: casesOf((ground) => createShopperScan(ground), {
    countMembers: (store) => store.countMembers(SHOP.id),
    countShoppers: (store) => store.countShoppers(SHOP.id),
    readProfiles: (store) => collect(store.readProfiles(SHOP.id, 10)),
    findProfiles: async (store) => {
      const ids = (await collect(store.readProfiles(SHOP.id, 10))).flat().map(({ shopperId }) => shopperId);
      return store.findProfiles(SHOP.id, ids);
    },
  }),
  createSnapshotStore: casesOf((ground) => ({ ...createSnapshotStore(ground.pool, log), ground }), {
    readSegments: (store) => store.readSegments(SHOP.id),
    readSpentCampaigns: (store) => store.readSpentCampaigns(SHOP.id),
    readCampaigns: (store) => store.readCampaigns(SHOP.id),
    readIncentives: (store) => store.readIncentives(SHOP.id),
    readExperiments: (store) => store.readExperiments(SHOP.id),
    readMerchandising: (store) => store.readMerchandising(SHOP.id),
    readCatalog: async (store) => store.readCatalog(await ourShop(store.ground)),
    readModel: async (store) => (await store.readModel(SHOP.id, null))?.version,
    ground: { acrossShops: 'not a method' },
  }),
};
