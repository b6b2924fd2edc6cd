import { randomUUID } from 'node:crypto';
import type { SandboxSettings } from '#sandbox/settings.ts';
import { gid } from '#sandbox/shop/gid.ts';
import type { Identity } from '#sandbox/shop/shop.ts';
import { signJwt } from './jwt.ts';

type TokenSettings = Pick<SandboxSettings, 'apiKey' | 'apiSecret' | 'now'>;

/** The merchant who sits before the sandbox's admin. */
export const MERCHANT = {
  id: 90_000_000_001,
  firstName: 'Robin',
  lastName: 'Hale',
  email: 'robin@attune-demo.example.com',
};

/**
 * The id_token and session token of the admin: `iss` and `dest` are full URLs, `sub` is the merchant's user id, valid for a
 * minute.
 */
export function mintAdminToken({ domain }: Identity, { apiKey, apiSecret, now }: TokenSettings): string {
  const issuedAt = now();
  return signJwt(
    {
      iss: `https://${domain}/admin`,
      dest: `https://${domain}`,
      aud: apiKey,
      sub: String(MERCHANT.id),
      exp: issuedAt + 60,
      nbf: issuedAt - 1,
      iat: issuedAt - 1,
      jti: randomUUID(),
      sid: randomUUID(),
    },
    apiSecret,
  );
}

/** The session token of a checkout extension: `dest` without a scheme, no `iss`, `sub` only for a signed-in customer; 5 minutes. */
export function mintCheckoutToken(
  { domain }: Identity,
  settings: TokenSettings,
  customerId: number | null,
): string {
  const issuedAt = settings.now();
  const sub = customerId === null ? {} : { sub: gid('Customer', customerId) };
  const claims = {
    dest: domain,
    aud: settings.apiKey,
    exp: issuedAt + 300,
    nbf: issuedAt,
    iat: issuedAt,
    jti: randomUUID(),
    ...sub,
  };
  return signJwt(claims, settings.apiSecret);
}
