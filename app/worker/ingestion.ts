/** Part of the composition root (container.ts calls it): everything between Shopify and the stored shoppers. */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { createPlannerStatistics } from '#app/adapters/postgres/planner-statistics.ts';
import { openWorkSignal, type WorkSignal } from '#app/adapters/postgres/work-signal.ts';
import { createAbandonedCartStore } from '#app/adapters/prisma/reminders/abandoned-cart-store.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createBackfillStore } from '#app/adapters/prisma/shops/backfill-store.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createCheckoutBook } from '#app/adapters/prisma/experiments/checkout-book.ts';
import { createEstimateStore } from '#app/adapters/prisma/shoppers/estimate-store.ts';
import { createDataCensusStore } from '#app/adapters/prisma/shops/data-census-store.ts';
import { createExperimentStore } from '#app/adapters/prisma/experiments/experiment-store.ts';
import { createFoldTransactions } from '#app/adapters/prisma/inbox/fold-transaction.ts';
import { createFollowedSegmentStore } from '#app/adapters/prisma/segments/followed-segment-store.ts';
import { createHarmStore } from '#app/adapters/prisma/experiments/harm-store.ts';
import { createHistoryWriter } from '#app/adapters/prisma/history-writer.ts';
import { createHousekeeping } from '#app/adapters/prisma/inbox/housekeeping.ts';
import { createRetentionStore } from '#app/adapters/prisma/inbox/retention-store.ts';
import { createIncentiveStore } from '#app/adapters/prisma/campaigns/incentive-store.ts';
import { createHoldoutStore } from '#app/adapters/prisma/experiments/holdout-store.ts';
import { createInbox, INBOX_CHANNEL } from '#app/adapters/prisma/inbox/inbox-store.ts';
import { createInstallationDesk } from '#app/adapters/prisma/shops/installation-desk.ts';
import { createMeasurementStore } from '#app/adapters/prisma/experiments/measurement-store.ts';
import { createMembershipStore } from '#app/adapters/prisma/segments/membership-store.ts';
import { createReconciliationStore } from '#app/adapters/prisma/inbox/reconciliation-store.ts';
import { createRecountStore } from '#app/adapters/prisma/segments/recount-store.ts';
import { createSegmentRecounter } from '#app/adapters/prisma/rules/segment-recounter.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import type { CipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createAdminClient, type LoadOfflineSession } from '#app/adapters/shopify/admin-client.ts';
import { createIncentiveDiscounts } from '#app/adapters/shopify/incentive-discounts.ts';
import { createShopHistory } from '#app/adapters/shopify/shop-history.ts';
import { parseDelivery } from '#app/adapters/shopify/webhooks/parse-delivery.ts';
import { createEstimator } from '#app/adapters/training/estimates/estimator.ts';
import { createModelTrainer } from '#app/adapters/training/model-trainer.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Housekeeping } from '#app/ports/housekeeping.ts';
import type { Inbox } from '#app/ports/inbox.ts';
import type { Log } from '#app/ports/log.ts';
import type { Mailer } from '#app/ports/mailer.ts';
import type { ModelTrainer } from '#app/ports/model-trainer.ts';
import {
  createEnforceRetention,
  type EnforceRetentionDeps,
} from '#app/use-cases/shoppers/enforce-retention.ts';
import { createEstimateNightly } from '#app/use-cases/estimating/estimate-nightly.ts';
import { createRuleBook } from '#app/use-cases/segments/compile-rules.ts';
import { createDetectAbandonedCarts } from '#app/use-cases/reminders/detect-abandoned-carts.ts';
import { createFollowRules, createMoveDue } from '#app/use-cases/segments/evaluate-segments.ts';
import { createBatchFolds } from '#app/use-cases/folding/fold-batch.ts';
import { createFoldInbox, type FoldInboxDeps } from '#app/use-cases/folding/fold-inbox.ts';
import { createInstallShop, type InstallShop } from '#app/use-cases/installation/install-shop.ts';
import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createMeasureShops } from '#app/use-cases/experiments/measure-shops.ts';
import { createReceiveDelivery, type ReceiveDelivery } from '#app/use-cases/folding/receive-delivery.ts';
import { createReadFollowedSegments } from '#app/use-cases/segments/read-followed-segments.ts';
import {
  createReconcileShops,
  type ReconcileShopsDeps,
} from '#app/use-cases/installation/reconcile-shops.ts';
import { createRecountNightly } from '#app/use-cases/segments/recount-segments.ts';
import { createRefreshVariants } from '#app/use-cases/folding/refresh-variants.ts';
import { createSyncIncentives } from '#app/use-cases/campaigns/sync-incentives.ts';
import { createTakeCensus } from '#app/use-cases/quality/take-census.ts';
import { createRunBackfill } from '#app/use-cases/installation/run-backfill.ts';

