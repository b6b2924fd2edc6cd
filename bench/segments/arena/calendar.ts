import { createRings } from './rings.ts';

const LEVEL_BITS = 8;
const BUCKETS = 2 ** LEVEL_BITS;
const LEVELS = 4;

/** Who is to be looked at when: a hierarchical timing wheel (Varghese and Lauck, SOSP 1987). Times are whole and not below 0. */
export interface Calendar {
  /** Enters somebody, or moves who is in it already. A time that has passed is now. */
  arm(who: number, at: number): void;
  disarm(who: number): void;
  /**
   * Takes out who is due up to `now`, in the order of time, a bounded number of steps at a time: false when some are left.
   * Who is taken may be armed again meanwhile.
   */
  advance(now: number, steps: number, due: (who: number) => void): boolean;
  readonly bytes: number;
}

/** Of `capacity` people, numbered from 0; it begins at `start`. */
export function createCalendar(capacity: number, start: number): Calendar {
  const rings = createRings(capacity, LEVELS * BUCKETS);
  const times = new Uint32Array(capacity);
  let cursor = start;
  /** The highest level that was not emptied into the lower ones for `cursor`; 0 when all were. */
  let pending = 0;

  const enter = (who: number): void => {
    const at = times[who] ?? cursor;
    let level = 0;
    while (level < LEVELS - 1 && at - cursor >= 2 ** (LEVEL_BITS * (level + 1))) level++;
    rings.append(who, bucketOf(level, at));
  };
  /** Empties the bucket of a level at the cursor; gives the steps left, below 0 when they did not do. */
  const empty = (level: number, steps: number, one: (who: number) => void): number => {
    const bucket = bucketOf(level, cursor);
    let left = steps;
    for (let who = rings.first(bucket); who >= 0; who = rings.first(bucket)) {
      if (--left < 0) return left;
      rings.remove(who);
      one(who);
    }
    return left;
  };
  return {
    arm(who, at) {
      rings.remove(who);
      times[who] = Math.max(at, cursor);
      enter(who);
    },
    disarm: rings.remove,
    advance(now, steps, due) {
      let left = steps;
      while (cursor <= now) {
        for (; pending > 0; pending--) if ((left = empty(pending, left, enter)) < 0) return false;
        if ((left = empty(0, left, due)) < 0) return false;
        pending = levelsOf(++cursor);
      }
      return true;
    },
    bytes: rings.bytes + times.byteLength,
  };
}

function bucketOf(level: number, at: number): number {
  return level * BUCKETS + (Math.floor(at / 2 ** (LEVEL_BITS * level)) & (BUCKETS - 1));
}

/** How many levels begin a new bucket at a time. */
function levelsOf(at: number): number {
  let level = 0;
  while (level < LEVELS - 1 && at % 2 ** (LEVEL_BITS * (level + 1)) === 0) level++;
  return level;
}
