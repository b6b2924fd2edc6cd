import { createPixelKeys } from '#app/http/pixel-key.ts';
import { SHOP_DOMAIN } from './shopify-webhook.ts';

export const PIXEL_KEYS = createPixelKeys(Buffer.alloc(32, 9));

/** A batch of the test shop's web pixel as text; fields of `patch` replace those of a right one. */
export function pixelBatch(events: readonly object[], patch: Record<string, unknown> = {}): string {
  return JSON.stringify({
    v: 1,
    shop: SHOP_DOMAIN,
    key: PIXEL_KEYS.issue(SHOP_DOMAIN),
    events,
    ...patch,
  });
}
