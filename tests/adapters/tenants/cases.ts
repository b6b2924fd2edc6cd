import type pg from 'pg';
import type { Database } from '#app/adapters/postgres/database.ts';
import type { Draw } from './draw.ts';

/** What a store is made of: pools for stores that work alone, a connection in a transaction for those of a fold. */
export interface Ground extends Pick<Database, 'pool' | 'prisma'> {
  readonly client: pg.PoolClient;
}

/** One call of one method on behalf of SHOP. */
export type Call = (ground: Ground, draw: Draw) => Promise<unknown>;

/** A method that serves all shops at once, and why that is right: it is not compared. */
export interface AcrossShops {
  readonly acrossShops: string;
}

/** Cases of one factory, by method. */
export type StoreCases = Readonly<Record<string, Call | AcrossShops>>;

/** A case for every method of a store: a method that is added without one does not compile. */
type CaseOf<Store> = ((store: Store, draw: Draw) => Promise<unknown>) | AcrossShops;
type CasesOf<Store> = { readonly [Method in keyof Store]-?: CaseOf<Store> };

/** Binds a store's cases to the way it is opened. */
export function casesOf<Store extends object>(
  open: (ground: Ground) => Store,
  cases: CasesOf<Store>,
): StoreCases {
  const bind = (call: CaseOf<Store>): Call | AcrossShops =>
    typeof call === 'function' ? (ground, draw) => call(open(ground), draw) : call;
  return Object.fromEntries(
    Object.entries<CaseOf<Store>>(cases).map(([method, call]) => [method, bind(call)]),
  );
}
