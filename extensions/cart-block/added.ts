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
  /** Says once whose tap it was. */
  read(): Promise<{ readonly entries: readonly Entry[]; readonly tapped: string | null }>;
  keep(entries: readonly Entry[], tapped: string | null): Promise<void>;
}

export function createAdded(host: Host): Added {
  const { storage } = host;
  const keep: Added['keep'] = (entries, tapped) => storage.write(KEY, { entries, tapped });
  return {
    keep,
    async read() {
      const kept = await storage.read(KEY).catch(() => null);
      if (!isFields(kept) || !Array.isArray(kept.entries)) return { entries: [], tapped: null };
      const entries = kept.entries.filter(isEntry);
      await keep(entries, null);
      return {
        entries: entries
          .filter((entry) => entry.item.kind === 'offer' && findAcceptedLine(host, entry, entry.item))
          .map((entry) => ({ ...entry, fresh: false })),
        tapped: typeof kept.tapped === 'string' ? kept.tapped : null,
      };
    },
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
