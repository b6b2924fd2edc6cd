import type { PurchaseSummary } from './purchase-summary.ts';

/** What BG/NBD reads of a customer. */
export type Timed = Pick<PurchaseSummary, 'repeats' | 'lastAt' | 'age'>;

/** Customers with the same history as one row: most of a shop bought once, on few days. */
export interface AlikeCustomers {
  readonly repeats: Float64Array;
  readonly lastAt: Float64Array;
  readonly age: Float64Array;
  readonly counts: Float64Array;
  /** All of `counts`. */
  readonly total: number;
  readonly mostRepeats: number;
}

/** Rows stand in order of their figures, so that the order of the customers changes no digit of a fit. */
export function countAlike(customers: readonly Timed[]): AlikeCustomers {
  const order = Uint32Array.from(customers.keys()).sort((a, b) => compare(customers[a], customers[b]));
  const rows: Timed[] = [];
  const counts: number[] = [];
  for (const at of order) {
    const customer = customers[at];
    if (customer === undefined) continue;
    if (compare(rows.at(-1), customer) !== 0) {
      rows.push(customer);
      counts.push(0);
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
  }
  return {
    repeats: Float64Array.from(rows, ({ repeats }) => repeats),
    lastAt: Float64Array.from(rows, ({ lastAt }) => lastAt),
    age: Float64Array.from(rows, ({ age }) => age),
    counts: Float64Array.from(counts),
    total: customers.length,
    mostRepeats: rows.at(-1)?.repeats ?? 0,
  };
}

function compare(a: Timed | undefined, b: Timed | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : -1;
  return a.repeats - b.repeats || a.lastAt - b.lastAt || a.age - b.age;
}
