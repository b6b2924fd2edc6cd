/** The admin's part of the container: its stores, its use cases and its entry, built once. */
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { Database } from '#app/adapters/postgres/database.ts';
import { createAddressCipher, type AddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createPastCheckouts } from '#app/adapters/prisma/campaigns/past-checkouts.ts';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createCipherBox, type CipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createCampaignPreviews } from '#app/adapters/prisma/campaigns/campaign-previews.ts';
import { createIncentiveStore } from '#app/adapters/prisma/campaigns/incentive-store.ts';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { createConnector } from '#app/adapters/connectors/connector.ts';
import { createCustomerMetafields } from '#app/adapters/shopify/customer-metafields.ts';
import { createReminderSource } from '#app/adapters/shopify/reminder-source.ts';
import { createLocalSwitch } from '#app/adapters/prisma/campaigns/local-switch.ts';
import { createConsentCensus } from '#app/adapters/prisma/shoppers/consent-census.ts';
import { createRetentionStore } from '#app/adapters/prisma/inbox/retention-store.ts';
import { createCampaignStore } from '#app/adapters/prisma/campaigns/campaign-store.ts';
import { createEstimateStore } from '#app/adapters/prisma/shoppers/estimate-store.ts';
import { createExperimentEntries } from '#app/adapters/prisma/experiments/experiment-entries.ts';
import { createExperimentStore } from '#app/adapters/prisma/experiments/experiment-store.ts';
import { createHarmStore } from '#app/adapters/prisma/experiments/harm-store.ts';
import { createFollowedSegmentStore } from '#app/adapters/prisma/segments/followed-segment-store.ts';
import { createPastDecisions } from '#app/adapters/prisma/decisions/past-decisions.ts';
import { sha256 } from '#app/adapters/prisma/decisions/record-bytes.ts';
import { createCheckoutFailureStore } from '#app/adapters/prisma/experiments/checkout-failure-store.ts';
import { createHomeReportStore } from '#app/adapters/prisma/experiments/home-report-store.ts';
import { createDataCensusStore } from '#app/adapters/prisma/shops/data-census-store.ts';
import { createIntakeView } from '#app/adapters/prisma/inbox/intake-view.ts';
import { createKnownValues } from '#app/adapters/prisma/shoppers/known-values.ts';
import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createMeasurementStore } from '#app/adapters/prisma/experiments/measurement-store.ts';
import { createMerchandisingStore } from '#app/adapters/prisma/catalog/merchandising-store.ts';
import { createModelBook } from '#app/adapters/prisma/catalog/model-book.ts';
import { createProductTraits } from '#app/adapters/prisma/catalog/product-traits.ts';
import { createProductSearch } from '#app/adapters/prisma/catalog/product-search.ts';
import { createRecentBaskets } from '#app/adapters/prisma/catalog/recent-baskets.ts';
import { createReconciliationStore } from '#app/adapters/prisma/inbox/reconciliation-store.ts';
import { createRecountStore } from '#app/adapters/prisma/segments/recount-store.ts';
import { createReminderReportStore } from '#app/adapters/prisma/reminders/reminder-report-store.ts';
import { createSimulatedMonthStore } from '#app/adapters/prisma/experiments/simulated-month-store.ts';
import { createSegmentCounter } from '#app/adapters/prisma/rules/segment-counter.ts';
import { createSegmentHistory } from '#app/adapters/prisma/segments/segment-history.ts';
import { readSegments } from '#app/adapters/prisma/segments/segment-rows.ts';
import { createServerPace } from '#app/adapters/prisma/shoppers/server-pace.ts';
import { createSegmentStore } from '#app/adapters/prisma/segments/segment-store.ts';
import { createPixelStore } from '#app/adapters/prisma/shops/pixel-store.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { createReceiptBook } from '#app/adapters/prisma/shoppers/receipt-book.ts';
import { createShopperScan } from '#app/adapters/prisma/shoppers/shopper-scan.ts';
import { createAdminClient, type LoadOfflineSession } from '#app/adapters/shopify/admin-client.ts';
import { createAdminEntry } from '#app/adapters/shopify/admin-entry.ts';
import type { AdminEntry } from '#app/adapters/shopify/admin-entry.ts';
import { createShopifyApp } from '#app/adapters/shopify/app.ts';
import type { ShopifyAppDeps } from '#app/adapters/shopify/app.ts';
import { createMetafields } from '#app/adapters/shopify/metafields.ts';
import { createShopHistory } from '#app/adapters/shopify/shop-history.ts';
import { createWebPixels } from '#app/adapters/shopify/web-pixels.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { InboxIntake } from '#app/ports/inbox.ts';
import type { Log } from '#app/ports/log.ts';
import type { Mailer } from '#app/ports/mailer.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';
import { createAdminUseCases } from '#app/use-cases/admin.ts';
import type { AdminUseCases } from '#app/use-cases/admin.ts';
import type { Config } from './config.ts';
import packageJson from '../package.json' with { type: 'json' };

