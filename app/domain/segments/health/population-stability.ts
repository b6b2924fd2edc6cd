import { chiSquareQuantile } from '../../statistics/distributions/chi-square.ts';

/** Under this on either side nothing can be said. */
export const FEWEST_MEMBERS = 20;
/** The customary limits of credit scoring (Lewis 1994), which know nothing of sample sizes. */
export const CUSTOMARY = { drifted: 0.1, much: 0.25 };

export type DriftVerdict = 'steady' | 'drifted' | 'drifted-much' | 'too-few';

export interface StabilityReading {
  /** Null where either side is too small. */
  readonly psi: number | null;
  readonly chanceBound: number | null;
  readonly verdict: DriftVerdict;
}

/**
 * Population stability index of two samples over the same groups, with what it takes to be news: sum of (p - q) ln(p / q), each
 * count raised by a half so that an empty group counts. Without any drift N M / (N + M) * PSI follows chi-square with one
 * degree less than there are groups, so 0.1 is exceeded by chance 80 times of 100 at 100 members and 10 groups; a verdict
 * therefore needs the customary limit and the 99 % bound of chance at these sizes, both.
 */
export function readStability(before: readonly number[], now: readonly number[]): StabilityReading {
  const [n, m] = [total(before), total(now)];
  if (n < FEWEST_MEMBERS || m < FEWEST_MEMBERS) return { psi: null, chanceBound: null, verdict: 'too-few' };
  const psi = stabilityIndex(before, now);
  const chanceBound = stabilityChanceBound(before.length, n, m);
  return { psi, chanceBound, verdict: verdictOf(psi, chanceBound) };
}

/** The index itself; lists of the same length, counts. */
export function stabilityIndex(before: readonly number[], now: readonly number[]): number {
  const [p, q] = [smoothed(before), smoothed(now)];
  return p.reduce((sum, share, index) => {
    const other = q[index] ?? share;
    return sum + (share - other) * Math.log(share / other);
  }, 0);
}

/** What the index stays under 99 times of 100 where nothing drifted. */
export function stabilityChanceBound(groups: number, n: number, m: number): number {
  return groups < 2 ? 0 : chiSquareQuantile(0.99, groups - 1) * (1 / n + 1 / m);
}

function verdictOf(psi: number, chanceBound: number): DriftVerdict {
  if (psi > Math.max(CUSTOMARY.much, chanceBound)) return 'drifted-much';
  return psi > Math.max(CUSTOMARY.drifted, chanceBound) ? 'drifted' : 'steady';
}

function smoothed(counts: readonly number[]): readonly number[] {
  const all = total(counts) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / all);
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
