import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { gid, legacyId, type CustomerId, type ShopId } from '#app/domain/kernel/ids.ts';

/** Proof that a link to unsubscribe was made for this customer of this shop. It never ends: a reader may keep a message for years. */
export interface UnsubscribeTokens {
  issue(shopId: ShopId, customerId: CustomerId): string;
  /** Null when the token is not ours. */
  verify(token: string): { readonly shopId: ShopId; readonly customerId: CustomerId } | null;
}

/** `<shop>.<customer number>.<HMAC-SHA256 over both>`, keyed by `key`. */
export function createUnsubscribeTokens(key: Uint8Array): UnsubscribeTokens {
  const secret = createSecretKey(key);
  const sign = (shop: string, customer: string) =>
    createHmac('sha256', secret).update(`unsubscribe\n${shop}\n${customer}`).digest();
  return {
    issue(shopId, customerId) {
      const [shop, customer] = [String(shopId), legacyId(customerId)];
      return `${shop}.${customer}.${sign(shop, customer).toString('base64url')}`;
    },
    verify(token) {
      const [shop, customer, signature, ...rest] = token.split('.');
      if (!shop || !customer || !signature || rest.length > 0) return null;
      const expected = sign(shop, customer);
      const given = Buffer.from(signature, 'base64url');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
      return { shopId: Number(shop) as ShopId, customerId: gid('Customer', customer) };
    },
  };
}
