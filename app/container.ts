/** The composition root: builds every adapter once and hands it to the use cases. Only server.ts and the commands call it. */
import { publicSmtpMailer, smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { EmbeddedPostgresFailure, startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { migrate, MigrationFailure } from '#app/adapters/postgres/migrate.ts';
import { createAddressCipher } from '#app/adapters/prisma/shops/address-cipher.ts';
import { createApiKeyStore } from '#app/adapters/prisma/shops/api-key-store.ts';
import { createSessionStorage } from '#app/adapters/prisma/shops/session-storage.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createLoadOfflineSession } from '#app/adapters/shopify/offline-session.ts';
import { systemClock } from '#app/adapters/system/clock.ts';
import { createLog } from '#app/adapters/system/log.ts';
import {
  createDatabaseCheck,
  DatabaseNotReady,
  requireReadyDatabase,
} from '#app/adapters/system/readiness.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';
import { createApiKeys } from '#app/use-cases/installation/api-keys.ts';
import type { ApiKeys } from '#app/use-cases/installation/api-keys.ts';
import type { Config } from './config.ts';
import type { Admin, AdminDeps } from './container-admin.ts';
import { openCheckout } from './container-checkout.ts';
import type { CheckoutServices, Closers } from './container-checkout.ts';
import { createIngestion } from './worker/ingestion.ts';
import type { Ingestion } from './worker/ingestion.ts';
import { createPixelKeys } from './http/pixel-key.ts';
import { createConnections } from './worker/connections.ts';
import type { Connections } from './worker/connections.ts';
import { createLocalDecisions } from './worker/local-decisions.ts';
import type { LocalDecisions } from './worker/local-decisions.ts';
import { createReminders } from './worker/reminders.ts';
import type { Reminders, RemindersDeps } from './worker/reminders.ts';

/** The worker has connections of its own, so that reading a history cannot hold up a page or a webhook's intake. */
const WORKER_CONNECTIONS = 8;

export { createLog };

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
  /** Webhook intake, installing, and the rounds of background work. */
  readonly ingestion: Ingestion;
  /** E-mail to shoppers who left a cart. */
  readonly reminders: Reminders;
  /** What checkouts decide by themselves. */
  readonly localDecisions: LocalDecisions;
  /** What other systems of merchants tell of customers. */
  readonly connections: Connections;
  /** Null in the roles that do not serve the admin. */
  readonly admin: Admin | null;
  /** Database, snapshots and ledger, as /ready tells them. */
  checkReadiness(): Promise<Readiness>;
  /** Writes what waits and closes every connection, last opened first. */
  close(): Promise<void>;
}

/** The container as the embedded admin's routes see it. */
export type AdminContainer = Container & { readonly admin: Admin };

/** Whether the database is what keeps Attune from starting: its message says why, and what to do. */
export function isDatabaseProblem(error: unknown): boolean {
  return [DatabaseNotReady, MigrationFailure, EmbeddedPostgresFailure].some((kind) => error instanceof kind);
}

/** Opens the database (starting and migrating the embedded one when there is no DATABASE_URL) and builds everything on it. Rejects with what isDatabaseProblem knows. */
export async function createContainer(
  config: Config,
  log: Log = createLog(config.logLevel),
): Promise<Container> {
  const closers: Closers = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return { ...(await compose(config, log, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function compose(config: Config, log: Log, closers: Closers): Promise<Omit<Container, 'close'>> {
  const databaseUrl = await openServer(config, log, closers);
  const onDatabaseError = (error: Error): void => {
    // While we close, the last connections may be cut by the server that stops: nothing is lost with them.
    const isOpen = closers.length > 0;
    if (isOpen) log.warn({ err: error }, 'database connection lost');
  };
  const database = openDatabase(databaseUrl, { onError: onDatabaseError });
  closers.push(() => database.close());
  const clock = systemClock;
  const cipher = createCipherBox(config.encryptionKey);
  const addresses = createAddressCipher(cipher);
  const shops = createShopStore(database.pool);
  const apiKeys = createApiKeys({ store: createApiKeyStore(database.prisma), clock, log });
  const checkout = await openCheckout(
    { config, log, clock, shops, addresses, databaseUrl, reports: database, onDatabaseError },
    closers,
  );
  const sessionStorage = createSessionStorage(database.prisma, cipher);
  const loadOfflineSession = createLoadOfflineSession({ config, sessionStorage, databaseUrl, log });
  const background = openDatabase(databaseUrl, { poolSize: WORKER_CONNECTIONS, onError: onDatabaseError });
  closers.push(() => background.close());
  const mailer = config.isProduction ? publicSmtpMailer : smtpMailer;
  const shared = { cipher, loadOfflineSession, mailer, clock, log };
  const ingestion = createIngestion({
    ...shared,
    pool: database.pool,
    workerPool: background.pool,
    databaseUrl,
  });
  const { installShop } = ingestion;
  const rounds = createRounds({ ...shared, pool: background.pool, config, checkout, shops });
  const admin = await openAdmin({
    ...shared,
    config,
    database,
    shops,
    sessionStorage,
    installShop,
    inbox: ingestion.inbox,
    snapshots: checkout.snapshots,
    pixelKeyOf: createPixelKeys(checkout.trackKey).issue,
  });
  const checkReadiness = createReadinessCheck(database, checkout);
  return {
    config,
    log,
    clock,
    databaseUrl,
    database,
    shops,
    apiKeys,
    checkout,
    ingestion,
    ...rounds,
    admin,
    checkReadiness,
  };
}

function createRounds(deps: RemindersDeps): Pick<Container, 'reminders' | 'localDecisions' | 'connections'> {
  return {
    reminders: createReminders(deps),
    localDecisions: createLocalDecisions(deps),
    connections: createConnections({ ...deps, profiles: deps.checkout.profiles }),
  };
}

async function openServer(config: Config, log: Log, closers: Closers): Promise<string> {
  if (config.databaseUrl !== null) {
    await requireReadyDatabase(config.databaseUrl);
    return config.databaseUrl;
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir });
  closers.push(() => embedded.stop());
  const applied = await migrate(embedded.url);
  log.info({ dataDir: config.dataDir, migrationsApplied: applied.length }, 'embedded PostgreSQL is up');
  return embedded.url;
}

/** Shopify's library is loaded only where the admin is served: it is half of the start's time and memory. */
async function openAdmin(deps: AdminDeps): Promise<Admin | null> {
  if (deps.config.role !== 'all' && deps.config.role !== 'admin') return null;
  const { createAdmin } = await import('./container-admin.ts');
  return createAdmin(deps);
}

function createReadinessCheck(database: Database, checkout: CheckoutServices): () => Promise<Readiness> {
  const checkDatabase = createDatabaseCheck(database.pool);
  return async () => ({
    database: await checkDatabase(),
    snapshots: { isReady: true, ...checkout.snapshots.state() },
    ledger: { isReady: true, ...checkout.ledger.state() },
  });
}
