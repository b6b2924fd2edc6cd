import type { Instant } from '../../kernel/instant.ts';
import {
  PAYLOAD_VERSION,
  type CustomerPayload,
  type ProductPayload,
  type RankerPayload,
  type ShopPayload,
} from './payload.ts';

/**
 * A payload that a reader of this version may go by at this instant; null for anything else. What stands inside is Attune's own
 * word: only Attune writes into the namespace of its metafields.
 */
export function readPayload<Payload extends ShopPayload | RankerPayload | ProductPayload | CustomerPayload>(
  text: unknown,
  now: Instant,
): Payload | null {
  try {
    const payload: Payload = JSON.parse(String(text));
    return payload.v === PAYLOAD_VERSION && payload.until > now ? payload : null;
  } catch {
    return null; // Something else than a payload is as good as none.
  }
}
