import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import type { LoadOfflineSession } from '#app/adapters/shopify/admin-client.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { createFastPath } from '#app/http/fast-path.ts';
import { createPixelIntake } from '#app/http/pixel-intake.ts';
import { createRateLimiter } from '#app/http/rate-limit.ts';
import { createWebhookIntake } from '#app/http/webhook-intake.ts';
import type { Clock } from '#app/ports/clock.ts';
import { createIngestion, type Ingestion } from '#app/worker/ingestion.ts';
import { cloneDatabase } from './database.ts';
import { PIXEL_KEYS, pixelBatch } from './pixel-batch.ts';
import { API_SECRET, deliver, SHOP_DOMAIN, type DeliveryOptions } from './shopify-webhook.ts';

export const TEST_NOW = Date.parse('2026-11-22T12:00:00.000Z');

/** A clock that a test sets; it begins at TEST_NOW. */
export function createTestClock(startMs = TEST_NOW): Clock & { set(ms: number): void } {
  let ms = startMs;
  return {
    now: () => Math.floor(ms / 1000),
    nowMs: () => ms,
    set: (to) => {
      ms = to;
    },
  };
}

export interface IngestionWorld {
  readonly url: string;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly ingestion: Ingestion;
  readonly clock: ReturnType<typeof createTestClock>;
  readonly shopId: number;
  send(options: DeliveryOptions): Promise<Response>;
  /** Sends a batch of the shop's web pixel; fields of `patch` replace those of a right one. */
  sendPixel(events: readonly object[], patch?: Record<string, unknown>): Promise<Response>;
  /** Sends a batch as it is written. */
  sendPixelText(text: string): Promise<Response>;
  /** Folds everything that is pending. */
  fold(): Promise<void>;
  rows<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const noSession: LoadOfflineSession = async () => null;

/** Intake over real HTTP, a cloned database and an installed shop in pounds. */
export async function openIngestion(
  options: { readonly loadOfflineSession?: LoadOfflineSession; readonly install?: boolean } = {},
): Promise<IngestionWorld> {
  const cloned = await cloneDatabase();
  const database = openDatabase(cloned.url, { poolSize: 8 });
  const clock = createTestClock();
  const ingestion = createIngestion({
    pool: database.pool,
    workerPool: database.pool,
    databaseUrl: cloned.url,
    cipher: createCipherBox(Buffer.alloc(32, 7)),
    loadOfflineSession: options.loadOfflineSession ?? noSession,
    mailer: smtpMailer,
    clock,
    log: silentLog,
  });
  const intake = createWebhookIntake({ apiSecret: API_SECRET, receive: ingestion.receive, log: silentLog });
  const pixel = createPixelIntake({
    keys: PIXEL_KEYS,
    limiter: createRateLimiter(10_000),
    receive: ingestion.receive,
    log: silentLog,
  });
  const handle = createFastPath(
    [
      { path: '/webhooks', method: 'POST', handle: intake },
      { path: '/api/pixel/events', method: 'POST', handle: pixel, isCrossOrigin: true },
    ],
    silentLog,
    () => {},
  );
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const foldInbox = ingestion.work.foldInbox(() => {});
  const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await database.pool.query(sql, values)).rows as Row[];
  const shopId = options.install === false ? 0 : await installTestShop(ingestion, rows);
  const sendPixelText = (text: string) => fetch(`${url}/api/pixel/events`, { method: 'POST', body: text });
  return {
    url,
    database,
    databaseUrl: cloned.url,
    ingestion,
    clock,
    shopId,
    rows,
    send: (delivery) => deliver(url, delivery),
    sendPixel: (events, patch = {}) => sendPixelText(pixelBatch(events, patch)),
    sendPixelText,
    async fold() {
      const { signal } = new AbortController();
      while (await foldInbox(signal));
    },
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await database.close();
      await cloned.drop();
    },
  };
}

async function installTestShop(
  ingestion: Ingestion,
  rows: <Row>(sql: string, values?: unknown[]) => Promise<Row[]>,
): Promise<number> {
  const { shopId } = await ingestion.installShop({ shop: SHOP_DOMAIN, scopes: ['read_orders'] });
  await rows(
    `UPDATE shop SET currency = 'GBP', timezone = 'Europe/London', installed_at = '2026-01-01' WHERE id = $1`,
    [shopId],
  );
  return shopId;
}
