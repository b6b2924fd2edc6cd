import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { SECONDS } from '#app/domain/kernel/instant.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';

/** Proof that events about a decision come from the checkout that got it. */
export interface TrackTokens {
  issue(shopDomain: string, decisionId: string, now: Instant): string;
  /** The decision's id, or null when the token is not ours, is another shop's, or is too old. */
  verify(token: string, shopDomain: string, now: Instant): string | null;
}

/** A checkout may stay open over night, and the thank-you page is opened again later. */
export const TRACK_TOKEN_SECONDS = 2 * SECONDS.day;

/** `<decision id>.<expiry>.<HMAC-SHA256 over shop, decision id and expiry>`, keyed by `key`. */
export function createTrackTokens(key: Uint8Array): TrackTokens {
  // A prepared key: preparing it costs seven times the signature.
  const secret = createSecretKey(key);
  const sign = (shopDomain: string, decisionId: string, expiry: string) =>
    createHmac('sha256', secret).update(`track\n${shopDomain}\n${decisionId}\n${expiry}`).digest();
  return {
    issue(shopDomain, decisionId, now) {
      const expiry = String(now + TRACK_TOKEN_SECONDS);
      return `${decisionId}.${expiry}.${sign(shopDomain, decisionId, expiry).toString('base64url')}`;
    },
    verify(token, shopDomain, now) {
      const [decisionId, expiry, signature, ...rest] = token.split('.');
      if (!decisionId || !expiry || !signature || rest.length > 0) return null;
      const expected = sign(shopDomain, decisionId, expiry);
      const given = Buffer.from(signature, 'base64url');
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      return isOurs && Number(expiry) >= now ? decisionId : null;
    },
  };
}
