/** Everything the sandbox can be told. Ports may be 0: any free one. */
export interface SandboxSettings {
  readonly host: string;
  readonly port: number;
  readonly tlsPort: number;
  /** Second origin, for the extension bundles alone. */
  readonly assetPort: number;
  /** Where its mail server listens. */
  readonly mailPort: number;
  /** Where the anchor time, journal, tokens and certificates are kept. */
  readonly dir: string;
  /** Where `extensions/build.ts` puts the bundles. */
  readonly extensionsDir: string;
  readonly appUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Scopes granted at install. */
  readonly scopes: readonly string[];
  /** The newest days that the Admin API does not show before their webhooks are delivered. */
  readonly heldBackDays: number;
  readonly seed: number;
  /** Only the newest N orders of the data; all without it. */
  readonly orderLimit?: number;
  readonly webhooks: WebhookSettings;
  /** Answers the present time in whole seconds. */
  readonly now: () => number;
}

export interface WebhookSettings {
  readonly timeoutMs: number;
  /** Pause before each retry; its length is the number of retries. */
  readonly retryDelaysMs: readonly number[];
  readonly concurrency: number;
}

/** Shopify's own: 8 retries over 4 hours, shortened so that a test or demo sees them. */
const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

const DEFAULT_SCOPES =
  'read_all_orders,read_customers,read_customer_merge,read_inventory,read_markets,read_orders,read_products';

function readNumber(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new Error(`Expected a whole number in ${name}, found "${text}".`);
  return value;
}

function readText(env: NodeJS.ProcessEnv, name: string, fallback: string): string {
  return env[name] || fallback;
}

/** Settings from SANDBOX_* and SHOPIFY_* variables, with the defaults of the demo. Throws on a malformed number. */
export function readSandboxSettings(env: NodeJS.ProcessEnv): SandboxSettings {
  return {
    host: readText(env, 'SANDBOX_HOST', '127.0.0.1'),
    port: readNumber(env, 'SANDBOX_PORT', 3100),
    assetPort: readNumber(env, 'SANDBOX_ASSET_PORT', 3101),
    tlsPort: readNumber(env, 'SANDBOX_TLS_PORT', 3143),
    mailPort: readNumber(env, 'SANDBOX_MAIL_PORT', 3125),
    dir: readText(env, 'SANDBOX_DIR', '.data/sandbox'),
    extensionsDir: readText(env, 'SANDBOX_EXTENSIONS_DIR', 'build/extensions'),
    appUrl: readText(env, 'SHOPIFY_APP_URL', 'http://127.0.0.1:3000'),
    apiKey: readText(env, 'SHOPIFY_API_KEY', '0123456789abcdef0123456789abcdef'),
    apiSecret: readText(env, 'SHOPIFY_API_SECRET', 'replace-with-the-client-secret'),
    scopes: readText(env, 'SANDBOX_SCOPES', DEFAULT_SCOPES).split(','),
    heldBackDays: readNumber(env, 'SANDBOX_HELD_BACK_DAYS', 14),
    seed: readNumber(env, 'SANDBOX_SEED', 20261122),
    orderLimit: readNumber(env, 'SANDBOX_ORDER_LIMIT', 0) || undefined,
    webhooks: {
      timeoutMs: readNumber(env, 'SANDBOX_WEBHOOK_TIMEOUT_MS', 5_000),
      retryDelaysMs: RETRY_DELAYS_MS,
      concurrency: readNumber(env, 'SANDBOX_WEBHOOK_CONCURRENCY', 16),
    },
    now: () => Math.floor(Date.now() / 1000),
  };
}
