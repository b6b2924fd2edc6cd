import type { Height } from '../statistics/maximise.ts';
import type { AlikeCustomers } from './alike-customers.ts';

/** Sums over the whole numbers j < x of what the likelihood needs of x: its gamma functions and their slopes, x being whole. */
interface Rises {
  readonly log: Float64Array;
  readonly slope: Float64Array;
}

/**
 * The mean log-likelihood of BG/NBD at the logarithms of r, alpha, a and b, with its slopes (Fader, Hardie and Lee 2005, "Counting
 * Your Customers" the Easy Way, eq. 6; written as in their note on spreadsheets: ln(A1 A2 (A3 + A4))).
 */
export function bgNbdHeight(alike: AlikeCustomers, logs: readonly number[]): Height {
  const [r = NaN, alpha = NaN, a = NaN, b = NaN] = logs.map(Math.exp);
  const { repeats, lastAt, age, counts, total, mostRepeats } = alike;
  const [ofR, ofB, ofAB] = [rises(r, mostRepeats), rises(b, mostRepeats), rises(a + b, mostRepeats)];
  const [logAlpha, logA] = [Math.log(alpha), Math.log(a)];
  let [value, slopeR, slopeAlpha, slopeA, slopeB] = [0, 0, 0, 0, 0];
  for (let row = 0; row < repeats.length; row += 1) {
    const x = repeats[row] ?? 0;
    const n = counts[row] ?? 0;
    const toNow = alpha + (age[row] ?? 0);
    const toLast = alpha + (lastAt[row] ?? 0);
    const [logNow, logLast] = [Math.log(toNow), Math.log(toLast)];
    const stays = -(r + x) * logNow;
    const leaves = x > 0 ? logA - Math.log(b + x - 1) - (r + x) * logLast : -Infinity;
    const largest = Math.max(stays, leaves);
    const either = largest + Math.log(Math.exp(stays - largest) + Math.exp(leaves - largest));
    const alive = Math.exp(stays - either);
    const gone = 1 - alive;
    const isRepeat = x > 0 ? gone : 0;
    value += n * (at(ofR.log, x) + r * logAlpha + at(ofB.log, x) - at(ofAB.log, x) + either);
    slopeR += n * (at(ofR.slope, x) + logAlpha - alive * logNow - gone * logLast);
    slopeAlpha += n * (r / alpha - (r + x) * (alive / toNow + gone / toLast));
    slopeA += n * (isRepeat / a - at(ofAB.slope, x));
    slopeB += n * (at(ofB.slope, x) - at(ofAB.slope, x) - (x > 0 ? isRepeat / (b + x - 1) : 0));
  }
  return {
    value: Number.isFinite(value) ? value / total : -Infinity,
    slopes: [slopeR * r, slopeAlpha * alpha, slopeA * a, slopeB * b].map((slope) => slope / total),
  };
}

/** ln G(s + x) - ln G(s) and its slope in s, for every x up to `most`. */
function rises(s: number, most: number): Rises {
  const log = new Float64Array(most + 1);
  const slope = new Float64Array(most + 1);
  for (let x = 0; x < most; x += 1) {
    log[x + 1] = at(log, x) + Math.log(s + x);
    slope[x + 1] = at(slope, x) + 1 / (s + x);
  }
  return { log, slope };
}

const at = (values: Float64Array, x: number): number => values[x] ?? 0;
