import type { Trees } from '../ranking/trees.ts';
import { codeAt, codesOf, codeText } from './code-text.ts';
import type { PortableTrees } from './portable-model.ts';

/** Characters of a leaf: a sum of 100 leaves is off by some thousandth of their range. */
const LEAF_LENGTH = 2;
const LEAF_CODES = codesOf(LEAF_LENGTH);

export function treesText({ features, thresholds, leaves }: Trees): PortableTrees {
  const least = leaves.reduce((min, leaf) => Math.min(min, leaf), 0);
  const most = leaves.reduce((max, leaf) => Math.max(max, leaf), 0);
  const step = (most - least) / (LEAF_CODES - 1) || 1;
  return {
    features: Array.from(features, (feature) => codeText(feature, 1)).join(''),
    thresholds: Array.from(thresholds, shortest),
    least,
    step,
    leaves: Array.from(leaves, (leaf) => codeText(Math.round((leaf - least) / step), LEAF_LENGTH)).join(''),
  };
}

export function openTrees({ features, thresholds, least, step, leaves }: PortableTrees): Trees {
  return {
    features: Uint8Array.from(features, (_, at) => codeAt(features, at, 1)),
    thresholds: Float32Array.from(thresholds),
    leaves: Float64Array.from(
      { length: leaves.length / LEAF_LENGTH },
      (_, at) => least + step * codeAt(leaves, at * LEAF_LENGTH, LEAF_LENGTH),
    ),
  };
}

/** The fewest digits that are read as the same 32-bit float: a feature may stand on a threshold. */
function shortest(value: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
