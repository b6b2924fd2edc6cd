/** The best `size` numbers offered so far, best first; of equal scores the smaller number goes first. */
export interface TopList {
  readonly ids: Uint32Array;
  readonly scores: Float64Array;
  length: number;
  readonly limit: number;
}

export function createTopList(limit: number): TopList {
  return { ids: new Uint32Array(limit), scores: new Float64Array(limit), length: 0, limit };
}

/** Puts `id` where it belongs, or leaves it out. Insertion: for lists of up to a few hundred. */
export function offer(top: TopList, id: number, score: number): void {
  const { ids, scores, limit } = top;
  let place = top.length;
  if (place === limit) {
    if (limit === 0 || !isBetter(score, id, scores[limit - 1] ?? 0, ids[limit - 1] ?? 0)) return;
    place--;
  } else top.length++;
  while (place > 0 && isBetter(score, id, scores[place - 1] ?? 0, ids[place - 1] ?? 0)) {
    ids[place] = ids[place - 1] ?? 0;
    scores[place] = scores[place - 1] ?? 0;
    place--;
  }
  ids[place] = id;
  scores[place] = score;
}

function isBetter(score: number, id: number, otherScore: number, otherId: number): boolean {
  return score > otherScore || (score === otherScore && id < otherId);
}
