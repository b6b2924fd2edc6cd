/** The candidate nearest to `word`, when near enough that a slip of the hand explains it; else null. */
export function didYouMean(word: string, candidates: readonly string[]): string | null {
  const wanted = word.slice(0, MAX_WORD).toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = distanceTo(wanted, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

const MAX_WORD = 60;

/** Edit distance where it is below `limit`; the part after the dot alone is as good ("count" for "purchases.count"). */
function distanceTo(wanted: string, candidate: string, limit: number): number {
  const whole = nearDistance(wanted, candidate, limit);
  if (wanted.includes('.') || !candidate.includes('.')) return whole;
  return Math.min(whole, nearDistance(wanted, candidate.slice(candidate.indexOf('.') + 1), limit));
}

/** Every letter more or less costs an edit, so words of other lengths need no closer look. */
function nearDistance(left: string, right: string, limit: number): number {
  return Math.abs(left.length - right.length) < limit ? editDistance(left, right, limit) : limit;
}

/**
 * Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours each cost 1. From `limit` on the exact
 * number does not matter, and no row of the table is below both of those before it.
 */
function editDistance(left: string, right: string, limit: number): number {
  let previous: number[] = [];
  let current = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const next = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      const replaced = (current[column - 1] ?? 0) + (isSame ? 0 : 1);
      const edited = Math.min(replaced, (current[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1);
      const isSwap = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      next.push(isSwap ? Math.min(edited, (previous[column - 2] ?? edited) + 1) : edited);
    }
    if (Math.min(...next) >= limit && Math.min(...current) >= limit) return limit;
    [previous, current] = [current, next];
  }
  return current[right.length] ?? 0;
}
