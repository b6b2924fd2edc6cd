import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { createSimulatedMonthStore } from '#app/adapters/prisma/experiments/simulated-month-store.ts';
import { systemClock } from '#app/adapters/system/clock.ts';
import type { ConnectionSource, JsonSource } from '#app/domain/quality/connections/connection.ts';
import { saveTierSource } from '#app/use-cases/connections/tier-source.ts';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { LOYALTY_TOKEN } from '#sandbox/loyalty/routes.ts';
import { simulateMonth } from '#app/use-cases/experiments/simulate-month.ts';
import { createMailAccountStore } from '#app/adapters/prisma/reminders/mail-account-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { DEFAULT_REMINDERS } from '#app/contracts/shop-settings.ts';
import { createShopSettingsStore } from '#app/adapters/prisma/shops/shop-settings-store.ts';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { startEmbeddedPostgres } from '#app/adapters/postgres/embedded-postgres.ts';
import { buildWhatIsStale } from './build.ts';
import { startChild } from './child-process.ts';
import type { DemoSettings } from './demo-settings.ts';
import { createSandboxControl } from './sandbox-control.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { Progress, StepLog } from './step-log.ts';

/** A running demo: the app, the sandbox shop and their database, with the shop's history read. */
export interface Demo {
  readonly settings: DemoSettings;
  readonly appUrl: string;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  readonly control: SandboxControl;
  readonly db: pg.Pool;
  readonly ingested: Ingested;
  stop(): Promise<void>;
}

/** Rows that are in the database after the history was read. */
export interface Ingested {
  readonly products: number;
  readonly customers: number;
  readonly orders: number;
  readonly webhooksFolded: number;
  readonly webhooksQuarantined: number;
}

/**
 * Starts everything, installs the app and reads the shop's history. Stops what it started when a step fails, or when
 * `stopRequest` is aborted before all is ready.
 */
export async function startDemo(
  settings: DemoSettings,
  log: StepLog,
  stopRequest?: AbortSignal,
): Promise<Demo> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of undo.splice(0).reverse()) await end();
  };
  try {
    return await Promise.race([startAll(settings, log, undo, stop), untilAborted(stopRequest)]);
  } catch (error) {
    await stop();
    throw error;
  }
}

function untilAborted(stopRequest: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    stopRequest?.addEventListener('abort', () => reject(stopRequest.reason as Error), { once: true });
  });
}

async function startAll(
  settings: DemoSettings,
  log: StepLog,
  undo: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Demo> {
  const { ports, dataDir } = settings;
  const onLost = (problem: string): void => log.say(`\n  ${problem}\n\n  The rest goes on. Stop: Ctrl-C.`);
  const appUrl = `http://127.0.0.1:${ports.app}`;
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true });

  const postgres = await log.step('Embedded PostgreSQL starts', () =>
    startEmbeddedPostgres({ dataDir: path.join(dataDir, 'postgres') }),
  );
  undo.push(() => postgres.stop());
  await log.step('Migrations run', () => migrate(postgres.url));
  const database = openDatabase(postgres.url, { poolSize: 2 });
  const db = database.pool;
  undo.push(() => database.close());
  await log.step('Admin and extensions are built', () => buildWhatIsStale(appUrl, extensionsDir(settings)));

  const sandbox = await log.step('Sandbox shop starts (a stand-in of Shopify)', () =>
    startChild({
      name: 'The sandbox',
      args: ['sandbox/server.ts'],
      env: sandboxEnvironment(settings),
      logFile: logFile(settings, 'sandbox'),
      readyUrl: `${sandboxUrl}/control/status`,
      onLost,
    }),
  );
  undo.push(() => sandbox.stop());
  const app = await log.step('Attune starts', () =>
    startChild({
      name: 'Attune',
      args: ['--import', './sandbox/preload.ts', 'server.ts'],
      env: { ...sandboxEnvironment(settings), ...appEnvironment(settings, postgres.url) },
      logFile: logFile(settings, 'attune'),
      readyUrl: `${appUrl}/ready`,
      onLost,
    }),
  );
  undo.push(() => app.stop());

  const control = createSandboxControl(sandboxUrl);
  await log.step('The shop installs Attune (token exchange)', () => control.install());
  await switchHoldoutOff(db);
  await setUpReminders(db, settings);
  await simulateMonths(db);
  await connectLoyalty(db, settings);
  await log.step('Attune reads the shop’s history (bulk operations)', (progress) =>
    untilBackfilled(db, progress),
  );
  await log.step('The newest weeks arrive as signed webhooks', (progress) =>
    replayRecentOrders(db, control, progress),
  );
  const ingested = await countRows(db);
  return { settings, appUrl, sandboxUrl, databaseUrl: postgres.url, control, db, ingested, stop };
}

