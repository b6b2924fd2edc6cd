const [C1, C2] = [0xcc9e2d51, 0x1b873593];

/**
 * MurmurHash3, x86, 32 bits, seed 0 (Austin Appleby, public domain; SMHasher). Every language has it, it is fast, and ids that
 * differ in one letter land far apart. `murmur3` of "test" in UTF-8 is 0xba6bd213.
 */
export function murmur3(bytes: ArrayLike<number>): number {
  const whole = bytes.length & ~3;
  let hash = 0;
  for (let at = 0; at < whole; at += 4) {
    hash ^= scramble(blockAt(bytes, at, 4));
    hash = (Math.imul(rotate(hash, 13), 5) + 0xe6546b64) | 0;
  }
  if (whole < bytes.length) hash ^= scramble(blockAt(bytes, whole, bytes.length - whole));
  return finish(hash ^ bytes.length);
}

/** Up to four bytes, the first one lowest. */
function blockAt(bytes: ArrayLike<number>, at: number, length: number): number {
  let block = 0;
  for (let index = 0; index < length; index += 1) block |= (bytes[at + index] ?? 0) << (8 * index);
  return block;
}

const scramble = (block: number): number => Math.imul(rotate(Math.imul(block, C1), 15), C2);

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

function finish(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
