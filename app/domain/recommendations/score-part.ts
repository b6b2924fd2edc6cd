import type { ModelData } from './model-data.ts';

/** One part of a score (the cart's, the history's), summed over neighbour lists in arrays as long as the catalog. */
export interface Part {
  readonly sums: Float64Array;
  /** For each product: which product contributed most, how much, and the place of that pair in the model. */
  readonly best: Float32Array;
  readonly bestSource: Uint32Array;
  readonly bestSlot: Uint32Array;
  readonly touched: Uint32Array;
  length: number;
  /** The largest sum. */
  most: number;
}

export function createPart(productCount: number): Part {
  return {
    sums: new Float64Array(productCount),
    best: new Float32Array(productCount),
    bestSource: new Uint32Array(productCount),
    bestSlot: new Uint32Array(productCount),
    touched: new Uint32Array(productCount),
    length: 0,
    most: 0,
  };
}

/** Adds the similarity of every neighbour of `source`. */
export function addNeighbours(part: Part, data: ModelData, source: number): void {
  const end = data.offsets[source + 1] ?? 0;
  for (let slot = data.offsets[source] ?? 0; slot < end; slot++) {
    const product = data.neighbours[slot] ?? 0;
    const score = data.scores[slot] ?? 0;
    const known = part.sums[product] ?? 0;
    if (known === 0) part.touched[part.length++] = product;
    part.sums[product] = known + score;
    if (known + score > part.most) part.most = known + score;
    if (score > (part.best[product] ?? 0)) {
      part.best[product] = score;
      part.bestSource[product] = source;
      part.bestSlot[product] = slot;
    }
  }
}

export function isTouched(part: Part, product: number): boolean {
  return (part.sums[product] ?? 0) > 0;
}

/** 0 to 1: the product's sum as a share of the largest. */
export function partScore(part: Part, product: number): number {
  return part.most === 0 ? 0 : (part.sums[product] ?? 0) / part.most;
}

/** Empties the part in time proportional to what was touched. */
export function clearPart(part: Part): void {
  for (let at = 0; at < part.length; at++) {
    const product = part.touched[at] ?? 0;
    part.sums[product] = 0;
    part.best[product] = 0;
  }
  part.length = 0;
  part.most = 0;
}