export interface IngestionDeps {
  /** For taking deliveries in, and for installing. */
  readonly pool: pg.Pool;
  /** For the rounds of background work; it may be the same. */
  readonly workerPool: pg.Pool;
  readonly databaseUrl: string;
  readonly cipher: CipherBox;
  readonly loadOfflineSession: LoadOfflineSession;
  readonly mailer: Mailer;
  readonly clock: Clock;
  readonly log: Log;
}

/** Rounds of background work; worker.ts runs them. */
export interface BackgroundWork {
  readonly foldInbox: (onEffect: FoldInboxDeps['onEffect']) => (signal: AbortSignal) => Promise<boolean>;
  /** Gives in how many milliseconds to call again; null = nobody is due by time. */
  readonly moveDue: () => Promise<number | null>;
  /** Gives in how many milliseconds to call again; null = no cart is due by time. */
  readonly detectAbandonedCarts: () => Promise<number | null>;
  readonly followRules: () => Promise<boolean>;
  readonly runBackfill: ReturnType<typeof createRunBackfill>;
  readonly refreshVariants: () => Promise<boolean>;
  readonly readFollowedSegments: () => Promise<boolean>;
  readonly syncIncentives: () => Promise<boolean>;
  /** Measures shops whose figures are old, or that asked. */
  readonly measureShops: (signal: AbortSignal) => Promise<boolean>;
  readonly recountNightly: (signal: AbortSignal) => Promise<boolean>;
  readonly reconcileShops: (signal: AbortSignal) => Promise<boolean>;
  /** Fits what is to be expected of customers, where that is due. */
  readonly estimateNightly: (signal: AbortSignal) => Promise<boolean>;
  /** Counts how complete a shop's data is, once an hour. */
  readonly takeCensus: () => Promise<boolean>;
  readonly trainer: ModelTrainer;
  readonly housekeeping: Housekeeping;
  /** Removes what shops keep no longer; true when more is past its days. */
  readonly enforceRetention: () => Promise<boolean>;
  /** Has the planner look at tables that outgrew what it knows of them. */
  readonly refreshStatistics: () => Promise<boolean>;
  readonly listen: (onSignal: () => void) => WorkSignal;
}

export interface Ingestion {
  /** For POST /webhooks. */
  readonly receive: ReceiveDelivery;
  /** For afterAuth. */
  readonly installShop: InstallShop;
  readonly inbox: Inbox;
  readonly work: BackgroundWork;
}

/** Builds it all; opens nothing yet. */
export function createIngestion(deps: IngestionDeps): Ingestion {
  const { pool, workerPool, databaseUrl, clock, log, cipher } = deps;
  const openTransaction = createFoldTransactions(cipher);
  const inbox = createInbox(pool, openTransaction);
  const desk = createInstallationDesk(pool);
  const installShop = createInstallShop({ desk, inbox, clock, log });
  return {
    receive: createReceiveDelivery({ inbox, clock }),
    installShop,
    inbox,
    work: createWork(
      deps,
      createInbox(workerPool, openTransaction),
      createModelTrainer(workerPool, databaseUrl),
    ),
  };
}

function createIncentiveSync(
  { workerPool: pool, clock, log }: IngestionDeps,
  adminApi: ReturnType<typeof createAdminClient>,
): () => Promise<boolean> {
  return createSyncIncentives({
    store: createIncentiveStore(pool),
    discounts: createIncentiveDiscounts(adminApi),
    campaigns: createCampaignStore({ pool }),
    segments: createSegmentStore({ pool }),
    clock,
    log,
  });
}

