import { seededRandom } from '../../kernel/random.ts';

/** Places of rows, each in one part. */
export interface Parts {
  /** What every rung learns from. */
  readonly learn: readonly number[];
  /** Chooses rung and calibration. */
  readonly choose: readonly number[];
  /** Says how sure is sure enough. Nothing is chosen by it, or coverage would not be guaranteed. */
  readonly conform: readonly number[];
  /** Seen by nothing before the report. */
  readonly test: readonly number[];
}

export type SplitBy = 'chance' | 'order';

/** 50, 15, 15 and 20 % of `count` rows: drawn from the seed, or, by order, the earliest first. */
export function splitRows(count: number, by: SplitBy, seed: number): Parts {
  const places = Array.from({ length: count }, (_, at) => at);
  if (by === 'chance') shuffle(places, seededRandom(seed));
  const [chooseFrom = 0, conformFrom = 0, testFrom = 0] = [0.5, 0.65, 0.8].map((share) =>
    Math.floor(share * count),
  );
  return {
    learn: places.slice(0, chooseFrom),
    choose: places.slice(chooseFrom, conformFrom),
    conform: places.slice(conformFrom, testFrom),
    test: places.slice(testFrom),
  };
}

/** Fisher and Yates. */
function shuffle(places: number[], random: () => number): void {
  for (let at = places.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [places[at], places[other]] = [places[other] ?? 0, places[at] ?? 0];
  }
}
