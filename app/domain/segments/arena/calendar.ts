const LEVEL_BITS = 8;
const SLOTS = 2 ** LEVEL_BITS;
const LEVELS = 4;
const NOBODY = -1;

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
  /** Every bucket is a ring: heads stand behind the people. */
  const heads = capacity;
  const next = new Int32Array(capacity + LEVELS * SLOTS).fill(NOBODY);
  const previous = new Int32Array(capacity + LEVELS * SLOTS).fill(NOBODY);
  const times = new Uint32Array(capacity);
  for (let head = heads; head < next.length; head++) next[head] = previous[head] = head;
  let cursor = start;
  /** The highest level that was not emptied into the lower ones for `cursor`; 0 when all were. */
  let pending = 0;

  const unlink = (who: number): void => {
    const [before, after] = [previous[who] ?? NOBODY, next[who] ?? NOBODY];
    if (after === NOBODY) return;
    next[before] = after;
    previous[after] = before;
    next[who] = NOBODY;
  };
  const link = (who: number, at: number): void => {
    const ahead = at - cursor;
    let level = 0;
    while (level < LEVELS - 1 && ahead >= 2 ** (LEVEL_BITS * (level + 1))) level++;
    const head = headOf(heads, level, at);
    const last = previous[head] ?? head;
    next[last] = previous[head] = who;
    previous[who] = last;
    next[who] = head;
  };
  const first = (head: number): number => {
    const who = next[head] ?? head;
    return who === head ? NOBODY : who;
  };
  return {
    arm(who, at) {
      unlink(who);
      times[who] = Math.max(at, cursor);
      link(who, times[who] ?? cursor);
    },
    disarm: unlink,
    advance(now, steps, due) {
      let left = steps;
      while (cursor <= now) {
        for (; pending > 0; pending--) {
          const head = headOf(heads, pending, cursor);
          for (let who = first(head); who !== NOBODY; who = first(head)) {
            if (left-- <= 0) return false;
            unlink(who);
            link(who, times[who] ?? cursor);
          }
        }
        const head = headOf(heads, 0, cursor);
        for (let who = first(head); who !== NOBODY; who = first(head)) {
          if (left-- <= 0) return false;
          unlink(who);
          due(who);
        }
        pending = levelsOf(++cursor);
      }
      return true;
    },
    bytes: next.byteLength + previous.byteLength + times.byteLength,
  };
}

function headOf(heads: number, level: number, at: number): number {
  return heads + level * SLOTS + (Math.floor(at / 2 ** (LEVEL_BITS * level)) & (SLOTS - 1));
}

/** How many levels begin a new bucket at a time. */
function levelsOf(at: number): number {
  let level = 0;
  while (level < LEVELS - 1 && at % 2 ** (LEVEL_BITS * (level + 1)) === 0) level++;
  return level;
}
