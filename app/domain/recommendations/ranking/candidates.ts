import type { NeighbourLists } from '../models/neighbour-lists.ts';

/** What is known of one candidate for one query: the places in its row. 0 where nothing speaks for it. */
export const EVIDENCE = {
  pairSum: 0,
  pairMost: 1,
  cosineSum: 2,
  confidenceMost: 3,
  /** Products of the cart that lead to it. */
  support: 4,
  easeSum: 5,
  contentSum: 6,
  contentMost: 7,
  historyPairs: 8,
  historyEase: 9,
  /** Orders of the shopper that held it. */
  timesBought: 10,
  /** The same, half of it for every 60 days of age. */
  recentlyBought: 11,
  /** Days since it was last bought. */
  daysSince: 12,
  /** Mean days between two purchases of it by this shopper. */
  daysBetween: 13,
  /** How strongly the shopper's own earlier orders tie it to the cart. */
  bond: 14,
  /** Times the shopper looked at it of late, each as long looks count (view-weight.ts). */
  viewed: 15,
} as const;

export const ROW = 16;

/** The candidates of one query. Rows are of 16 numbers: a line of the processor's cache. */
export interface Candidates {
  /** By product: its row plus 1, or 0. */
  readonly rows: Uint32Array;
  readonly products: Uint32Array;
  evidence: Float32Array;
  length: number;
}

export function createCandidates(products: number): Candidates {
  return {
    rows: new Uint32Array(products),
    products: new Uint32Array(products),
    evidence: new Float32Array(Math.min(products, 4_096) * ROW),
    length: 0,
  };
}

/** Place of the product's row in `evidence`; a new row is all zeros. The array may be another one afterwards. */
export function rowOf(candidates: Candidates, product: number): number {
  const known = candidates.rows[product] ?? 0;
  return known === 0 ? addRow(candidates, product) : (known - 1) * ROW;
}

function addRow(candidates: Candidates, product: number): number {
  const row = candidates.length++ * ROW;
  candidates.rows[product] = candidates.length;
  candidates.products[candidates.length - 1] = product;
  if (row + ROW > candidates.evidence.length) enlarge(candidates);
  return row;
}

function enlarge(candidates: Candidates): void {
  const most = candidates.products.length * ROW;
  const larger = new Float32Array(Math.min(most, candidates.evidence.length * 2));
  larger.set(candidates.evidence);
  candidates.evidence = larger;
}

/** Leaves nothing of this query to the next, in time proportional to its rows. */
export function clearCandidates(candidates: Candidates): void {
  const { rows, products, evidence, length } = candidates;
  for (let row = 0; row < length; row++) rows[products[row] ?? 0] = 0;
  evidence.fill(0, 0, length * ROW);
  candidates.length = 0;
}

/** Adds `factor` times the value of each of the first `most` neighbours to one place of their rows. */
export function addList(
  candidates: Candidates,
  { offsets, neighbours, values }: NeighbourLists,
  product: number,
  place: number,
  factor: number,
  most: number,
): void {
  const start = offsets[product] ?? 0;
  const end = Math.min(offsets[product + 1] ?? 0, start + most);
  for (let at = start; at < end; at++) {
    const cell = rowOf(candidates, neighbours[at] ?? 0) + place;
    candidates.evidence[cell] = (candidates.evidence[cell] ?? 0) + factor * (values[at] ?? 0);
  }
}
