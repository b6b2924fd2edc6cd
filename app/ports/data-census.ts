import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** How many of a kind there are, and how many of them have each field. */
export interface Completeness {
  readonly kind: 'customers' | 'products' | 'orders' | 'views';
  readonly all: number;
  readonly fields: readonly { readonly field: string; readonly filled: number }[];
}

/** Things that name another one, and how many of them name one that is not known. */
export interface UnmatchedJoin {
  readonly join: string;
  readonly all: number;
  readonly unmatched: number;
}

export interface DataCensus {
  readonly at: Instant;
  readonly completeness: readonly Completeness[];
  readonly joins: readonly UnmatchedJoin[];
}

export interface DataCensusStore {
  /** Null before the first one. */
  find(shopId: ShopId): Promise<DataCensus | null>;
  /** Counts one shop whose census is older than `before`, or has none; false when there is none such. */
  takeNext(before: Instant, now: Instant): Promise<boolean>;
}