function createWork(deps: IngestionDeps, inbox: Inbox, trainer: ModelTrainer): BackgroundWork {
  const { workerPool: pool, clock, log, cipher, loadOfflineSession } = deps;
  const adminApi = createAdminClient({ loadOfflineSession });
  const history = createShopHistory(adminApi, log);
  const writer = createHistoryWriter(pool, createAddressCipher(cipher));
  const memberships = createMembershipStore(pool);
  const ruleBook = createRuleBook(log);
  const statistics = createPlannerStatistics(pool);
  const newBatchFold = createBatchFolds({ clock, ruleBook, parse: parseDelivery });
  return {
    foldInbox: (onEffect) => createFoldInbox({ inbox, newBatchFold, onEffect }),
    moveDue: createMoveDue({ memberships, ruleBook, clock }),
    detectAbandonedCarts: createDetectAbandonedCarts({
      abandonedCarts: createAbandonedCartStore(pool),
      shops: createShopStore(pool),
      clock,
      log,
    }),
    followRules: createFollowRules({ memberships, ruleBook, clock, log }),
    runBackfill: createRunBackfill({
      backfills: createBackfillStore(pool),
      history,
      writer,
      trainer,
      statistics,
      shops: createShopStore(pool),
      clock,
      log,
      pause: sleep,
    }),
    refreshVariants: createRefreshVariants({ writer, history, log }),
    readFollowedSegments: createReadFollowedSegments({
      followed: createFollowedSegmentStore(pool),
      history,
      inbox,
      clock,
      log,
    }),
    syncIncentives: createIncentiveSync(deps, adminApi),
    measureShops: createMeasuring(deps),
    reconcileShops: createReconciling(deps, { history, writer, inbox }),
    recountNightly: createRecountNightly({
      recounter: createSegmentRecounter(pool, clock),
      recounts: createRecountStore(pool),
      segments: createSegmentStore({ pool }),
      shops: createShopStore(pool),
      writer,
      clock,
      log,
    }),
    estimateNightly: createEstimating(deps),
    takeCensus: createTakeCensus({ census: createDataCensusStore(pool), clock }),
    trainer,
    housekeeping: createHousekeeping(pool),
    enforceRetention: createRetaining(deps, { writer, inbox }),
    refreshStatistics: async () => (await statistics.refresh()).length > 0,
    listen: (onSignal) => openInboxSignal(deps, onSignal),
  };
}

function openInboxSignal({ databaseUrl, log }: IngestionDeps, onSignal: () => void): WorkSignal {
  return openWorkSignal(databaseUrl, INBOX_CHANNEL, onSignal, (error) =>
    log.warn({ err: error }, 'inbox signal lost'),
  );
}

function createRetaining(
  { workerPool: pool, clock, log }: IngestionDeps,
  parts: Pick<EnforceRetentionDeps, 'writer' | 'inbox'>,
): BackgroundWork['enforceRetention'] {
  const retention = createRetentionStore(pool);
  return createEnforceRetention({ ...parts, retention, shops: createShopStore(pool), clock, log });
}

function createReconciling(
  { workerPool: pool, clock, log }: IngestionDeps,
  parts: Pick<ReconcileShopsDeps, 'history' | 'writer' | 'inbox'>,
): BackgroundWork['reconcileShops'] {
  const reconciliations = createReconciliationStore(pool);
  const shops = createShopStore(pool);
  return createReconcileShops({ ...parts, reconciliations, shops, clock, log, pause: sleep });
}

function createEstimating({
  workerPool: pool,
  databaseUrl,
  clock,
  log,
}: IngestionDeps): BackgroundWork['estimateNightly'] {
  return createEstimateNightly({
    estimator: createEstimator(databaseUrl),
    estimates: createEstimateStore(pool),
    backfills: createBackfillStore(pool),
    shops: createShopStore(pool),
    clock,
    log,
  });
}

function createMeasuring({
  workerPool: pool,
  cipher,
  mailer,
  clock,
  log,
}: IngestionDeps): BackgroundWork['measureShops'] {
  return createMeasureShops({
    book: createCheckoutBook(pool),
    holdouts: createHoldoutStore({ pool }),
    experiments: createExperimentStore(pool),
    measurements: createMeasurementStore(pool),
    harms: createHarmStore(pool),
    mailAccounts: createMailAccountStore(pool, cipher),
    mailer,
    campaigns: createCampaignStore({ pool }),
    shops: createShopStore(pool),
    clock,
    log,
  });
}
