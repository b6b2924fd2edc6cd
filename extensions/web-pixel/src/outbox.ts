import type { PixelBatch } from '../../../app/contracts/pixel-events.ts';
import type { ToldEvent } from './told-event.ts';

export interface Outbox {
  add(event: ToldEvent): void;
  /** Sends what is there without waiting for more. */
  flush(): void;
  /** Forgets what was not taken in yet. */
  clear(): void;
}

/** Whose events go where. */
export interface Destination {
  readonly url: string;
  /** `name.myshopify.com` */
  readonly shop: string;
  readonly key: string;
}

/**
 * A page may go away at any moment, and the pixel's worker with it, unheard: so events wait only for those of the same moment, such
 * as a page and its product.
 */
const GATHER_MS = 50;
const MOST_EVENTS = 20;
const RETRY_MS = [2_000, 10_000];

/** Sends events in batches. What could not be taken in is sent twice more: the app knows an event by its id, and counts it once. */
export function createOutbox(destination: Destination): Outbox {
  let waiting: ToldEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let clearings = 0;

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const events = waiting.splice(0, MOST_EVENTS);
    if (events.length > 0) void send(events);
    if (waiting.length > 0) flushIn(0);
  }

  function flushIn(ms: number): void {
    timer ??= setTimeout(flush, ms);
  }

  async function send(events: readonly ToldEvent[]): Promise<void> {
    const before = clearings;
    const isSettled = await post(destination, events);
    const pauseMs = isSettled ? undefined : RETRY_MS[failures];
    failures = pauseMs === undefined ? 0 : failures + 1;
    if (pauseMs === undefined || clearings > before) return;
    waiting.unshift(...events);
    flushIn(pauseMs);
  }

  return {
    add(event) {
      waiting.push(event);
      if (waiting.length >= MOST_EVENTS) flush();
      else flushIn(GATHER_MS);
    },
    flush,
    clear() {
      waiting = [];
      clearings += 1;
    },
  };
}

/** False where another try may help. As plain text, so that the browser asks nothing first; it goes out even if the page does not stay. */
async function post(destination: Destination, events: readonly ToldEvent[]): Promise<boolean> {
  const { url, shop, key } = destination;
  const batch: PixelBatch = { v: 1, shop, key, sentAt: new Date().toISOString(), events: [...events] };
  try {
    const headers = { 'Content-Type': 'text/plain' };
    const { status } = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(batch),
      keepalive: true,
    });
    return status < 500 && status !== 429;
  } catch {
    // No connection: the visitor's page must not notice.
    return false;
  }
}
