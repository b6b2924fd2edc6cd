/** Two sets by their sizes. */
export interface OverlapSizes {
  readonly a: number;
  readonly b: number;
  /** In both. */
  readonly shared: number;
}

export interface OverlapReading {
  /** Shared / in either, 0 to 1; 0 when both are empty. */
  readonly jaccard: number;
  /** Share of a that is in b; 0 when a is empty. */
  readonly aInB: number;
  readonly bInA: number;
  readonly advice: 'same' | 'subset' | 'overlap';
}

/** Above it two segments are one for all that they can do. */
const SAME = 0.8;
/** Above it one segment is a part of the other. */
const SUBSET = 0.95;

export function readOverlap({ a, b, shared }: OverlapSizes): OverlapReading {
  const jaccard = share(shared, a + b - shared);
  const [aInB, bInA] = [share(shared, a), share(shared, b)];
  if (jaccard > SAME) return { jaccard, aInB, bInA, advice: 'same' };
  return { jaccard, aInB, bInA, advice: Math.max(aInB, bInA) > SUBSET ? 'subset' : 'overlap' };
}

const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);
