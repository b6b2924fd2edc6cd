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
  /** Keys and places. */
  entries(): Iterable<readonly [string, number]>;
  /** The place of the thing with this key; -1 when there is none. */
  find(key: string): number;
}

/** What the rules of a shop are made of, each part once, however many rules hold it. */
export interface Parts {
  readonly columns: Interned<Column>;
  /** By the name of their fact. */
  readonly instants: Interned<MomentReader>;
  readonly marks: Interned<Mark>;
  readonly cutoffs: Interned<Cutoff>;
  readonly terms: Interned<Term>;
  readonly stills: Interned<Still>;
}

/** A condition that is asked as a closure and kept until the instant it tells. */
export interface Still {
  /** The name of its fact. */
  readonly fact: string;
  readonly test: Test;
}

/** No parts; or, for rules that are to read the records of a plan there is, those of its parts that records are made of. */
export function createParts(read?: Parts): Parts {
  return {
    columns: intern(read?.columns),
    instants: intern(read?.instants),
    marks: intern(),
    cutoffs: intern(),
    terms: intern(),
    stills: intern(read?.stills),
  };
}

function intern<Part>(from?: Interned<Part>): Interned<Part> {
  const all: Part[] = [...(from?.all ?? [])];
  const places = new Map<string, number>(from?.entries());
  return {
    all,
    entries: () => places.entries(),
    find: (key) => places.get(key) ?? -1,
    place(key, make) {
      let place = places.get(key);
      if (place === undefined) places.set(key, (place = all.push(make()) - 1));
      return place;
    },
  };
}
