/** The container's part that answers checkouts, extensions and server-side callers. */
import { hkdfSync } from 'node:crypto';
import { openChangeFeed } from '#app/adapters/postgres/change-feed.ts';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import type { AddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createCampaignPreviews } from '#app/adapters/prisma/campaigns/campaign-previews.ts';
import { createCheckoutFailureStore } from '#app/adapters/prisma/experiments/checkout-failure-store.ts';
import { createCheckoutUnits } from '#app/adapters/prisma/experiments/checkout-units.ts';
import { createExperimentEntries } from '#app/adapters/prisma/experiments/experiment-entries.ts';
import { createDecisionWriter } from '#app/adapters/prisma/decisions/decision-writer.ts';
import { createItemEventStore } from '#app/adapters/prisma/experiments/ledger-store.ts';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createReturningCustomers } from '#app/adapters/prisma/shoppers/returning-customers.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createSegmentPopularity } from '#app/adapters/prisma/segments/segment-popularity.ts';
import { createSnapshotStore } from '#app/adapters/prisma/catalog/snapshot-store.ts';
import { createVisitorProfiles } from '#app/adapters/prisma/shoppers/visitor-profiles.ts';
import { createDecisionLedger } from '#app/adapters/system/decision-ledger.ts';
import { createShopSnapshots } from '#app/adapters/system/shop-snapshots.ts';
import type { ShopSnapshotCache } from '#app/adapters/system/shop-snapshots.ts';
import { createSnapshotLoader } from '#app/adapters/system/snapshot-loader.ts';
import { uuidV7 } from '#app/adapters/system/uuid.ts';
import { recordDecision, recordRecommendations } from '#app/domain/campaigns/replay/record.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { CheckoutFailureStore } from '#app/ports/checkout-failure-store.ts';
import type { DecisionLedger } from '#app/ports/ledger.ts';
import type { Log } from '#app/ports/log.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';
import { createDecideCheckout } from '#app/use-cases/deciding/decide-checkout.ts';
import type { DecideCheckout } from '#app/use-cases/deciding/decide-checkout.ts';
import { createDecidePreview } from '#app/use-cases/deciding/decide-preview.ts';
import type { DecidePreview } from '#app/use-cases/deciding/decide-preview.ts';
import { createRecommend } from '#app/use-cases/recommending/recommend.ts';
import type { Recommend } from '#app/use-cases/recommending/recommend.ts';
import { createRecordItemEvents } from '#app/use-cases/deciding/record-item-events.ts';
import type { RecordItemEvents } from '#app/use-cases/deciding/record-item-events.ts';
import type { Config } from './config.ts';
import packageJson from '../package.json' with { type: 'json' };

/** What checkout and API requests need. */
export interface CheckoutServices {
  readonly decideCheckout: DecideCheckout;
  readonly decidePreview: DecidePreview;
  readonly recommend: Recommend;
  readonly recordItemEvents: RecordItemEvents;
  readonly checkoutFailures: CheckoutFailureStore;
  readonly snapshots: ShopSnapshots;
  readonly profiles: ProfileStore;
  readonly ledger: DecisionLedger;
  readonly newDecisionId: (nowMs: number) => string;
  /** Loads the snapshots of installed shops, so that no shopper waits for a first one. Never rejects. */
  readonly warm: () => Promise<void>;
  /** Signs track tokens; derived from the encryption key. */
  readonly trackKey: Uint8Array;
}

export interface CheckoutDeps {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly shops: ShopStore;
  readonly addresses: AddressCipher;
  readonly databaseUrl: string;
  /** For what may take long: reading a segment's purchases must not hold a connection of checkout. */
  readonly reports: Pick<Database, 'pool'>;
  readonly onDatabaseError: (error: Error) => void;
}

/** What must be closed, in the order in which it was opened. */
export type Closers = (() => Promise<void> | void)[];

/**
 * Checkout has connections of its own, so that a slow report cannot hold up a render. A render takes one, a page
 * has three places that ask at once, and a catalog that is read again takes three.
 */
const CHECKOUT_CONNECTIONS = 8;
/** A connection that went silent must not be lost to checkout; a render has given up long before. */
const CHECKOUT_QUERY_MS = 15_000;

/** Opens what a decision needs: its connections, the ledger, and the snapshots with the feed that keeps them fresh. */
export async function openCheckout(deps: CheckoutDeps, closers: Closers): Promise<CheckoutServices> {
  const { config, log, clock, shops, addresses, databaseUrl, reports, onDatabaseError } = deps;
  const { pool, close } = openDatabase(databaseUrl, {
    poolSize: CHECKOUT_CONNECTIONS,
    queryTimeoutMs: CHECKOUT_QUERY_MS,
    // Whoever asks after a quiet minute must not wait for connections to be opened and statements to be planned anew.
    isAlwaysOpen: true,
    onError: onDatabaseError,
  });
  closers.push(close);
  const writer = createDecisionWriter({ pool, sealAddress: addresses.seal, log, nowMs: clock.nowMs });
  const ledger = createDecisionLedger({ ...writer, log });
  closers.push(() => ledger.close());
  const loader = createSnapshotLoader({ shops, store: createSnapshotStore(pool, log), log });
  const snapshots = createShopSnapshots({ loader, log });
  closers.push(() => snapshots.close());
  const feed = await openChangeFeed(databaseUrl, (change) => snapshots.onChange(change), {
    onError: (error) => log.warn({ err: error }, 'change feed interrupted'),
  });
  closers.push(() => feed.close());
  const shoppers = createShopperReader(addresses.open);
  const profiles = createProfileStore(pool, shoppers);
  const deciding = { clock, profiles, ledger, newDecisionId: uuidV7, codeVersion: packageJson.version };
  return {
    decideCheckout: createDecideCheckout({
      ...deciding,
      visitors: createVisitorProfiles(pool),
      customers: createReturningCustomers(pool, shoppers),
      checkoutUnits: createCheckoutUnits(pool),
      entries: createExperimentEntries(pool),
      log,
      decide: recordDecision,
    }),
    decidePreview: createDecidePreview({ ...deciding, log, previews: createCampaignPreviews(pool) }),
    recommend: createRecommend({
      ...deciding,
      pastItems: createPastItems(pool),
      popularity: createSegmentPopularity(reports.pool, clock),
      recommend: recordRecommendations,
    }),
    recordItemEvents: createRecordItemEvents({ clock, itemEvents: createItemEventStore(pool) }),
    checkoutFailures: createCheckoutFailureStore({ pool }),
    snapshots,
    profiles,
    ledger,
    newDecisionId: uuidV7,
    warm: () => warmSnapshots(shops, snapshots, log),
    trackKey: new Uint8Array(hkdfSync('sha256', config.encryptionKey, '', 'attune track tokens', 32)),
  };
}

async function warmSnapshots(
  shops: ShopStore,
  snapshots: Pick<ShopSnapshotCache, 'warm'>,
  log: Log,
): Promise<void> {
  try {
    await snapshots.warm((await shops.listInstalled()).map(({ domain }) => domain));
  } catch (error) {
    log.warn({ err: error }, 'snapshots not loaded ahead');
  }
}
