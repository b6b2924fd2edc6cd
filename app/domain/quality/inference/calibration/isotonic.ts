/** A rising staircase: at or above `starts[i]` and below the next one the value is `values[i]`. */
export interface Staircase {
  readonly starts: readonly number[];
  readonly values: readonly number[];
}

interface Block {
  start: number;
  sum: number;
  count: number;
}

/**
 * The rising staircase nearest to the answers in squares: pool adjacent violators (Ayer et al., Annals of Mathematical Statistics 1955;
 * for probabilities Zadrozny and Elkan 2002). Equal scores are pooled first. Example: answers 1, 0, 1 at 1, 2, 3 give 1/2, 1/2, 1.
 */
export function fitIsotonic(scores: readonly number[], answers: readonly number[]): Staircase {
  const order = scores.map((_, at) => at).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const blocks: Block[] = [];
  for (const at of order) {
    const start = scores[at] ?? 0;
    const last = blocks.at(-1);
    if (last?.start === start) {
      last.sum += answers[at] ?? 0;
      last.count += 1;
    } else {
      settle(blocks);
      blocks.push({ start, sum: answers[at] ?? 0, count: 1 });
    }
  }
  settle(blocks);
  return {
    starts: blocks.map(({ start }) => start),
    values: blocks.map(({ sum, count }) => sum / count),
  };
}

/** Joins the last block with those before it that are not below it. */
function settle(blocks: Block[]): void {
  for (;;) {
    const [before, last] = blocks.slice(-2);
    if (!before || !last || before.sum / before.count < last.sum / last.count) return;
    before.sum += last.sum;
    before.count += last.count;
    blocks.pop();
  }
}

/** Below the first step the first value holds. */
export function stepAt({ starts, values }: Staircase, score: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (score >= (starts[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return values[Math.max(0, low - 1)] ?? 0;
}
