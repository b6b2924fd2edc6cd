import { smtpMailer } from '#app/adapters/mail/smtp-mailer.ts';
import { createFoldTransactions } from '#app/adapters/prisma/inbox/fold-transaction.ts';
import { createInbox } from '#app/adapters/prisma/inbox/inbox-store.ts';
import { Session } from '@shopify/shopify-api';
import jwt from 'jsonwebtoken';
import type { ActionFunction, AppLoadContext, LoaderFunction } from '@remix-run/node';
import { openDatabase } from '#app/adapters/postgres/database.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { createApiKeyStore } from '#app/adapters/prisma/shops/api-key-store.ts';
import { createPixelKeys } from '#app/http/pixel-key.ts';
import { createSessionStorage } from '#app/adapters/prisma/shops/session-storage.ts';
import { createShopStore } from '#app/adapters/prisma/shops/shop-store.ts';
import { createSnapshotStore } from '#app/adapters/prisma/catalog/snapshot-store.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { createSnapshotLoader } from '#app/adapters/system/snapshot-loader.ts';
import { readConfig } from '#app/config.ts';
import { createAdmin } from '#app/container-admin.ts';
import type { Log } from '#app/ports/log.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { ShopStore } from '#app/ports/shop-store.ts';
import { createApiKeys } from '#app/use-cases/installation/api-keys.ts';
import { cloneDatabase } from '#tests/support/database.ts';

const API_KEY = 'test-client-id';
const API_SECRET = 'test-client-secret';
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

/** 2026-11-22 12:00 UTC. */
export const NOW = 1_795_348_800;

export const SHOP = 'one-shop.myshopify.com';
export const OTHER_SHOP = 'other-shop.myshopify.com';

export interface AdminSite {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly snapshots: ShopSnapshots;
  readonly shopId: number;
  readonly otherShopId: number;
  readonly installed: string[];
  /** Calls a route's loader with a signed request; a thrown Response comes back as the answer. */
  get(loader: LoaderFunction, path: string, options?: VisitOptions): Promise<Visit>;
  /** Calls a route's action with a signed JSON body. */
  post(action: ActionFunction, path: string, body: unknown, options?: VisitOptions): Promise<Visit>;
  /** What routes get as their context. */
  readonly context: AppLoadContext;
  configVersion(): Promise<number>;
  close(): Promise<void>;
}

interface VisitOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly shop?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Visit {
  readonly status: number;
  // Answers are asserted on by value.
  readonly body: any;
  readonly headers: Headers;
}

/** Two installed shops with stored sessions on a database of their own, and the admin as the container builds it. */
export async function openAdminSite(log: Log = silentLog): Promise<AdminSite> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.url);
  const config = readConfig({
    NODE_ENV: 'test',
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    SHOPIFY_APP_URL: 'http://127.0.0.1:1',
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    EXTRA_FRAME_ANCESTOR: 'http://127.0.0.1:3100',
  });
  const cipher = createCipherBox(config.encryptionKey);
  const sessionStorage = createSessionStorage(database.prisma, cipher);
  const clock = { now: () => NOW, nowMs: () => NOW * 1000 };
  const shops = createShopStore(database.pool);
  const installed: string[] = [];
  const installShop = async ({ shop }: { shop: string }) => installed.push(shop);
  const snapshots = uncachedSnapshots(database, shops);
  const admin = createAdmin({
    config,
    log,
    clock,
    database,
    shops,
    sessionStorage,
    loadOfflineSession: async () => null,
    mailer: smtpMailer,
    installShop,
    snapshots,
    pixelKeyOf: createPixelKeys(Buffer.alloc(32, 9)).issue,
    inbox: createInbox(database.pool, createFoldTransactions(cipher)),
  });
  const apiKeys = createApiKeys({ store: createApiKeyStore(database.prisma), clock, log: silentLog });
  const context = { container: { admin, apiKeys, clock, config } } as unknown as AppLoadContext;
  const [shopId, otherShopId] = await Promise.all([
    addShop(database, SHOP, sessionStorage),
    addShop(database, OTHER_SHOP, sessionStorage),
  ]);
  return {
    database,
    databaseUrl: clone.url,
    snapshots,
    context,
    shopId,
    otherShopId,
    installed,
    get: (loader, path, options = {}) =>
      answer(loader({ request: requestOf(path, options), params: options.params ?? {}, context })),
    post: (action, path, body, options = {}) =>
      answer(action({ request: requestOf(path, options, body), params: options.params ?? {}, context })),
    async configVersion() {
      const { rows } = await database.pool.query('SELECT config_version FROM shop WHERE id = $1', [shopId]);
      return Number(rows[0].config_version);
    },
    async close() {
      await database.close();
      await clone.drop();
    },
  };
}

/** Reads the shop anew each time, as a process does that was just told of every change. */
function uncachedSnapshots({ pool }: Database, shops: ShopStore): ShopSnapshots {
  const loader = createSnapshotLoader({ shops, store: createSnapshotStore(pool, silentLog), log: silentLog });
  return {
    find: async (domain) => (await loader.load(domain))?.served ?? null,
    state: () => ({ shops: 0, reloads: 0, failedReloads: 0 }),
  };
}

async function addShop(
  { pool }: Database,
  domain: string,
  storage: ReturnType<typeof createSessionStorage>,
): Promise<number> {
  await storage.storeSession(
    new Session({
      id: `offline_${domain}`,
      shop: domain,
      state: '',
      isOnline: false,
      accessToken: 'test-token',
      expires: new Date(Date.now() + 3_600_000),
    }),
  );
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at)
     VALUES ($1, $1, 'GBP', 'Europe/London', '{}', now()) RETURNING id`,
    [domain],
  );
  return rows[0]!.id;
}

/** A session token as App Bridge sends it. */
export function sessionToken(shop: string, claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: API_KEY,
    sub: '1',
    exp: now + 60,
    nbf: now - 5,
    iat: now - 5,
    jti: 'test',
    sid: 'test',
    ...claims,
  };
  return jwt.sign(payload, API_SECRET, { algorithm: 'HS256' });
}

function requestOf(path: string, { shop = SHOP, headers }: VisitOptions, body?: unknown): Request {
  return new Request(`http://127.0.0.1:1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    body: body === undefined ? null : JSON.stringify(body),
    headers: {
      'User-Agent': BROWSER,
      'Content-Type': 'application/json',
      Authorization: `Bearer ${sessionToken(shop)}`,
      ...headers,
    },
  });
}

async function answer(called: unknown): Promise<Visit> {
  const result = await Promise.resolve(called).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
  if (!(result instanceof Response)) return { status: 200, body: result, headers: new Headers() };
  const text = await result.text();
  const isJson = result.headers.get('content-type')?.includes('json');
  return { status: result.status, body: isJson ? JSON.parse(text) : text, headers: result.headers };
}
