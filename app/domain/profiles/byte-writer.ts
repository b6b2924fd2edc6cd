import { invariant } from '../kernel/invariant.ts';
import type { Instant } from '../kernel/instant.ts';

/** Bytes that grow as they are written. Small numbers are short: seven bits a byte, the lowest first. */
export interface ByteWriter {
  /** A whole number from 0 up. */
  count(value: number): void;
  /** A whole number of either sign, below 2^52. */
  signed(value: number): void;
  flag(value: boolean): void;
  /** The difference to the instant written before it; to 0 at first. */
  instant(value: Instant): void;
  /** Its length in UTF-8, then the text. Half of a surrogate pair alone becomes U+FFFD. */
  text(value: string): void;
  /** Which of the values are there: undefined, null or something, two bits each. At most 26. */
  presence(values: readonly unknown[]): void;
  list<Item>(items: readonly Item[], write: (item: Item) => void): void;
  /** A copy of what was written. */
  bytes(): Uint8Array;
}

const encoder = new TextEncoder();

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(256);
  let length = 0;
  let lastInstant = 0;
  const push = (byte: number): void => {
    if (length === buffer.length) {
      const wider = new Uint8Array(2 * length);
      wider.set(buffer);
      buffer = wider;
    }
    buffer[length++] = byte;
  };
  const count = (value: number): void => {
    invariant(Number.isSafeInteger(value) && value >= 0, 'a count is a whole number from 0 up');
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) push((rest % 128) + 128);
    push(rest);
  };
  const signed = (value: number): void => {
    invariant(Number.isInteger(value), 'what is written with a sign is a whole number');
    count(value < 0 ? -2 * value - 1 : 2 * value);
  };
  return {
    count,
    signed,
    flag: (value) => push(value ? 1 : 0),
    instant(value) {
      signed(value - lastInstant);
      lastInstant = value;
    },
    text(value) {
      const encoded = encoder.encode(value);
      count(encoded.length);
      encoded.forEach(push);
    },
    presence: (values) =>
      count(values.reduce<number>((sum, value, index) => sum + stateOf(value) * 4 ** index, 0)),
    list(items, write) {
      count(items.length);
      items.forEach(write);
    },
    bytes: () => buffer.slice(0, length),
  };
}

function stateOf(value: unknown): 0 | 1 | 2 {
  if (value === undefined) return 0;
  return value === null ? 1 : 2;
}
