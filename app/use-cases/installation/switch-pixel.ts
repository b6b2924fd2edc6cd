import { PIXEL_SCOPES } from '#app/contracts/pixel-scopes.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { PixelStore, PixelTally } from '#app/ports/pixel-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { WebPixels } from '#app/ports/web-pixels.ts';

export interface SwitchPixelPorts {
  readonly pixels: PixelStore;
  readonly webPixels: WebPixels;
  /** The key that a shop's pixel sends with what it tells. */
  readonly pixelKeyOf: (shopDomain: string) => string;
  readonly clock: Clock;
}

/** Whether a shop's web pixel is on, and what it told. */
export interface PixelView extends PixelTally {
  readonly since: Instant | null;
  readonly missingScopes: readonly string[];
}

export async function viewPixel(
  { pixels, clock }: Pick<SwitchPixelPorts, 'pixels' | 'clock'>,
  { domain, scopes, pixelSince }: Shop,
): Promise<PixelView> {
  const missingScopes = PIXEL_SCOPES.filter((scope) => !scopes.includes(scope));
  return { since: pixelSince, missingScopes, ...(await pixels.tally(domain, clock.now())) };
}

/**
 * Switches the web pixel on at Shopify, which refuses without the scopes: a grant may be known there before its webhook is here.
 * Rejects with ShopifyRejected, and then nothing is changed here.
 */
export async function switchPixelOn(
  { pixels, webPixels, pixelKeyOf, clock }: SwitchPixelPorts,
  { id, domain }: Shop,
): Promise<void> {
  const pixelId = await webPixels.put(domain, pixelKeyOf(domain));
  await pixels.switchOn(id, pixelId, clock.now());
}

/** Switches the web pixel off. What it told stays, and grows old as it would. Rejects with ShopifyRejected. */
export async function switchPixelOff(
  { pixels, webPixels }: SwitchPixelPorts,
  { id, domain }: Shop,
): Promise<void> {
  const pixelId = await pixels.findId(id);
  if (pixelId !== null) await webPixels.remove(domain, pixelId);
  await pixels.switchOff(id);
}
