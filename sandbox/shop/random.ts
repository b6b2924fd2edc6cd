/** Draws in [0, 1), always the same for the same seed. */
export type Random = () => number;

/** FNV-1a over text, 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** mulberry32 (Tommy Ettinger, public domain), seeded by numbers or text: one stream for each thing, so a slice of the data
 * draws the same as the whole. */
export function randomOf(...keys: readonly (string | number)[]): Random {
  let state = hashText(keys.join('/'));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Expected at least one item to pick from.');
  return item;
}

/** Picks by weight: `[['visa', 4], ['paypal', 1]]`. */
export function pickWeighted<T>(random: Random, items: readonly (readonly [T, number])[]): T {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [item, weight] of items) {
    left -= weight;
    if (left < 0) return item;
  }
  return pick(
    random,
    items.map(([item]) => item),
  );
}

/** `length` hexadecimal digits. */
export function hexToken(random: Random, length: number): string {
  let token = '';
  while (token.length < length) {
    token += Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  }
  return token.slice(0, length);
}
