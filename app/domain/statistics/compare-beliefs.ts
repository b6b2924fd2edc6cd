import type { Belief } from './belief.ts';
import { integrate } from './distributions/integrate.ts';

/** The chance that `a` is below `b`, both independent: the integral of density_b below_a. */
export function chanceBelow(a: Belief, b: Belief): number {
  return Math.min(
    1,
    integrate((x) => b.density(x) * a.below(x), b.range.low, b.range.high),
  );
}

/** E[max(a - b, 0)]: what choosing b loses on average where a was better. The integral of below_b above_a. */
export function expectedLoss(a: Belief, b: Belief): number {
  const low = Math.min(a.range.low, b.range.low);
  const high = Math.max(a.range.high, b.range.high);
  return integrate((x) => b.below(x) * a.above(x), low, high, 80);
}

/** For each of independent figures the chance that it is the highest. */
export function chancesToBeBest(beliefs: readonly Belief[]): readonly number[] {
  return beliefs.map((belief) => {
    const isHighestAt = (x: number): number =>
      beliefs.reduce(
        (product, other) => (other === belief ? product : product * other.below(x)),
        belief.density(x),
      );
    return Math.min(1, integrate(isHighestAt, belief.range.low, belief.range.high));
  });
}
