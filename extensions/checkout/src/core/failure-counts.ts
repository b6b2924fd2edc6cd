import type { CheckoutFailureKind, EventsRequest } from './contract.ts';

/** Limit of the contract. */
const MOST_OF_A_KIND = 100;

/** What failed and has not been told yet, as numbers by kind. */
export function createFailureCounts() {
  const counts = new Map<CheckoutFailureKind, number>();
  return {
    any: () => counts.size > 0,
    add(kind: CheckoutFailureKind): void {
      counts.set(kind, Math.min((counts.get(kind) ?? 0) + 1, MOST_OF_A_KIND));
    },
    /** Empties it. */
    take(): EventsRequest['failures'] {
      const taken = [...counts].map(([kind, count]) => ({ kind, count }));
      counts.clear();
      return taken;
    },
  };
}
