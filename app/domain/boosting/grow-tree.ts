import type { Bins } from './bins.ts';

/** Which way each candidate should move, and how sharply the likelihood bends there. */
export interface Slopes {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
  /** Places of the candidates that take part in this tree: `used` up to `length`. */
  readonly used: Uint32Array;
  length: number;
}

/** One oblivious tree in bins. */
export interface GrownTree {
  readonly features: readonly number[];
  /** The question of level l is whether the bin is above `bins[l]`. */
  readonly bins: readonly number[];
  readonly values: Float64Array;
}

/** A leaf of this much curvature is moved half as far as it would like. */
const RIDGE = 20;

/**
 * Level by level the question that gains most likelihood to second order, over all leaves of the level, as long as one gains; null if
 * none does at all.
 */
export function growTree(
  bins: Bins,
  slopes: Slopes,
  among: readonly number[],
  depth: number,
): GrownTree | null {
  const leaves = new Uint8Array(slopes.gradients.length);
  const features: number[] = [];
  const chosen: number[] = [];
  for (let level = 0; level < depth; level++) {
    const best = bestQuestion(bins, slopes, among, leaves, 1 << level);
    if (best === null) {
      if (level === 0) return null;
      break;
    }
    features.push(best.feature);
    chosen.push(best.bin);
    const column = bins.columns[best.feature] ?? leaves;
    for (let at = 0; at < slopes.length; at++) {
      const place = slopes.used[at] ?? 0;
      leaves[place] = 2 * (leaves[place] ?? 0) + ((column[place] ?? 0) > best.bin ? 1 : 0);
    }
  }
  return { features, bins: chosen, values: leafValues(slopes, leaves, 1 << features.length) };
}

interface Question {
  readonly feature: number;
  readonly bin: number;
  readonly gain: number;
}

function bestQuestion(
  { cuts, columns }: Bins,
  slopes: Slopes,
  among: readonly number[],
  leaves: Uint8Array,
  leafCount: number,
): Question | null {
  let best: Question | null = null;
  for (const feature of among) {
    const width = (cuts[feature]?.length ?? 0) + 1;
    const sums = addUp(slopes, leaves, columns[feature] ?? leaves, width, leafCount);
    const gains = gainOfEachBin(sums, width, leafCount);
    for (let bin = 0; bin + 1 < width; bin++) {
      const gain = gains[bin] ?? 0;
      if (gain > (best?.gain ?? 0)) best = { feature, bin, gain };
    }
  }
  return best;
}

interface Sums {
  readonly gradients: Float64Array;
  readonly curvatures: Float64Array;
}

/** Sums by leaf and bin. */
function addUp(
  slopes: Slopes,
  leaves: Uint8Array,
  column: Uint8Array,
  width: number,
  leafCount: number,
): Sums {
  const gradients = new Float64Array(leafCount * width);
  const curvatures = new Float64Array(leafCount * width);
  for (let at = 0; at < slopes.length; at++) {
    const place = slopes.used[at] ?? 0;
    const cell = (leaves[place] ?? 0) * width + (column[place] ?? 0);
    gradients[cell] = (gradients[cell] ?? 0) + (slopes.gradients[place] ?? 0);
    curvatures[cell] = (curvatures[cell] ?? 0) + (slopes.curvatures[place] ?? 0);
  }
  return { gradients, curvatures };
}

/** What splitting every leaf after each bin would gain, times two. */
function gainOfEachBin({ gradients, curvatures }: Sums, width: number, leafCount: number): Float64Array {
  const gains = new Float64Array(width);
  for (let leaf = 0; leaf < leafCount; leaf++) {
    const from = leaf * width;
    let gradient = 0;
    let curvature = 0;
    for (let cell = from; cell < from + width; cell++) {
      gradient += gradients[cell] ?? 0;
      curvature += curvatures[cell] ?? 0;
    }
    const whole = worth(gradient, curvature);
    let lowGradient = 0;
    let lowCurvature = 0;
    for (let bin = 0; bin + 1 < width; bin++) {
      lowGradient += gradients[from + bin] ?? 0;
      lowCurvature += curvatures[from + bin] ?? 0;
      const split =
        worth(lowGradient, lowCurvature) + worth(gradient - lowGradient, curvature - lowCurvature);
      gains[bin] = (gains[bin] ?? 0) + split - whole;
    }
  }
  return gains;
}

function worth(gradient: number, curvature: number): number {
  return (gradient * gradient) / (curvature + RIDGE);
}

function leafValues(slopes: Slopes, leaves: Uint8Array, leafCount: number): Float64Array {
  const gradients = new Float64Array(leafCount);
  const curvatures = new Float64Array(leafCount);
  for (let at = 0; at < slopes.length; at++) {
    const place = slopes.used[at] ?? 0;
    const leaf = leaves[place] ?? 0;
    gradients[leaf] = (gradients[leaf] ?? 0) + (slopes.gradients[place] ?? 0);
    curvatures[leaf] = (curvatures[leaf] ?? 0) + (slopes.curvatures[place] ?? 0);
  }
  return gradients.map((gradient, leaf) => gradient / ((curvatures[leaf] ?? 0) + RIDGE));
}
