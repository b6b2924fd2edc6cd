/** The best `limit` numbers offered so far; of equal scores the smaller number is better. A heap with the worst on top. */
export interface BestFirst {
  readonly ids: Uint32Array;
  readonly scores: Float64Array;
  length: number;
  limit: number;
}

export function createBestFirst(limit: number): BestFirst {
  return { ids: new Uint32Array(limit), scores: new Float64Array(limit), length: 0, limit };
}

/** Takes `id` in, in place of the worst when full, or leaves it out. */
export function offer(best: BestFirst, id: number, score: number): void {
  const { ids, scores, limit } = best;
  if (best.length < limit) {
    let place = best.length++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isWorse(score, id, scores[parent] ?? 0, ids[parent] ?? 0)) break;
      move(best, parent, place);
      place = parent;
    }
    put(best, place, id, score);
  } else if (limit > 0 && isWorse(scores[0] ?? 0, ids[0] ?? 0, score, id)) sink(best, limit, id, score);
}

/** Puts what was kept in order, best first. Offer nothing afterwards before `clear`. */
export function sortBestFirst(best: BestFirst): void {
  for (let last = best.length - 1; last > 0; last--) {
    const id = best.ids[last] ?? 0;
    const score = best.scores[last] ?? 0;
    move(best, 0, last);
    sink(best, last, id, score);
  }
}

/** Empties it, for the best `limit` of the next numbers: at most as many as it was created for. */
export function clear(best: BestFirst, limit = best.limit): void {
  best.length = 0;
  best.limit = Math.min(limit, best.ids.length);
}

/** Puts an entry into the hole on top of the first `length` entries, and lets it sink to its place. */
function sink(best: BestFirst, length: number, id: number, score: number): void {
  const { ids, scores } = best;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= length) break;
    const right = child + 1;
    if (right < length && isWorse(scores[right] ?? 0, ids[right] ?? 0, scores[child] ?? 0, ids[child] ?? 0))
      child = right;
    if (!isWorse(scores[child] ?? 0, ids[child] ?? 0, score, id)) break;
    move(best, child, place);
    place = child;
  }
  put(best, place, id, score);
}

function isWorse(score: number, id: number, otherScore: number, otherId: number): boolean {
  return score < otherScore || (score === otherScore && id > otherId);
}

function move({ ids, scores }: BestFirst, from: number, to: number): void {
  ids[to] = ids[from] ?? 0;
  scores[to] = scores[from] ?? 0;
}

function put({ ids, scores }: BestFirst, place: number, id: number, score: number): void {
  ids[place] = id;
  scores[place] = score;
}
