import { isFields } from '../checkout/src/core/answer.ts';
import type { Host } from '../checkout/src/core/host.ts';
import type { Entry } from '../checkout/src/core/state.ts';
import { findAcceptedLine } from '../checkout/src/core/visible.ts';

const KEY = 'attune/1/added';

/**
 * Offers that were added on this page before it was loaded again to show the new cart: they come back with their undo, as long as
 * their line is in the cart.
 */
export interface Added {
  read(): Promise<readonly Entry[]>;
  keep(entries: readonly Entry[]): Promise<void>;
}

export function createAdded(host: Host): Added {
  return {
    async read() {
      const kept = await host.storage.read(KEY).catch(() => null);
      const entries = Array.isArray(kept) ? kept.filter(isEntry) : [];
      return entries
        .filter((entry) => entry.item.kind === 'offer' && findAcceptedLine(host, entry, entry.item))
        .map((entry) => ({ ...entry, fresh: false }));
    },
    keep: (entries) =>
      host.storage.write(
        KEY,
        entries.map(({ item, productUrl, decisionId, trackToken }) => ({
          item,
          productUrl,
          decisionId,
          trackToken,
        })),
      ),
  };
}

/** Written by this block; another version of it may have written another shape. */
function isEntry(value: unknown): value is Entry {
  return (
    isFields(value) &&
    isFields(value.item) &&
    isFields(value.item.price) &&
    typeof value.trackToken === 'string'
  );
}
