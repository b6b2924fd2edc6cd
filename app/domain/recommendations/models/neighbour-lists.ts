/** For each product a short list of others, best first, as flat arrays. */
export interface NeighbourLists {
  /** Neighbours of product p stand at `offsets[p]` up to `offsets[p + 1]`. */
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly values: Float32Array;
}

/** No product has a neighbour. */
export const EMPTY_LISTS: NeighbourLists = {
  offsets: new Uint32Array(1),
  neighbours: new Uint32Array(0),
  values: new Float32Array(0),
};

export interface ListWriter {
  /** Call once for each product, in order, with its neighbours best first. */
  write(products: ArrayLike<number>, values: ArrayLike<number>, length: number): void;
  finish(): NeighbourLists;
}

/** Collects lists of unknown length without keeping an object for each. */
export function createListWriter(productCount: number, expectedEach: number): ListWriter {
  const offsets = new Uint32Array(productCount + 1);
  let neighbours = new Uint32Array(Math.max(16, productCount * expectedEach));
  let values = new Float32Array(neighbours.length);
  let product = 0;
  let used = 0;
  const grow = (): void => {
    const [more, moreValues] = [new Uint32Array(neighbours.length * 2), new Float32Array(values.length * 2)];
    more.set(neighbours);
    moreValues.set(values);
    [neighbours, values] = [more, moreValues];
  };
  return {
    write(products, scores, length) {
      while (used + length > neighbours.length) grow();
      for (let at = 0; at < length; at++) {
        neighbours[used + at] = products[at] ?? 0;
        values[used + at] = scores[at] ?? 0;
      }
      used += length;
      offsets[++product] = used;
    },
    finish() {
      offsets.fill(used, product + 1);
      return { offsets, neighbours: neighbours.slice(0, used), values: values.slice(0, used) };
    },
  };
}