const logFile = (settings: DemoSettings, name: string): string =>
  path.join(settings.dataDir, 'logs', `${name}.log`);

const extensionsDir = (settings: DemoSettings): string => path.resolve(settings.dataDir, 'extensions');

function sandboxEnvironment(settings: DemoSettings): Record<string, string> {
  const { apiKey, apiSecret, dataDir, ports } = settings;
  return {
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: `http://127.0.0.1:${ports.app}`,
    SANDBOX_PORT: String(ports.sandbox),
    SANDBOX_ASSET_PORT: String(ports.asset),
    SANDBOX_TLS_PORT: String(ports.tls),
    SANDBOX_MAIL_PORT: String(ports.mail),
    SANDBOX_DIR: path.resolve(dataDir, 'sandbox'),
    SANDBOX_EXTENSIONS_DIR: extensionsDir(settings),
  };
}

function appEnvironment(
  { encryptionKey, dataDir, ports }: DemoSettings,
  databaseUrl: string,
): Record<string, string> {
  const sandboxUrl = `http://127.0.0.1:${ports.sandbox}`;
  return {
    NODE_ENV: 'development',
    ENCRYPTION_KEY: encryptionKey,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    ROLE: 'all',
    PORT: String(ports.app),
    APP_BRIDGE_URL: `${sandboxUrl}/app-bridge.js`,
    EXTRA_FRAME_ANCESTOR: sandboxUrl,
  };
}

interface BackfillRow {
  step: string;
  status: string;
  objects_done: number;
  objects_all: number | null;
  message: string | null;
}

/** A shopper who is held out sees nothing; the demo shows its offers in every checkout. */
async function switchHoldoutOff(db: pg.Pool): Promise<void> {
  const { rows } = await db.query<{ id: ShopId }>('SELECT id FROM shop');
  const settings = createShopSettingsStore({ pool: db });
  for (const { id } of rows) await settings.save(id, { holdout: 0 });
}

/** The sandbox's own mail server, at any hour: whoever looks at a demo does not wait for the morning. */
async function setUpReminders(db: pg.Pool, { encryptionKey, ports }: DemoSettings): Promise<void> {
  const { rows } = await db.query<{ id: ShopId; name: string }>('SELECT id, name FROM shop');
  const accounts = createMailAccountStore(db, createCipherBox(Buffer.from(encryptionKey, 'base64')));
  const settings = createShopSettingsStore({ pool: db });
  for (const { id, name } of rows) {
    await accounts.save(id, {
      host: '127.0.0.1',
      port: ports.mail,
      security: 'none',
      username: '',
      fromName: name,
      fromAddress: 'hello@gift-shop.example',
      postalAddress: '1 Mill Street\nLeeds',
    });
    await settings.save(id, { reminders: { ...DEFAULT_REMINDERS, isOn: true, quietFrom: 0, quietTo: 0 } });
  }
}

