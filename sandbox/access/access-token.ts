import { randomBytes } from 'node:crypto';
import type { SandboxSettings } from '#sandbox/settings.ts';
import type { Identity } from '#sandbox/shop/shop.ts';
import type { Installation, InstallationStore, StoredToken } from './installation.ts';
import { verifyJwt } from './jwt.ts';
import { MERCHANT } from './session-token.ts';

const TOKEN_SECONDS = 3_600;
const REFRESH_SECONDS = 90 * 86_400;
const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';

export interface OAuthAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface AccessContext {
  readonly identity: Identity;
  readonly settings: Pick<SandboxSettings, 'apiKey' | 'apiSecret' | 'now'>;
  readonly installation: InstallationStore;
}

const refuse = (status: number, error: string, description: string): OAuthAnswer => ({
  status,
  body: { error, error_description: description },
});

function createToken(now: number, isExpiring: boolean): StoredToken {
  return {
    accessToken: `shpat_${randomBytes(16).toString('hex')}`,
    refreshToken: isExpiring ? `shprt_${randomBytes(16).toString('hex')}` : null,
    expiresAt: isExpiring ? now + TOKEN_SECONDS : null,
    refreshExpiresAt: isExpiring ? now + REFRESH_SECONDS : null,
  };
}

/** As Shopify names them: the scope to read goes without saying where the one to write is granted. */
function namedScopes(scopes: readonly string[]): readonly string[] {
  return scopes.filter(
    (scope) => !scopes.includes(scope.replace(/^read_/, 'write_')) || !scope.startsWith('read_'),
  );
}

function tokenBody(token: StoredToken, { scopes }: Installation): Record<string, unknown> {
  const expiry = token.refreshToken
    ? {
        expires_in: TOKEN_SECONDS,
        refresh_token: token.refreshToken,
        refresh_token_expires_in: REFRESH_SECONDS,
      }
    : {};
  return { access_token: token.accessToken, scope: namedScopes(scopes).join(','), ...expiry };
}

function onlineBody(token: StoredToken, installation: Installation): Record<string, unknown> {
  return {
    ...tokenBody(token, installation),
    expires_in: TOKEN_SECONDS,
    associated_user_scope: namedScopes(installation.scopes).join(','),
    associated_user: {
      id: MERCHANT.id,
      first_name: MERCHANT.firstName,
      last_name: MERCHANT.lastName,
      email: MERCHANT.email,
      account_owner: true,
      locale: 'en',
      collaborator: false,
      email_verified: true,
    },
  };
}

function exchange(
  { identity, settings, installation }: AccessContext,
  body: Readonly<Record<string, unknown>>,
): OAuthAnswer {
  if (body['subject_token_type'] !== ID_TOKEN)
    return refuse(400, 'invalid_request', `Expected subject_token_type ${ID_TOKEN}.`);
  const now = settings.now();
  const claims = verifyJwt(String(body['subject_token'] ?? ''), settings.apiSecret, now);
  if (!claims || claims['aud'] !== settings.apiKey || claims['dest'] !== `https://${identity.domain}`) {
    return refuse(
      400,
      'invalid_subject_token',
      'The id_token is malformed, expired, or made for another app or shop.',
    );
  }
  const requested = body['requested_token_type'] ?? OFFLINE;
  if (requested !== ONLINE && requested !== OFFLINE) {
    return refuse(400, 'invalid_request', `Expected requested_token_type ${OFFLINE} or ${ONLINE}.`);
  }
  const isOnline = requested === ONLINE;
  const token = createToken(now, !isOnline && String(body['expiring'] ?? '0') === '1');
  const stored = isOnline ? { ...token, expiresAt: now + TOKEN_SECONDS } : token;
  const { tokens, installedAt } = installation.read();
  const state = installation.change({
    tokens: [...tokens.slice(-20), stored],
    installedAt: installedAt ?? now,
  });
  return { status: 200, body: isOnline ? onlineBody(stored, state) : tokenBody(stored, state) };
}

/** The old pair dies with the refresh. */
function refresh(
  { settings, installation }: AccessContext,
  body: Readonly<Record<string, unknown>>,
): OAuthAnswer {
  const now = settings.now();
  const { tokens } = installation.read();
  const old = tokens.find(
    (token) => token.refreshToken !== null && token.refreshToken === body['refresh_token'],
  );
  if (!old || (old.refreshExpiresAt ?? 0) < now) {
    return refuse(400, 'invalid_grant', 'The refresh token is unknown, used or expired.');
  }
  const token = createToken(now, true);
  const state = installation.change({ tokens: [...tokens.filter((other) => other !== old), token] });
  return { status: 200, body: tokenBody(token, state) };
}

/** POST /admin/oauth/access_token: token exchange and refresh, with the errors Shopify answers. */
export function answerOAuth(context: AccessContext, body: Readonly<Record<string, unknown>>): OAuthAnswer {
  const { apiKey, apiSecret } = context.settings;
  if (body['client_id'] !== apiKey) return refuse(400, 'invalid_request', 'The client_id is unknown.');
  if (body['client_secret'] !== apiSecret)
    return refuse(401, 'invalid_client', 'The client_secret is wrong.');
  if (body['grant_type'] === EXCHANGE) return exchange(context, body);
  if (body['grant_type'] === 'refresh_token') return refresh(context, body);
  return refuse(400, 'unsupported_grant_type', `Expected grant_type ${EXCHANGE} or refresh_token.`);
}

/** True when the token was given out, is not expired and was not refreshed away; false after an uninstall. */
export function isTokenAlive(
  { installation, settings }: Pick<AccessContext, 'installation' | 'settings'>,
  token: string,
): boolean {
  const { tokens, installedAt } = installation.read();
  const found = tokens.find((known) => known.accessToken === token);
  return (
    installedAt !== null &&
    found !== undefined &&
    (found.expiresAt === null || found.expiresAt > settings.now())
  );
}
