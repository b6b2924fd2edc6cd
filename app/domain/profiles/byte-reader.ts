import type { Instant } from '../kernel/instant.ts';

/**
 * Reads what a ByteWriter wrote, in the same order. It never throws: from the first byte that cannot be right on, everything
 * reads as 0 or empty, and `isWhole` is false.
 */
export interface ByteReader {
  count(): number;
  signed(): number;
  flag(): boolean;
  instant(): Instant;
  text(): string;
  /** Reads each of the values in turn, as `presence` said of it. */
  presence(): <Value>(read: () => Value) => Value | null | undefined;
  list<Item>(read: () => Item): readonly Item[];
  /** Says that what was read cannot be. */
  refuse(): void;
  /** Whether everything was read, to the last byte, and none of it was refused. */
  isWhole(): boolean;
}

const decoder = new TextDecoder();

export function createByteReader(bytes: Uint8Array): ByteReader {
  let position = 0;
  let lastInstant = 0;
  let isRefused = false;
  const refuse = (): void => {
    isRefused = true;
    position = bytes.length;
  };
  const count = (): number => {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = bytes[position];
      if (byte === undefined || weight > Number.MAX_SAFE_INTEGER) break;
      position += 1;
      value += (byte % 128) * weight;
      if (byte < 128 && Number.isSafeInteger(value)) return value;
      weight *= 128;
    }
    refuse();
    return 0;
  };
  const signed = (): number => {
    const value = count();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  /** How many things follow: each takes a byte at least. */
  const length = (): number => {
    const value = count();
    if (value <= bytes.length - position) return value;
    refuse();
    return 0;
  };
  return {
    count,
    signed,
    flag: () => count() === 1,
    refuse,
    instant: () => (lastInstant += signed()),
    text() {
      const size = length();
      position += size;
      return decoder.decode(bytes.subarray(position - size, position));
    },
    presence() {
      let states = count();
      return (read) => {
        const state = states % 4;
        states = Math.floor(states / 4);
        if (state > 2) refuse();
        return state === 0 ? undefined : state === 1 ? null : read();
      };
    },
    list: (read) => Array.from({ length: length() }, read),
    isWhole: () => !isRefused && position === bytes.length,
  };
}
