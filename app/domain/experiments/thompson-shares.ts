/** The shares that arms keep whatever happens, so that the experiment can still be read. */
export const CONTROL_FLOOR = 0.1;
export const ARM_FLOOR = 0.05;

/**
 * Traffic by Thompson's rule: each arm gets the chance that it is the best one (Thompson 1933), computed instead of drawn, so that
 * the same data give the same shares. Whoever would get less than its floor gets the floor; the others share the rest in proportion.
 */
export function thompsonShares(chances: readonly number[], control: number): readonly number[] {
  const floors = chances.map((_, index) => (index === control ? CONTROL_FLOOR : ARM_FLOOR));
  const pinned = new Set<number>();
  for (;;) {
    const shares = shareOut(chances, floors, pinned);
    const below = shares.flatMap((share, index) => (share < (floors[index] ?? 0) - 1e-12 ? index : []));
    if (below.length === 0) return shares;
    for (const index of below) pinned.add(index);
  }
}

/** Pinned ones have their floor; the others the rest, by their chances, or evenly where none of them has any. */
function shareOut(
  chances: readonly number[],
  floors: readonly number[],
  pinned: ReadonlySet<number>,
): readonly number[] {
  const rest = 1 - floors.reduce((sum, floor, index) => sum + (pinned.has(index) ? floor : 0), 0);
  const free = chances.reduce((sum, chance, index) => sum + (pinned.has(index) ? 0 : chance), 0);
  return chances.map((chance, index) => {
    if (pinned.has(index)) return floors[index] ?? 0;
    return free === 0 ? rest / (chances.length - pinned.size) : rest * (chance / free);
  });
}
