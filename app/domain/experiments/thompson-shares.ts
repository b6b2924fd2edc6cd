/** The share that control keeps whatever happens, so that the experiment can still be read. */
export const CONTROL_FLOOR = 0.1;

/**
 * Traffic by Thompson's rule: each arm gets the chance that it is the best one (Thompson 1933), computed instead of drawn, so that
 * the same data give the same shares. Control keeps at least `floor`; the others share the rest in proportion.
 */
export function thompsonShares(
  chances: readonly number[],
  control: number,
  floor = CONTROL_FLOOR,
): readonly number[] {
  const sum = chances.reduce((all, chance) => all + chance, 0);
  const ofControl = Math.max(floor, (chances[control] ?? 0) / sum);
  const others = sum - (chances[control] ?? 0);
  return chances.map((chance, index) => {
    if (index === control) return ofControl;
    return others === 0 ? (1 - ofControl) / (chances.length - 1) : ((1 - ofControl) * chance) / others;
  });
}
