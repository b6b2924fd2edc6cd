import '@shopify/shopify-app-remix/adapters/node';
import { ApiVersion, LogSeverity } from '@shopify/shopify-api';
import { AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { ADMIN_API_VERSION } from '#app/contracts/api-versions.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { Log } from '#app/ports/log.ts';
import { grantedScopes } from './granted-scopes.ts';

export interface ShopifyAppDeps {
  readonly config: {
    readonly shopifyApiKey: string;
    readonly shopifyApiSecret: string;
    readonly shopifyAppUrl: string;
  };
  readonly sessionStorage: SessionStorage;
  /** Runs after every token exchange; may run twice for one install. */
  readonly installShop: (session: {
    shop: string;
    accessToken: string;
    scopes: readonly string[];
  }) => Promise<unknown>;
  readonly log: Log;
}

export type ShopifyApp = ReturnType<typeof createShopifyApp>;

/**
 * The one call to shopifyApp(). Scopes are not given here: with Shopify-managed installation they stand in
 * shopify.app.toml, and a token carries what was granted.
 */
export function createShopifyApp({ config, sessionStorage, installShop, log }: ShopifyAppDeps) {
  const apiVersion = Object.values(ApiVersion).find((version) => version === ADMIN_API_VERSION);
  invariant(apiVersion, `@shopify/shopify-api knows version ${ADMIN_API_VERSION}`);
  return shopifyApp({
    apiKey: config.shopifyApiKey,
    apiSecretKey: config.shopifyApiSecret,
    appUrl: config.shopifyAppUrl,
    apiVersion,
    authPathPrefix: '/auth',
    sessionStorage,
    distribution: AppDistribution.AppStore,
    isEmbeddedApp: true,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: { level: LogSeverity.Warning, log: (severity, message) => writeLog(log, severity, message) },
    hooks: {
      afterAuth: async ({ session }) => {
        invariant(session.accessToken, 'a session after token exchange has a token');
        const scopes = grantedScopes((session.scope ?? '').split(',').filter(Boolean));
        await installShop({ shop: session.shop, accessToken: session.accessToken, scopes });
      },
    },
  });
}

function writeLog(log: Log, severity: LogSeverity, message: string): void {
  if (severity === LogSeverity.Error) log.error({ from: 'shopify' }, message);
  else log.warn({ from: 'shopify' }, message);
}
