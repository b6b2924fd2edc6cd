/** Whole numbers above 0 to slots, by open addressing; never more than half full. */
export interface KeyTable {
  /** The slot of a key; -1 for one that is not there. */
  find(key: number): number;
  /** Puts a new key in. */
  put(key: number, slot: number): void;
  readonly bytes: number;
}

/** For at most `capacity` keys. Room is made once: to grow would stop everything else meanwhile. */
export function createKeyTable(capacity: number): KeyTable {
  const size = 2 ** Math.ceil(Math.log2(2 * Math.max(1, capacity)));
  const keys = new Float64Array(size);
  const slots = new Int32Array(size);
  const mask = size - 1;
  const placeOf = (key: number): number => {
    let place = hash(key) & mask;
    for (let there = keys[place]; there !== 0 && there !== key; there = keys[place])
      place = (place + 1) & mask;
    return place;
  };
  return {
    find(key) {
      const place = placeOf(key);
      return keys[place] === key ? (slots[place] ?? -1) : -1;
    },
    put(key, slot) {
      const place = placeOf(key);
      keys[place] = key;
      slots[place] = slot;
    },
    bytes: keys.byteLength + slots.byteLength,
  };
}

/** Both halves of the number, mixed by the finalizer of MurmurHash3 (Appleby, public domain). */
function hash(key: number): number {
  let mixed = (key | 0) ^ Math.imul((key / 2 ** 32) | 0, 0x9e3779b1);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
