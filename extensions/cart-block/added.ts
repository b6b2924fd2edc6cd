import { isFields } from '../checkout/src/core/answer.ts';
import type { Host } from '../checkout/src/core/host.ts';
import { read } from '../checkout/src/core/marks.ts';
import type { SessionState } from '../checkout/src/core/state.ts';
import { findAcceptedLine } from '../checkout/src/core/visible.ts';

/** The number is the shape's: what another version of the block kept is not read. */
const KEY = 'attune/2/added';

/**
 * Offers that were added on this page before it was loaded again to show the new cart: they come back with their undo, as long as
 * their line is in the cart.
 */
export interface Added {
  /** Says once whose tap it was. */
  read(): Promise<Kept>;
  keep(kept: Kept): Promise<void>;
}

interface Kept extends Pick<SessionState, 'entries' | 'units'> {
  /** The item whose tap had the page loaded again; null where none had. */
  readonly tapped: string | null;
}

const NOTHING: Kept = { entries: [], units: {}, tapped: null };

export function createAdded(host: Host): Added {
  const keep: Added['keep'] = (kept) => host.storage.write(KEY, kept);
  return {
    keep,
    async read() {
      const kept = await read(host, KEY);
      if (!isKept(kept)) return NOTHING;
      await keep({ ...kept, tapped: null });
      const entries = kept.entries
        .filter((entry) => entry.item.kind === 'offer' && findAcceptedLine(host, entry, entry.item))
        .map((entry) => ({ ...entry, source: 'copy' as const }));
      return { ...kept, entries };
    },
  };
}

const isKept = (value: unknown): value is Kept =>
  isFields(value) && Array.isArray(value.entries) && isFields(value.units);
