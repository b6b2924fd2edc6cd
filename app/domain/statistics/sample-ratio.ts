import { chiSquareTail } from './distributions/chi-square.ts';

export interface SampleRatio {
  readonly chiSquare: number;
  readonly degrees: number;
  readonly p: number;
  readonly isMismatch: boolean;
}

/** Below it the split is broken: strict, because the test is looked at every day (Fabijan et al., KDD 2019, use 0.0005 to 0.01). */
export const MISMATCH_P = 0.001;

/**
 * Whether the arms have the units that their shares say: Pearson's chi-square test. A mismatch means that assignment, joins or
 * logging favour an arm, and no figure below can be trusted. `expectedShares` are above 0 and need not sum to 1.
 */
export function checkSampleRatio(units: readonly number[], expectedShares: readonly number[]): SampleRatio {
  const all = units.reduce((sum, count) => sum + count, 0);
  const shares = expectedShares.reduce((sum, share) => sum + share, 0);
  const chiSquare = units.reduce((sum, count, index) => {
    const expected = (all * (expectedShares[index] ?? 0)) / shares;
    return sum + (expected === 0 ? 0 : (count - expected) ** 2 / expected);
  }, 0);
  const degrees = units.length - 1;
  const p = chiSquareTail(chiSquare, degrees);
  return { chiSquare, degrees, p, isMismatch: p < MISMATCH_P };
}
