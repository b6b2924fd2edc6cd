import { spawn, type ChildProcessByStdio } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';
import jwt from 'jsonwebtoken';
import { silentLog } from '#app/adapters/system/log.ts';
import { readConfig } from '#app/config.ts';
import type { Config } from '#app/config.ts';
import type { DecisionRequestInput } from '#app/contracts/checkout-decision.ts';
import type { Log } from '#app/ports/log.ts';
import { startServer } from '../../server.ts';
import type { RunningServer } from '../../server.ts';

const SERVER = path.resolve(import.meta.dirname, '../../server.ts');

export const API_KEY = 'test-client-id';
export const API_SECRET = 'test-client-secret';
export const ENCRYPTION_KEY = Buffer.alloc(32, 7);

/** Of a test's server: any free port, the checkout role, a generous rate. */
const testSettings = (databaseUrl: string, changes: Record<string, string>) => ({
  NODE_ENV: 'test' as const,
  SHOPIFY_API_KEY: API_KEY,
  SHOPIFY_API_SECRET: API_SECRET,
  SHOPIFY_APP_URL: 'http://127.0.0.1:0',
  ENCRYPTION_KEY: ENCRYPTION_KEY.toString('base64'),
  DATABASE_URL: databaseUrl,
  ROLE: 'checkout',
  PORT: '0',
  CHECKOUT_RATE_PER_SECOND: '10000',
  ...changes,
});

export function testConfig(databaseUrl: string, changes: Record<string, string> = {}): Config {
  return readConfig(testSettings(databaseUrl, changes));
}

/** The real server, as a process of its own. */
export function spawnTestServer(
  databaseUrl: string,
  changes: Record<string, string> = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const env = { PATH: process.env['PATH'] ?? '', ...testSettings(databaseUrl, changes) };
  return spawn(process.execPath, [SERVER], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** The real server, in this process. */
export function startTestServer(
  databaseUrl: string,
  changes: Record<string, string> = {},
  log: Log = silentLog,
): Promise<RunningServer> {
  return startServer(testConfig(databaseUrl, changes), log);
}

export interface TokenOptions {
  readonly shop: string;
  readonly customer?: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly secret?: string;
  readonly algorithm?: jwt.Algorithm;
}

/** A session token as Shopify gives it to a checkout extension. */
export function aCheckoutToken({
  shop,
  customer,
  claims = {},
  secret = API_SECRET,
  algorithm = 'HS256',
}: TokenOptions) {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    dest: shop,
    aud: API_KEY,
    iat: now,
    nbf: now - 1,
    exp: now + 300,
    jti: 'a-token',
    ...claims,
  };
  return jwt.sign(customer === undefined ? payload : { ...payload, sub: customer }, secret, { algorithm });
}

/** A decision request with one line of product 2 in the cart. */
export function aDecisionRequest(changes: Partial<DecisionRequestInput> = {}): DecisionRequestInput {
  return {
    v: 1,
    placements: ['checkout.block'],
    checkoutToken: 'a-checkout',
    lines: [{ variantId: 'gid://shopify/ProductVariant/20', quantity: 1 }],
    currency: 'GBP',
    country: 'GB',
    consent: { preferences: true, analytics: true, marketing: true },
    ...changes,
  };
}
