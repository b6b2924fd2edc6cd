import { SECONDS, type Instant } from '../../kernel/instant.ts';
import type { ShopSnapshot } from '../decision.ts';
import { rankedAsOf } from '../ranked-as-of.ts';
import { homeCountryOf } from './compile-shop.ts';
import { bytesOf } from './payload-bytes.ts';
import { MAX_PAYLOAD_BYTES, PAYLOAD_VERSION, type RankerPayload } from './payload.ts';

const LIFETIME = 7 * SECONDS.day;

/**
 * How the shop's model ranks for a cart of several products. Null where the ranking weighs margins, which never leave the server, and where
 * it is too large: then what goes with each product is added up.
 */
export function compileRanker(snapshot: ShopSnapshot, now: Instant): RankerPayload | null {
  if (snapshot.merchandising.marginDial > 0) return null;
  const ranker = snapshot.model.portable(rankedAsOf(now), homeCountryOf(snapshot)).ranker();
  const payload = { v: PAYLOAD_VERSION, until: now + LIFETIME, ranker } as const;
  return bytesOf(payload) <= MAX_PAYLOAD_BYTES ? payload : null;
}
