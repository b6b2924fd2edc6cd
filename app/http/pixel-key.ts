import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

/**
 * The key that a shop's web pixel sends with every batch. It is in the pixel's settings, so every visitor can read it: it ties a
 * batch to a shop that installed Attune, and keeps one shop's events out of another. It proves nothing about who sent them.
 */
export interface PixelKeys {
  issue(shopDomain: string): string;
  verify(key: string, shopDomain: string): boolean;
}

/** HMAC-SHA256 of the shop's domain, keyed by `key`. */
export function createPixelKeys(key: Uint8Array): PixelKeys {
  const secret = createSecretKey(key);
  const sign = (shopDomain: string): Buffer =>
    createHmac('sha256', secret).update(`pixel\n${shopDomain}`).digest();
  return {
    issue: (shopDomain) => sign(shopDomain).toString('base64url'),
    verify(given, shopDomain) {
      const expected = sign(shopDomain);
      const bytes = Buffer.from(given, 'base64url');
      return bytes.length === expected.length && timingSafeEqual(bytes, expected);
    },
  };
}
