/** Reflect, expand, contract, shrink: the usual coefficients of Nelder and Mead. */
const [EXPAND, CONTRACT, SHRINK] = [2, 0.5, 0.5];
const MOST_STEPS = 4_000;

export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  readonly isConverged: boolean;
}

/**
 * A minimum of a function of a few variables, found downhill without derivatives (Nelder and Mead, The Computer Journal 1965). Converged
 * when the simplex and its values are within `tolerance` of one another; a function that is NaN somewhere is taken as infinite there.
 */
export function minimise(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  tolerance = 1e-8,
): Minimum {
  const value = (at: readonly number[]): Vertex => {
    const found = of(at);
    return { at, value: Number.isNaN(found) ? Infinity : found };
  };
  let simplex = [
    start,
    ...start.map((_, axis) => start.map((x, other) => (axis === other ? x + 0.5 : x))),
  ].map(value);
  for (let step = 0; step < MOST_STEPS; step++) {
    simplex.sort((a, b) => a.value - b.value);
    if (isSmall(simplex, tolerance)) return { ...best(simplex), isConverged: true };
    simplex = nextSimplex(simplex, value);
  }
  return { ...best(simplex), isConverged: false };
}

interface Vertex {
  readonly at: readonly number[];
  readonly value: number;
}

function best(simplex: readonly Vertex[]): Vertex {
  return simplex.reduce((least, vertex) => (vertex.value < least.value ? vertex : least));
}

function isSmall(sorted: readonly Vertex[], tolerance: number): boolean {
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return true;
  const width = Math.max(
    ...sorted.flatMap(({ at }) => at.map((x, axis) => Math.abs(x - (first.at[axis] ?? 0)))),
  );
  return width <= tolerance && last.value - first.value <= tolerance * Math.max(1, Math.abs(first.value));
}

function nextSimplex(sorted: readonly Vertex[], value: (at: readonly number[]) => Vertex): Vertex[] {
  const others = sorted.slice(0, -1);
  const [first, worst, second] = [sorted[0], sorted.at(-1), sorted.at(-2)];
  if (!first || !worst || !second) return [...sorted];
  const centre = first.at.map(
    (_, axis) => others.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / others.length,
  );
  const beyond = (factor: number): Vertex =>
    value(centre.map((x, axis) => x + factor * (x - (worst.at[axis] ?? 0))));
  const reflected = beyond(1);
  if (reflected.value < first.value) {
    const expanded = beyond(EXPAND);
    return [...others, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < second.value) return [...others, reflected];
  const contracted = beyond(reflected.value < worst.value ? CONTRACT : -CONTRACT);
  if (contracted.value < Math.min(reflected.value, worst.value)) return [...others, contracted];
  return [
    first,
    ...sorted
      .slice(1)
      .map(({ at }) =>
        value(at.map((x, axis) => (first.at[axis] ?? 0) + SHRINK * (x - (first.at[axis] ?? 0)))),
      ),
  ];
}
