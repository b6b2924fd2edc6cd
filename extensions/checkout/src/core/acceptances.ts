import type { Host } from './host.ts';
import type { Marks } from './marks.ts';
import { progressOf, withProgress } from './state.ts';
import type { Store } from './store.ts';
import { findAcceptedLine } from './visible.ts';

/** Offers that the buyer has added, here or in another tab of the same checkout. */
export interface Acceptances {
  added(key: string): void;
  takenOut(key: string): void;
  /** An accepted offer that the buyer takes out of the cart elsewhere becomes an open offer again. */
  releaseRemoved(): void;
  /** Another tab has added it since this one last heard of the cart: a page is not told of that, but storage is shared. */
  isFromElsewhere(key: string): Promise<boolean>;
}

interface AcceptanceParts {
  readonly host: Host;
  readonly marks: Marks;
  readonly store: Store;
}

export function createAcceptances({ host, marks, store }: AcceptanceParts): Acceptances {
  /** Accepted offers whose line has been seen: the host may report the line after the change has succeeded. */
  const inCart = new Set<string>();
  let cartHeardAt = Date.now();
  host.lines.subscribe(() => (cartHeardAt = Date.now()));

  function takenOut(key: string): void {
    inCart.delete(key);
    void marks.keepAccepted(key, null);
  }

  return {
    added: (key) => void marks.keepAccepted(key, Date.now()),
    takenOut,
    releaseRemoved() {
      for (const entry of store.get().entries) {
        const { item } = entry;
        if (item.kind !== 'offer' || !['done', 'undo-failed'].includes(progressOf(store.get(), item.key)))
          continue;
        if (findAcceptedLine(host, entry, item)) inCart.add(item.key);
        else if (inCart.has(item.key)) {
          takenOut(item.key);
          store.set(withProgress(store.get(), item.key, 'idle'));
        }
      }
    },
    async isFromElsewhere(key) {
      const at = await marks.acceptedAt(key);
      return at !== null && at > cartHeardAt;
    },
  };
}