/** The sandbox's loyalty service, the tables of places and the sandbox's metafields: what other systems tell of customers. */
async function connectLoyalty(db: pg.Pool, { encryptionKey }: DemoSettings): Promise<void> {
  const { rows } = await db.query<{ id: ShopId; domain: string }>('SELECT id, domain FROM shop');
  const book = createConnectionBook(db, createCipherBox(Buffer.from(encryptionKey, 'base64')));
  const rest = { needs: 'none', refreshDays: 7, keepDays: 30 } as const;
  for (const { id: shopId, domain } of rows) {
    const told: readonly { id: string; name: string; source: ConnectionSource; secret?: string }[] = [
      { id: 'loyalty', name: 'Loyalty service', source: loyaltySource(domain), secret: LOYALTY_TOKEN },
      { id: 'places', name: 'Places', source: { kind: 'places' } },
      {
        id: 'wishlist',
        name: 'Wishlist',
        source: { kind: 'wishlist', namespace: 'custom', key: 'wishlist' },
      },
    ];
    const now = systemClock.now();
    for (const [place, { source, secret, ...connection }] of told.entries())
      await book.save(
        shopId,
        { ...connection, isOn: true, settings: { source, ...rest } },
        secret,
        now + place,
      );
    const member = { isOn: true, namespace: 'loyalty', key: 'member', path: 'vip_tier' };
    await saveTierSource({ connections: book, clock: systemClock }, shopId, member);
  }
}

const loyaltySource = (domain: string): JsonSource => ({
  kind: 'json',
  url: `https://${domain}/loyalty/customers/{{customerId}}`,
  secretHeader: 'Authorization',
  fields: [
    { field: 'points', path: 'balance.points', type: 'number' },
    { field: 'level', path: 'member.level', type: 'text' },
    { field: 'newsletter', path: 'member.newsletter', type: 'flag' },
    { field: 'member_country', path: 'member.country', type: 'text', mustMatch: 'country' },
  ],
});

/** Experiments need weeks: a simulated month, shown as such, tells what they look like afterwards. */
async function simulateMonths(db: pg.Pool): Promise<void> {
  const { rows } = await db.query<{ id: ShopId }>('SELECT id FROM shop');
  const store = createSimulatedMonthStore(db);
  const month = simulateMonth(systemClock.now());
  for (const { id } of rows) await store.save(id, month);
}

/** @throws Error naming the step and its message when reading the history failed. */
async function untilBackfilled(db: pg.Pool, progress: Progress): Promise<void> {
  for (;;) {
    const { rows } = await db.query<BackfillRow>(
      'SELECT step, status, objects_done, objects_all, message FROM backfill',
    );
    const failed = rows.find((row) => row.status === 'failed');
    if (failed) throw new Error(`Reading ${failed.step} failed: ${failed.message ?? 'no reason was given'}`);
    if (rows.length > 0 && rows.every((row) => row.status === 'done')) return;
    const done = rows.reduce((sum, row) => sum + row.objects_done, 0);
    const all = rows.reduce((sum, row) => sum + (row.objects_all ?? 0), 0);
    progress(done, Math.max(all, 1), rows.find((row) => row.status !== 'done')?.step);
    await pause(200);
  }
}

async function replayRecentOrders(db: pg.Pool, control: SandboxControl, progress: Progress): Promise<void> {
  await control.replay();
  for (;;) {
    const { delivered, total, running } = await control.replayStatus();
    const { rows } = await db.query<{ pending: number }>(
      `SELECT count(*)::int AS pending FROM inbox_delivery WHERE status = 'pending'`,
    );
    const pending = rows[0]?.pending ?? 0;
    progress(Math.max(delivered - pending, 0), Math.max(total, 1), 'orders folded');
    if (!running && pending === 0) return;
    await pause(200);
  }
}

async function countRows(db: pg.Pool): Promise<Ingested> {
  const { rows } = await db.query<Ingested>(`
    SELECT (SELECT count(*)::int FROM product) AS products,
           (SELECT count(*)::int FROM profile WHERE shopper_id LIKE 'gid://shopify/Customer/%') AS customers,
           (SELECT count(*)::int FROM orders) AS orders,
           (SELECT count(*)::int FROM inbox_delivery WHERE status = 'folded') AS "webhooksFolded",
           (SELECT count(*)::int FROM inbox_delivery WHERE status = 'quarantined') AS "webhooksQuarantined"`);
  const [counts] = rows;
  if (!counts) throw new Error('Counting the ingested rows gave no answer.');
  return counts;
}

const pause = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));
