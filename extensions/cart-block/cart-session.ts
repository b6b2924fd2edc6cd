import { createAsking } from '../checkout/src/core/asking.ts';
import { createClient } from '../checkout/src/core/client.ts';
import type { Host } from '../checkout/src/core/host.ts';
import { createMarks } from '../checkout/src/core/marks.ts';
import type { Session } from '../checkout/src/core/session.ts';
import { settleWithin } from '../checkout/src/core/settle.ts';
import { progressOf, withDismissed, withProgress } from '../checkout/src/core/state.ts';
import { createStore, type Store } from '../checkout/src/core/store.ts';
import { createTaps } from '../checkout/src/core/taps.ts';
import { createTracker, type Tracker } from '../checkout/src/core/tracker.ts';
import { visibleEntries } from '../checkout/src/core/visible.ts';
import { createAdded, type Added } from './added.ts';

interface CartSessionParts {
  readonly host: Host;
  /** Where the storefront leads to the app. */
  readonly proxyPath: string;
  /** The cart is another one now, and the page does not show it yet. */
  readonly onCartChange: () => void;
}

interface CartSession {
  readonly session: Session;
  /** The item whose tap had the page loaded again; null where none had. */
  readonly tapped: string | null;
}

/** The core of the checkout extension at work on the cart page: one question, the visitor's taps, and what became of them. */
export async function startCartSession({
  host,
  proxyPath,
  onCartChange,
}: CartSessionParts): Promise<CartSession> {
  const store = createStore();
  const client = createClient(host, proxyPath);
  const marks = createMarks(host);
  const tracker = createTracker(host, client);
  const remembered = settleWithin(marks.dismissed(), 100, []).then((dismissed) => ({ dismissed }));
  const asking = createAsking({
    ...{ host, placement: 'cart', client, store, tracker, remembered },
    memory: null,
    local: null,
  });
  const taps = createTaps({ host, marks, store, tracker });
  const added = createAdded(host);

  const { entries: known, units, tapped } = await added.read();
  store.set({ ...store.get(), entries: known, units });
  for (const { item } of known) store.set(withProgress(store.get(), item.key, 'done'));
  const { dismissed } = await remembered;
  store.set(withDismissed(store.get(), dismissed));
  asking.now();
  host.customerPrivacy?.subscribe(asking.ifChanged);
  taps.releaseRemoved();
  host.lines.subscribe(() => {
    taps.releaseRemoved();
    store.set(store.get());
    if (!isEmpty(host)) asking.ifChanged();
  });

  const afterTap = createAfterTap({ host, store, tracker, added, onCartChange });
  const session: Session = {
    host,
    placement: 'cart',
    view: () => ({
      phase: store.get().phase,
      entries: isEmpty(host) ? [] : visibleEntries(host, store.get()),
    }),
    subscribe: store.subscribe,
    accept: (entry) => afterTap(entry.item.key, taps.accept(entry)),
    choose: taps.choose,
    count: taps.count,
    undo: (entry) => afterTap(entry.item.key, taps.undo(entry)),
    follow: taps.follow,
    dismiss: taps.dismiss,
    rendered: tracker.exposed,
    crashed: () => tracker.failed('crash'),
  };
  return { session, tapped };
}

interface AfterTapParts extends Pick<CartSessionParts, 'host' | 'onCartChange'> {
  readonly store: Store;
  readonly tracker: Tracker;
  readonly added: Added;
}

/** Tells what a tap did before the page is loaded again: by the last of several, as loading it would break off the others. */
function createAfterTap({ host, store, tracker, added, onCartChange }: AfterTapParts) {
  let underWay = 0;
  let before = host.lines.current;

  return async (key: string, tap: Promise<void>): Promise<void> => {
    if (underWay === 0) before = host.lines.current;
    underWay += 1;
    await tap.finally(() => (underWay -= 1));
    tracker.flush();
    if (underWay > 0 || host.lines.current === before) return;
    const { entries, units } = store.get();
    const done = entries.filter(({ item }) => progressOf(store.get(), item.key) === 'done');
    await added.keep({ entries: done, units, tapped: key });
    onCartChange();
  };
}

/** The page of an empty cart shows nothing, also where it was emptied without loading the page. */
const isEmpty = ({ lines }: Host): boolean => lines.current.length === 0;