/** What the routes of the embedded admin call. */
export type Admin = AdminEntry & AdminUseCases;

export interface AdminDeps {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly database: Database;
  readonly shops: ShopStore;
  readonly sessionStorage: SessionStorage;
  readonly loadOfflineSession: LoadOfflineSession;
  readonly mailer: Mailer;
  readonly installShop: ShopifyAppDeps['installShop'];
  /** What checkouts of this process are answered from. */
  readonly snapshots: ShopSnapshots;
  readonly pixelKeyOf: (shopDomain: string) => string;
  /** What a merchant wishes for a customer goes the way of Shopify's requests. */
  readonly inbox: InboxIntake;
}

/** Builds the embedded admin on an open database. */
export function createAdmin(deps: AdminDeps): Admin {
  const { config, log, clock, database, shops, loadOfflineSession, snapshots, pixelKeyOf, inbox } = deps;
  const { sessionStorage, installShop, mailer } = deps;
  const shopify = createShopifyApp({ config, sessionStorage, installShop, log });
  const adminClient = createAdminClient({ loadOfflineSession });
  const cipher = createCipherBox(config.encryptionKey);
  const addresses = createAddressCipher(cipher);
  const useCases = createAdminUseCases({
    clock,
    checkouts: createPastCheckouts(database.pool),
    pastItems: createPastItems(database.pool),
    entries: createExperimentEntries(database.pool),
    profiles: createProfileStore(database.pool, createShopperReader(addresses.open)),
    ...ledgerPorts(database, addresses),
    counter: createSegmentCounter(database.pool),
    campaigns: createCampaignStore(database),
    previews: createCampaignPreviews(database.pool),
    incentives: createIncentiveStore(database.pool),
    home: createHomeReportStore(database),
    checkoutFailures: createCheckoutFailureStore(database),
    measurements: createMeasurementStore(database.pool),
    experiments: createExperimentStore(database.pool),
    harms: createHarmStore(database.pool),
    simulated: createSimulatedMonthStore(database.pool),
    known: createKnownValues(database),
    estimates: createEstimateStore(database.pool),
    followed: createFollowedSegmentStore(database.pool),
    shopify: createShopHistory(adminClient, log),
    rulesOf: (shopId) => readSegments(database.pool, shopId),
    intake: createIntakeView(database),
    census: createDataCensusStore(database.pool),
    inbox,
    ...privacyPorts(database, cipher),
    models: createModelBook(database),
    connector: createConnector(createServerPace(database.pool)),
    source: createReminderSource(adminClient),
    customerMetafields: createCustomerMetafields(adminClient),
    mailer,
    mailAccounts: createMailAccountStore(database.pool, cipher),
    reminderReport: createReminderReportStore(database.pool),
    isProduction: config.isProduction,
    baskets: createRecentBaskets(database),
    merchandising: createMerchandisingStore(database),
    snapshots,
    products: createProductSearch(database),
    traits: createProductTraits(database.pool),
    history: createSegmentHistory(database),
    recounts: createRecountStore(database.pool),
    localSwitch: createLocalSwitch(database.pool),
    metafields: createMetafields(adminClient),
    pixels: createPixelStore(database.pool),
    webPixels: createWebPixels(adminClient),
    pixelKeyOf,
    reconciliations: createReconciliationStore(database.pool),
    segments: createSegmentStore(database),
    settings: createShopSettingsStore(database),
    shoppers: createShopperScan(database),
  });
  return { ...useCases, ...createAdminEntry({ shopify, shops, config, log }) };
}

function privacyPorts({ pool }: Database, cipher: CipherBox) {
  return {
    receipts: createReceiptBook(pool, cipher),
    retention: createRetentionStore(pool),
    consents: createConsentCensus(pool),
    connections: createConnectionBook(pool, cipher),
  };
}

function ledgerPorts({ pool }: Database, addresses: AddressCipher) {
  return {
    decisions: createPastDecisions(pool, addresses.open),
    hash: (text: string) => sha256(text).toString('hex'),
    codeVersion: packageJson.version,
  };
}
