import type { MomentReader } from '../evaluate/moment.ts';
import type { Test } from '../evaluate/run.ts';
import type { Measure } from '../evaluate/series-window.ts';
import type { Cutoff } from './cutoff.ts';

/** A series as a plan keeps it: times, and amounts where a mark weighs them. */
export interface Column {
  readonly measure: Measure;
  /** Then the times at which each key was last there, instead of every item's. */
  readonly isOfKeys: boolean;
}

/**
 * An instant of a shopper that does not move while nothing happens:
 * `instant`: one the profile itself holds; `first`: of the oldest item of a column; `nth`: of the k-th newest;
 * `sum`, `peak`: where the sum, or the largest, of the amounts first reaches `least`, looking back from the newest.
 */
export type Mark =
  | { readonly kind: 'instant'; readonly instant: number }
  | { readonly kind: 'first'; readonly column: number }
  | { readonly kind: 'nth' | 'sum' | 'peak'; readonly column: number; readonly least: number };

/** True while the mark is later than the cutoff. Time alone only ever ends it. */
export interface Term {
  readonly mark: number;
  readonly cutoff: number;
}

/** Things named by a key, each once. */
export interface Interned<Part> {
  readonly all: readonly Part[];
  /** The place of the thing with this key; it is made when it is new. */
  place(key: string, make: () => Part): number;
}

/** What the rules of a shop are made of, each part once, however many rules hold it. */
export interface Parts {
  readonly columns: Interned<Column>;
  readonly instants: Interned<MomentReader>;
  readonly marks: Interned<Mark>;
  readonly cutoffs: Interned<Cutoff>;
  readonly terms: Interned<Term>;
  /** Conditions that are asked as closures and kept until the instant they tell. */
  readonly stills: Interned<Test>;
}

export function createParts(): Parts {
  return {
    columns: intern(),
    instants: intern(),
    marks: intern(),
    cutoffs: intern(),
    terms: intern(),
    stills: intern(),
  };
}

function intern<Part>(): Interned<Part> {
  const all: Part[] = [];
  const places = new Map<string, number>();
  return {
    all,
    place(key, make) {
      let place = places.get(key);
      if (place === undefined) places.set(key, (place = all.push(make()) - 1));
      return place;
    },
  };
}
