import type { ProductId } from '../kernel/ids.ts';
import { SECONDS, type Instant } from '../kernel/instant.ts';
import type { Profile } from '../profiles/profile.ts';
import { medianGap } from './median-gap.ts';

/**
 * Until when each product a shopper has is not to be offered again: `ownedDays` after they last bought it, or sooner, when
 * they are due: after the median of the times between their own purchases of it, where they bought it on two days or more.
 * Only what still lies ahead of `now`.
 */
export function ownedUntil(
  { purchases }: Profile,
  now: Instant,
  ownedDays: number,
): ReadonlyMap<ProductId, Instant> {
  const since = now - ownedDays * SECONDS.day;
  const timesOf = new Map<ProductId, Instant[]>();
  for (const { at, lines } of purchases) {
    if (at > now) continue;
    for (const productId of new Set(lines.map((line) => line.productId))) {
      const times = timesOf.get(productId);
      if (times) times.push(at);
      else timesOf.set(productId, [at]);
    }
  }
  const held = new Map<ProductId, Instant>();
  for (const [productId, times] of timesOf) {
    const last = times.at(-1) ?? -Infinity;
    if (last <= since) continue;
    const until = last + Math.min(ownedDays * SECONDS.day, medianGap(times));
    if (until > now) held.set(productId, until);
  }
  return held;
}
