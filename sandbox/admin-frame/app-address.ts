import { createHmac, randomUUID } from 'node:crypto';
import { mintAdminToken } from '#sandbox/access/session-token.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import type { Identity } from '#sandbox/shop/shop.ts';

/** The `host` parameter: base64 of the admin's address of this shop, without padding. */
export const hostParameter = ({ handle }: Identity): string =>
  Buffer.from(`admin.shopify.com/store/${handle}`).toString('base64').replace(/=+$/, '');

/** Hex HMAC-SHA256 of the sorted query, as Shopify signs the first request to an app. */
export function signQuery(query: URLSearchParams, secret: string): string {
  const sorted = new URLSearchParams([...query].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  return createHmac('sha256', secret).update(sorted.toString()).digest('hex');
}

/**
 * The address of a page of the app as the admin opens it: embedded, shop, host, a fresh id_token, signed. The page's own
 * parameters go along, except where their names are the admin's.
 */
export function createAppAddress(
  path: string,
  identity: Identity,
  settings: SandboxSettings,
  own: Iterable<[string, string]> = [],
): string {
  const address = new URL(`/${path}`, settings.appUrl);
  const query = new URLSearchParams([...own]);
  const admin = {
    embedded: '1',
    host: hostParameter(identity),
    id_token: mintAdminToken(identity, settings),
    locale: 'en',
    session: randomUUID().replaceAll('-', ''),
    shop: identity.domain,
    timestamp: String(settings.now()),
  };
  query.delete('hmac');
  for (const [name, value] of Object.entries(admin)) query.set(name, value);
  query.append('hmac', signQuery(query, settings.apiSecret));
  address.search = query.toString();
  return address.toString();
}
