import type { OpenCartFact } from './profile.ts';

/** Both lists, each token once with its earliest start and its latest change, by start, then token. */
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
