import { SECONDS } from '../kernel/instant.ts';
import type { OpenCartFact, Profile } from './profile.ts';

/** Carts left alone for longer are forgotten when another one is opened. */
const FORGET_AFTER = 90 * SECONDS.day;

/**
 * The profile with this cart open. Told again, a cart keeps its earliest start and its latest change, so any order and any
 * repetition of one cart's news give the same. The caller keeps out carts that were already ordered.
 */
export function openCart(profile: Profile, cart: OpenCartFact): Profile {
  const carts = unionOfCarts(profile.openCarts, [cart]);
  const newest = Math.max(...carts.map(({ updatedAt }) => updatedAt));
  return { ...profile, openCarts: carts.filter(({ updatedAt }) => updatedAt > newest - FORGET_AFTER) };
}

/** The profile without this cart: it was ordered or deleted. */
export function closeCart(profile: Profile, token: string): Profile {
  return { ...profile, openCarts: profile.openCarts.filter((cart) => cart.token !== token) };
}

/** Both lists, each token once, by start, then token. */
export function unionOfCarts(
  left: readonly OpenCartFact[],
  right: readonly OpenCartFact[],
): readonly OpenCartFact[] {
  const byToken = new Map<string, OpenCartFact>();
  for (const cart of [...left, ...right]) {
    const known = byToken.get(cart.token) ?? cart;
    byToken.set(cart.token, {
      token: cart.token,
      startedAt: Math.min(known.startedAt, cart.startedAt),
      updatedAt: Math.max(known.updatedAt, cart.updatedAt),
    });
  }
  return [...byToken.values()].sort((a, b) => a.startedAt - b.startedAt || (a.token < b.token ? -1 : 1));
}
