const NOWHERE = -1;

/** Rings of numbered people, each in one at most; in and out in the same time however long a ring is. */
export interface Rings {
  /** Puts somebody at the end of a ring; they must be in none. */
  append(who: number, ring: number): void;
  /** Takes somebody out of where they are, if anywhere. */
  remove(who: number): void;
  /** Who is first in a ring; -1 in an empty one. */
  first(ring: number): number;
  readonly bytes: number;
}

/** Doubly linked; the rings' heads stand behind the people. */
export function createRings(people: number, rings: number): Rings {
  const next = new Int32Array(people + rings).fill(NOWHERE);
  const previous = new Int32Array(people + rings).fill(NOWHERE);
  for (let head = people; head < people + rings; head++) next[head] = previous[head] = head;
  return {
    append(who, ring) {
      const head = people + ring;
      const last = previous[head] ?? head;
      next[last] = previous[head] = who;
      previous[who] = last;
      next[who] = head;
    },
    remove(who) {
      const before = previous[who] ?? NOWHERE;
      const after = next[who] ?? NOWHERE;
      if (after === NOWHERE) return;
      next[before] = after;
      previous[after] = before;
      next[who] = NOWHERE;
    },
    first(ring) {
      const who = next[people + ring] ?? NOWHERE;
      return who === people + ring ? NOWHERE : who;
    },
    bytes: next.byteLength + previous.byteLength,
  };
}
