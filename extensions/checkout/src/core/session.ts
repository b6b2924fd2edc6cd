import { createAsking } from './asking.ts';
import { createClient } from './client.ts';
import type { Placement } from './contract.ts';
import type { Host, Live } from './host.ts';
import { createLocalOffers } from './local/local-offers.ts';
import { createMemory, NOTHING_REMEMBERED } from './memory.ts';
import type { Remembered } from './memory.ts';
import { settleWithin } from './settle.ts';
import { toEntries, withDismissed, withEntries } from './state.ts';
import type { SessionState } from './state.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';
import { createTaps } from './taps.ts';
import type { Taps } from './taps.ts';
import { createTracker } from './tracker.ts';
import { visibleEntries } from './visible.ts';
import type { VisibleEntry } from './visible.ts';

/** First paint waits this long for the cached copy, and no longer. */
const STORAGE_WAIT_MS = 30;

export interface View {
  readonly phase: SessionState['phase'];
  readonly entries: readonly VisibleEntry[];
}

/** One placement's life in one checkout: what to show, and what the buyer's taps do. */
export interface Session extends Pick<Taps, 'accept' | 'choose' | 'count' | 'undo' | 'follow' | 'dismiss'> {
  readonly host: Host;
  readonly placement: Placement;
  view(): View;
  subscribe(listener: () => void): () => void;
  /** The view calls this with each item that it has really rendered, and what it returns when that one leaves. */
  rendered(entry: VisibleEntry): () => void;
  /** The view has failed and shows nothing any more. */
  crashed(): void;
}

/**
 * Starts asking at once, and resolves as soon as there is something to paint: the cached copy, or what can be decided here, or
 * nothing after 30 ms (then the view shows a skeleton until the answer comes). A failure of the network never rejects it.
 */
export async function startSession(host: Host, placement: Placement, baseUrl: string): Promise<Session> {
  const store = createStore();
  const client = createClient(host, baseUrl);
  const memory = createMemory(host, placement);
  const tracker = createTracker(host, client);
  const reading = memory.read();
  const remembered = settleWithin(reading, STORAGE_WAIT_MS, NOTHING_REMEMBERED);
  const local = createLocalOffers({ host, placement, store });
  const shown = remembered.then((known) => {
    showFirst(store, known);
    local.show(known);
    return known;
  });
  const asking = createAsking({ host, placement, client, memory, store, tracker, local, remembered: shown });
  const taps = createTaps({ host, marks: memory, store, tracker });

  asking.now();
  onAnyChange(host, () => {
    taps.releaseRemoved();
    store.set(store.get());
    asking.ifChanged();
  });
  // What storage tells counts even when it comes after the first paint.
  void reading.then((known) => {
    store.set(withDismissed(store.get(), known.dismissed));
    local.show(known);
  });

  await shown;
  return {
    ...taps,
    host,
    placement,
    view: () => ({ phase: store.get().phase, entries: visibleEntries(host, store.get()) }),
    subscribe: store.subscribe,
    rendered: tracker.exposed,
    crashed: () => tracker.failed('crash'),
  };
}

/** The copy of an earlier answer of this checkout. */
function showFirst(store: Store, { copy }: Remembered): void {
  if (!copy || store.get().phase !== 'loading') return;
  store.set(withEntries(store.get(), toEntries(copy.answer, copy.checked, 'copy')));
}

/** Everything of the host that the screen or the question depends on. */
function onAnyChange(host: Host, listener: () => void): void {
  const { country, currency, language } = host.localization;
  const lives: readonly (Live<unknown> | undefined)[] = [
    host.lines,
    country,
    currency,
    language,
    host.customerPrivacy,
    host.instructions,
    host.shippingAddress,
    host.settings,
    host.buyerIdentity?.customer,
    host.buyerIdentity?.purchasingCompany,
  ];
  for (const live of lives) live?.subscribe(listener);
}
