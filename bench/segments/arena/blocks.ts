/** Words of a page: pages are made one by one, so that no growth copies what is there. */
const PAGE_BITS = 18;
const PAGE_WORDS = 2 ** PAGE_BITS;
/** Sizes are rounded up to this, so that a block that was given back fits many. */
const GRAIN = 8;

/** Blocks of 32-bit words in large pages. An address is a page's number and an offset in it. */
export interface Blocks {
  /** The address of a block of at least so many words; null for more than a page holds. */
  take(words: number): number | null;
  giveBack(address: number, words: number): void;
  pageOf(address: number): Int32Array;
  bytes(): number;
}

export function createBlocks(): Blocks {
  const pages: Int32Array[] = [];
  const free = new Map<number, number[]>();
  let used = PAGE_WORDS;
  return {
    take(words) {
      const size = blockSize(words);
      if (size > PAGE_WORDS) return null;
      const again = free.get(size)?.pop();
      if (again !== undefined) return again;
      if (used + size > PAGE_WORDS) {
        pages.push(new Int32Array(PAGE_WORDS));
        used = 0;
      }
      const address = (pages.length - 1) * PAGE_WORDS + used;
      used += size;
      return address;
    },
    giveBack(address, words) {
      const size = blockSize(words);
      const list = free.get(size);
      if (list) list.push(address);
      else free.set(size, [address]);
    },
    pageOf: (address) => pages[address >>> PAGE_BITS] ?? EMPTY,
    bytes: () => pages.length * PAGE_WORDS * 4,
  };
}

const EMPTY = new Int32Array(0);

/** Where a block begins in its page. */
export function offsetOf(address: number): number {
  return address & (PAGE_WORDS - 1);
}

/** The words a block of this many really has. */
export function blockSize(words: number): number {
  return Math.ceil(words / GRAIN) * GRAIN;
}
