import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { isGid } from '#app/domain/kernel/ids.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';

/** Who asks, as a session token or a proxied request's signature proves it. */
export interface CheckoutCaller {
  /** Like "attune-demo.myshopify.com". */
  readonly shopDomain: string;
  /** Only of a signed-in buyer. */
  readonly customerId: CustomerId | null;
}

export type TokenFailure =
  'token-missing' | 'token-invalid' | 'token-expired' | 'token-early' | 'token-audience' | 'token-shop';

export type VerifyCheckoutToken = (
  token: string | undefined,
  now: Instant,
) => Result<CheckoutCaller, TokenFailure>;

const TOLERANCE_SECONDS = 10;
const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * Verifies Shopify session tokens: HS256 by the app's secret and nothing else, exp and nbf with 10 seconds of tolerance,
 * aud equal to the client id, dest a shop. A token without exp is refused.
 */
export function createCheckoutTokenVerifier(app: { apiKey: string; apiSecret: string }): VerifyCheckoutToken {
  const key = createSecretKey(Buffer.from(app.apiSecret));
  return (token, now) => {
    if (!token) return fail('token-missing');
    const claims = verifySignature(token, key, now);
    if (!claims.ok) return claims;
    if (claims.value.exp === undefined) return fail('token-invalid');
    if (claims.value.aud !== app.apiKey) return fail('token-audience');
    const shopDomain = shopOf(claims.value.dest);
    if (shopDomain === null) return fail('token-shop');
    return ok({ shopDomain, customerId: customerOf(claims.value.sub) });
  };
}

function verifySignature(token: string, key: KeyObject, now: Instant): Result<jwt.JwtPayload, TokenFailure> {
  try {
    const claims = jwt.verify(token, key, {
      algorithms: ['HS256'],
      clockTolerance: TOLERANCE_SECONDS,
      clockTimestamp: now,
    });
    return typeof claims === 'string' ? fail('token-invalid') : ok(claims);
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError) return fail('token-expired');
    if (error instanceof jwt.NotBeforeError) return fail('token-early');
    return fail('token-invalid');
  }
}

/** Checkout tokens name the shop without a scheme, admin tokens with https://. */
function shopOf(dest: unknown): string | null {
  if (typeof dest !== 'string') return null;
  const domain = dest
    .replace(/^https:\/\//, '')
    .replace(/\/$/, '')
    .toLowerCase();
  return isShopDomain(domain) ? domain : null;
}

/** Like "name.myshopify.com". */
export function isShopDomain(text: string): boolean {
  return SHOP_DOMAIN.test(text);
}

function customerOf(sub: unknown): CustomerId | null {
  return typeof sub === 'string' && isGid('Customer', sub) ? sub : null;
}

/** The token of an `Authorization: Bearer <token>` header. */
export function bearerOf(header: string | undefined): string | undefined {
  return header === undefined ? undefined : /^Bearer (\S+)$/i.exec(header)?.[1];
}
