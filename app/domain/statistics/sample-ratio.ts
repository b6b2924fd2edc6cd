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
  return checkStratifiedRatio([{ units, expectedShares }]);
}

/** The units of the arms in one stratum, and the shares they were drawn with there. */
export interface StratumSplit {
  readonly units: readonly number[];
  readonly expectedShares: readonly number[];
}

/** The same where shares differ from stratum to stratum: each is judged by its own, and chi-squares and degrees add up, because strata are independent. */
export function checkStratifiedRatio(strata: readonly StratumSplit[]): SampleRatio {
  const chiSquare = strata.reduce((sum, stratum) => sum + chiSquareOf(stratum), 0);
  const degrees = strata.reduce((sum, { units }) => sum + units.length - 1, 0);
  const p = chiSquareTail(chiSquare, degrees);
  return { chiSquare, degrees, p, isMismatch: p < MISMATCH_P };
}

function chiSquareOf({ units, expectedShares }: StratumSplit): number {
  const all = units.reduce((sum, count) => sum + count, 0);
  const shares = expectedShares.reduce((sum, share) => sum + share, 0);
  return units.reduce((sum, count, index) => {
    const expected = (all * (expectedShares[index] ?? 0)) / shares;
    return sum + (expected === 0 ? 0 : (count - expected) ** 2 / expected);
  }, 0);
}
