/** The composition root: builds every adapter once and hands it to the use cases. Only server.ts and the commands call it. */
import { hkdfSync } from 'node:crypto';
import { openChangeFeed } from '#app/adapters/postgres/change-feed.ts';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { createAddressCipher } from '#app/adapters/prisma/address-cipher.ts';
import { createApiKeyStore } from '#app/adapters/prisma/api-key-store.ts';
import { createItemEventStore, insertDecisions } from '#app/adapters/prisma/ledger-store.ts';
import { createProfileStore } from '#app/adapters/prisma/profile-store.ts';
import { createSegmentPopularity } from '#app/adapters/prisma/segment-popularity.ts';
import { createShopStore } from '#app/adapters/prisma/shop-store.ts';
import { createSnapshotStore } from '#app/adapters/prisma/snapshot-store.ts';
import { createCipherBox } from '#app/adapters/prisma/token-cipher.ts';
import { systemClock } from '#app/adapters/system/clock.ts';
import { createDecisionLedger } from '#app/adapters/system/decision-ledger.ts';
import { createLog } from '#app/adapters/system/log.ts';
import { createDatabaseCheck } from '#app/adapters/system/readiness.ts';
import { createShopSnapshots } from '#app/adapters/system/shop-snapshots.ts';
import { createSnapshotLoader } from '#app/adapters/system/snapshot-loader.ts';
import { uuidV7 } from '#app/adapters/system/uuid.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { DecisionLedger } from '#app/ports/ledger.ts';
import type { Log } from '#app/ports/log.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';
import { createApiKeys } from '#app/use-cases/api-keys.ts';
import type { ApiKeys } from '#app/use-cases/api-keys.ts';
import { createDecideCheckout } from '#app/use-cases/decide-checkout.ts';
import type { DecideCheckout } from '#app/use-cases/decide-checkout.ts';
import { createRecommend } from '#app/use-cases/recommend.ts';
import type { Recommend } from '#app/use-cases/recommend.ts';
import { createRecordItemEvents } from '#app/use-cases/record-item-events.ts';
import type { RecordItemEvents } from '#app/use-cases/record-item-events.ts';
import type { Config } from './config.ts';
import packageJson from '../package.json' with { type: 'json' };

/** What checkout and API requests need. */
export interface CheckoutServices {
  readonly decideCheckout: DecideCheckout;
  readonly recommend: Recommend;
  readonly recordItemEvents: RecordItemEvents;
  readonly snapshots: ShopSnapshots;
  readonly profiles: ProfileStore;
  readonly ledger: DecisionLedger;
  readonly newDecisionId: (nowMs: number) => string;
  /** Signs track tokens; derived from the encryption key. */
  readonly trackKey: Uint8Array;
}

export type Readiness = Readonly<Record<string, { readonly isReady: boolean }>>;

export interface Container {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly databaseUrl: string;
  readonly database: Database;
  readonly shops: ShopStore;
  readonly apiKeys: ApiKeys;
  readonly checkout: CheckoutServices;
  /** Database, snapshots and ledger, as /ready tells them. */
  checkReadiness(): Promise<Readiness>;
  /** Writes what waits and closes every connection, last opened first. */
  close(): Promise<void>;
}

/** Checkout has connections of its own, so that a slow report cannot hold up a render. */
const CHECKOUT_CONNECTIONS = 4;

/** Opens the database (starting and migrating the embedded one when there is no DATABASE_URL) and builds everything on it. */
export async function createContainer(
  config: Config,
  log: Log = createLog(config.logLevel),
): Promise<Container> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const databaseUrl = await openServer(config, log, closers);
    const onError = (error: Error): void => log.warn({ err: error }, 'database connection lost');
    const database = openDatabase(databaseUrl, { onError });
    closers.push(() => database.close());
    const clock = systemClock;
    const shops = createShopStore(database.pool);
    const checkout = await openCheckout({ config, log, clock, shops, databaseUrl, onError }, closers);
    const apiKeys = createApiKeys({ store: createApiKeyStore(database.prisma), clock, log });
    const checkDatabase = createDatabaseCheck(database.pool);
    const checkReadiness = async (): Promise<Readiness> => ({
      database: await checkDatabase(),
      snapshots: { isReady: true, ...checkout.snapshots.state() },
      ledger: { isReady: true, ...checkout.ledger.state() },
    });
    return { config, log, clock, databaseUrl, database, shops, apiKeys, checkout, checkReadiness, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Closers = (() => Promise<void> | void)[];

async function openServer(config: Config, log: Log, closers: Closers): Promise<string> {
  if (config.databaseUrl !== null) return config.databaseUrl;
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir });
  closers.push(() => embedded.stop());
  const applied = await migrate(embedded.url);
  log.info({ dataDir: config.dataDir, migrationsApplied: applied.length }, 'embedded PostgreSQL is up');
  return embedded.url;
}

interface CheckoutParts {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly shops: ShopStore;
  readonly databaseUrl: string;
  readonly onError: (error: Error) => void;
}

async function openCheckout(parts: CheckoutParts, closers: Closers): Promise<CheckoutServices> {
  const { config, log, clock, shops, databaseUrl, onError } = parts;
  const { pool, close } = openDatabase(databaseUrl, { poolSize: CHECKOUT_CONNECTIONS, onError });
  closers.push(close);
  const ledger = createDecisionLedger({ write: (entries) => insertDecisions(pool, entries), log });
  closers.push(() => ledger.close());
  const loader = createSnapshotLoader({ shops, store: createSnapshotStore(pool, log), log });
  const snapshots = createShopSnapshots({ loader, log });
  closers.push(() => snapshots.close());
  const feed = await openChangeFeed(databaseUrl, (change) => snapshots.onChange(change), {
    onError: (error) => log.warn({ err: error }, 'change feed interrupted'),
  });
  closers.push(() => feed.close());
  const addresses = createAddressCipher(createCipherBox(config.encryptionKey));
  const profiles = createProfileStore(pool, addresses.open);
  const decideCheckout = createDecideCheckout({
    clock,
    profiles,
    ledger,
    log,
    decide,
    newDecisionId: uuidV7,
    codeVersion: packageJson.version,
  });
  const recommend = createRecommend({
    clock,
    profiles,
    popularity: createSegmentPopularity(pool, clock),
    ledger,
    newDecisionId: uuidV7,
    codeVersion: packageJson.version,
  });
  const recordItemEvents = createRecordItemEvents({ clock, itemEvents: createItemEventStore(pool) });
  const trackKey = new Uint8Array(hkdfSync('sha256', config.encryptionKey, '', 'attune track tokens', 32));
  return {
    decideCheckout,
    recommend,
    recordItemEvents,
    snapshots,
    profiles,
    ledger,
    newDecisionId: uuidV7,
    trackKey,
  };
}
