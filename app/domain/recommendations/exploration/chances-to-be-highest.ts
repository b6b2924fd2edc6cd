import { gammaProbability, type Gamma } from '../../statistics/distributions/gamma.ts';

const STEPS = 64;
/** Standard deviations above its mean beyond which nothing of a belief is left that counts. */
const REACH = 8;

/**
 * For each of independent gamma figures about the chance that it is the highest: the sum over equal steps of the chance that it falls into the step
 * and all others below its middle. The chances sum to 1; each is within 0.005 of the integral where figures are known to a third of
 * themselves, as after ten acceptances.
 */
export function chancesToBeHighest(beliefs: readonly Gamma[]): readonly number[] {
  const high = Math.max(...beliefs.map(({ shape, rate }) => (shape + REACH * Math.sqrt(shape)) / rate));
  const edges = Array.from({ length: STEPS + 1 }, (_, step) => (high * step) / STEPS);
  const below = beliefs.map((belief) => edges.map((edge) => gammaProbability(belief, edge)));
  const chances = below.map((own) => {
    let chance = 0;
    for (let step = 0; step < STEPS; step++) {
      const [from, to] = [own[step] ?? 0, own[step + 1] ?? 0];
      if (to > from) chance += (to - from) * othersBelow(below, own, step);
    }
    return chance;
  });
  const sum = chances.reduce((all, chance) => all + chance, 0);
  return chances.map((chance) => chance / sum);
}

function othersBelow(below: readonly (readonly number[])[], own: readonly number[], step: number): number {
  return below.reduce(
    (product, other) =>
      other === own ? product : (product * ((other[step] ?? 0) + (other[step + 1] ?? 0))) / 2,
    1,
  );
}
