import type { Said } from './calibrate.ts';

/** Bins of equal width from 0 to 1. */
export const CALIBRATION_BINS = 10;

/**
 * The expected calibration error: over bins of what was said of the likeliest class, how far its mean is from how often that class came,
 * weighed by rows (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017). 0 is best. Example: saying 0.8 ten times and being right six times is 0.2.
 */
export function calibrationError(said: readonly Said[]): number {
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ said: 0, came: 0 }));
  for (const { shares, answer } of said) {
    const likeliest = likeliestOf(shares);
    const share = shares[likeliest] ?? 0;
    const bin = bins[Math.min(CALIBRATION_BINS - 1, Math.floor(share * CALIBRATION_BINS))];
    if (!bin) continue;
    bin.said += share;
    bin.came += Number(likeliest === answer);
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.said - bin.came), 0) / said.length;
}

/** The class of the largest share; of equal ones the first. */
export function likeliestOf(shares: Float64Array): number {
  return shares.reduce((best, share, at) => (share > (shares[best] ?? 0) ? at : best), 0);
}
