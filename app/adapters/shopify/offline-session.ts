import '@shopify/shopify-api/adapters/node';
import { HttpResponseError, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import type { ApiVersion, Session, Shopify } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { withAdvisoryLock } from '#app/adapters/postgres/advisory-lock.ts';
import { ADMIN_API_VERSION } from '#app/contracts/api-versions.ts';
import type { Log } from '#app/ports/log.ts';

/** A token that runs out sooner than this is exchanged first, so that a long job does not start on it. */
const EXPIRES_SOON_MS = 5 * 60_000;
/** Shopify's token endpoint answers in well under a second; a hanging one must not hold the lock. */
const REFRESH_DEADLINE_MS = 15_000;

/** Shopify took the shop's token back, or never gave one: a merchant has to open Attune in the admin once. */
export class OfflineSessionLost extends Error {
  override readonly name = 'OfflineSessionLost';
  readonly retryable = false;
}

/** Shopify's token endpoint could not be reached or failed, and the token at hand has run out. */
export class TokenRefreshFailed extends Error {
  override readonly name = 'TokenRefreshFailed';
  readonly retryable = true;
}

/** Gives the shop's offline session with a token good for five minutes. Rejects with one of the two errors above. */
export type LoadOfflineSession = (shop: string) => Promise<Session>;

export interface OfflineSessionDeps {
  readonly config: {
    readonly shopifyApiKey: string;
    readonly shopifyApiSecret: string;
    readonly shopifyAppUrl: string;
  };
  readonly sessionStorage: SessionStorage;
  readonly databaseUrl: string;
  readonly log: Log;
}

/**
 * Loads offline sessions and refreshes a token that is about to run out: once per shop however many ask, in this
 * process (they share one promise) and in all others (a lock in the database; whoever waited finds the new token).
 * Two refreshes at once would use one refresh token twice, which Shopify may answer by revoking the grant.
 */
export function createLoadOfflineSession(deps: OfflineSessionDeps): LoadOfflineSession {
  const api = createApi(deps);
  const inFlight = new Map<string, Promise<Session>>();

  const load = async (shop: string): Promise<Session> => {
    const session = await deps.sessionStorage.loadSession(api.session.getOfflineId(shop));
    if (session?.accessToken) return session;
    throw new OfflineSessionLost(
      `There is no access token of ${shop}. A merchant has to open Attune in its admin.`,
    );
  };
  const refreshUnderLock = (shop: string): Promise<Session> =>
    withAdvisoryLock(deps.databaseUrl, `token refresh ${shop}`, async () => {
      const session = await load(shop);
      return needsRefresh(session) ? refresh(api, deps, session) : session;
    });

  return async (shop) => {
    const session = await load(shop);
    if (!needsRefresh(session)) return session;
    const pending = inFlight.get(shop) ?? refreshUnderLock(shop).finally(() => inFlight.delete(shop));
    inFlight.set(shop, pending);
    return pending;
  };
}

function needsRefresh(session: Session): boolean {
  return session.isExpired(EXPIRES_SOON_MS);
}

async function refresh(
  api: Shopify,
  { sessionStorage, log }: OfflineSessionDeps,
  session: Session,
): Promise<Session> {
  const refreshed = await exchange(api, log, session);
  if (refreshed === null) return session;
  await sessionStorage.storeSession(refreshed);
  log.info({ shop: session.shop }, 'access token refreshed');
  return refreshed;
}

/** The session with the new token; null when Shopify is out of reach and the old token still holds. */
async function exchange(api: Shopify, log: Log, session: Session): Promise<Session | null> {
  const { shop, refreshToken } = session;
  if (!refreshToken) throw lost(shop);
  try {
    return (await withDeadline(api.auth.refreshToken({ shop, refreshToken }))).session;
  } catch (error) {
    if (isRefusal(error)) throw lost(shop, error);
    if (session.isExpired()) {
      throw new TokenRefreshFailed(`The access token of ${shop} could not be refreshed.`, { cause: error });
    }
    log.warn({ shop, err: error }, 'access token could not be refreshed yet; the old one still holds');
    return null;
  }
}

/** 400, 401 and 403 say that the refresh token is spent, revoked or too old; everything else may pass. */
function isRefusal(error: unknown): boolean {
  return error instanceof HttpResponseError && [400, 401, 403].includes(error.response.code);
}

function lost(shop: string, cause?: unknown): OfflineSessionLost {
  return new OfflineSessionLost(
    `The access token of ${shop} has run out and cannot be refreshed. A merchant has to open Attune in its admin.`,
    { cause },
  );
}

async function withDeadline<Value>(work: Promise<Value>): Promise<Value> {
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`No answer within ${REFRESH_DEADLINE_MS} ms.`)),
    REFRESH_DEADLINE_MS,
  );
  return Promise.race([work, deadline]).finally(() => clearTimeout(timer));
}

function createApi({ config }: OfflineSessionDeps): Shopify {
  return shopifyApi({
    apiKey: config.shopifyApiKey,
    apiSecretKey: config.shopifyApiSecret,
    hostName: new URL(config.shopifyAppUrl).host,
    apiVersion: ADMIN_API_VERSION as ApiVersion,
    isEmbeddedApp: true,
    logger: { level: LogSeverity.Error },
  });
}
