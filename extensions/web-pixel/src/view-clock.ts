import type { BrowserLocalStorage, PixelEvents } from '@shopify/web-pixels-extension';
import type { Outbox } from './outbox.ts';
import type { HeardName } from './told-event.ts';

export interface ViewClock {
  /** Has the product page that is open told how long it has been so by this event, or remembers that one was opened. */
  hear(event: PixelEvents[HeardName]): void;
  /** Removes what is remembered; nothing that was heard before is told any more. */
  forget(): void;
}

/** The product page that was opened last in the browser, whichever its tab: two that are open never count at once. */
interface OpenView {
  readonly id: string;
  readonly clientId: string;
  readonly productId: string;
  readonly at: string;
  /** Its path, which stays in the browser. */
  readonly page: string;
}

const KEY = 'attune-view';
/** As VISIT_GAP_MS in app/contracts/pixel-events.ts. */
const VISIT_GAP_MS = 30 * 60_000;
/** Within a second the page tells of itself. */
const MOMENT_MS = 1_000;

/**
 * Tells how long product pages were open. No page says that it is left, so each event of the same browser tells how long it is since
 * the view, and one of another page ends it; the app takes the longest. A browser that keeps nothing tells no times.
 */
export function createViewClock(storage: BrowserLocalStorage, outbox: Outbox): ViewClock {
  let turn: Promise<unknown> = Promise.resolve();
  let forgettings = 0;

  function inTurn(step: () => Promise<unknown>): void {
    turn = turn.then(step).catch(() => undefined);
  }

  async function follow(event: PixelEvents[HeardName], isForgotten: () => boolean): Promise<void> {
    const open = readView(await storage.getItem(KEY));
    if (isForgotten()) return;
    const told = open && viewLasted(open, event);
    if (told) outbox.add(told);
    const opened = openedBy(event);
    if (opened) await storage.setItem(KEY, JSON.stringify(opened));
    else if (open && open.page !== pageOf(event)) await storage.removeItem(KEY);
  }

  return {
    hear(event) {
      const before = forgettings;
      inTurn(() => follow(event, () => forgettings > before));
    },
    forget() {
      forgettings += 1;
      inTurn(() => storage.removeItem(KEY));
    },
  };
}

/** Without the query: themes write the variant that was chosen into it. */
const pageOf = ({ context }: PixelEvents[HeardName]): string => context.document.location.pathname;

function openedBy(event: PixelEvents[HeardName]): OpenView | null {
  if (event.name !== 'product_viewed') return null;
  const { id, clientId, timestamp: at, data } = event;
  return { id, clientId, productId: data.productVariant.product.id ?? '', at, page: pageOf(event) };
}

function readView(stored: string | null): OpenView | null {
  try {
    return stored === null ? null : (JSON.parse(stored) as OpenView);
  } catch {
    // Not written by this pixel: as good as nothing, and the next view replaces it.
    return null;
  }
}

/** Null for another browser id, after the end of the visit, where the clock was set back, and in the moment of the view itself. */
function viewLasted({ id, clientId, productId, at }: OpenView, event: PixelEvents[HeardName]) {
  const lastedMs = Date.parse(event.timestamp) - Date.parse(at);
  if (clientId !== event.clientId || !(lastedMs >= MOMENT_MS && lastedMs <= VISIT_GAP_MS)) return null;
  const told = { viewId: id, viewedAt: at, productId, lastedMs };
  // An id has at most 100 characters.
  return {
    id: `lasted-${event.id}`.slice(0, 100),
    name: 'view_lasted',
    clientId,
    at: event.timestamp,
    ...told,
  } as const;
}
