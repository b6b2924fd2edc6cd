/** How well one ranked list found what was bought. All are 0 to 1. */
export interface Measures {
  /** 1 where one of the products bought is among the first 3, the first 10. */
  readonly hitRate3: number;
  readonly hitRate10: number;
  /** 1 / (place of the first product bought), 0 beyond the tenth. */
  readonly reciprocalRank10: number;
  /** Share of the products bought that are among the first 10. */
  readonly recall10: number;
  /**
   * Normalized discounted cumulative gain (Järvelin and Kekäläinen, TOIS 2002): a product bought at place p counts
   * 1 / log2(p + 1), as a share of what the best list would have.
   */
  readonly ndcg10: number;
}

export const MEASURES = ['hitRate3', 'hitRate10', 'reciprocalRank10', 'recall10', 'ndcg10'] as const;

const DEPTH = 10;

/** Measures the first ten of `ranked` against the products that were bought, of which there is at least one. */
export function measure(ranked: readonly number[], bought: ReadonlySet<number>): Measures {
  const places = ranked.slice(0, DEPTH).flatMap((product, place) => (bought.has(product) ? [place + 1] : []));
  const first = places[0] ?? Number.POSITIVE_INFINITY;
  return {
    hitRate3: first <= 3 ? 1 : 0,
    hitRate10: places.length > 0 ? 1 : 0,
    reciprocalRank10: 1 / first,
    recall10: places.length / bought.size,
    ndcg10: gain(places) / gain(Array.from({ length: Math.min(DEPTH, bought.size) }, (_, at) => at + 1)),
  };
}

function gain(places: readonly number[]): number {
  return places.reduce((sum, place) => sum + 1 / Math.log2(place + 1), 0);
}
