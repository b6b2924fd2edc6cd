import type { OpenCartFact } from './profile.ts';

/** Both lists, each token once with its earliest start and its latest change and value, by start, then token. */
export function unionOfCarts(
  left: readonly OpenCartFact[],
  right: readonly OpenCartFact[],
): readonly OpenCartFact[] {
  const byToken = new Map<string, OpenCartFact>();
  for (const cart of [...left, ...right]) {
    const known = byToken.get(cart.token) ?? cart;
    const newer = isNewer(cart, known) ? cart : known;
    byToken.set(cart.token, { ...newer, startedAt: Math.min(known.startedAt, cart.startedAt) });
  }
  return [...byToken.values()].sort((a, b) => a.startedAt - b.startedAt || (a.token < b.token ? -1 : 1));
}

/** Of the same second the fuller one. */
function isNewer(cart: OpenCartFact, known: OpenCartFact): boolean {
  if (cart.updatedAt !== known.updatedAt) return cart.updatedAt > known.updatedAt;
  return (cart.valueMinor ?? -1) > (known.valueMinor ?? -1);
}
