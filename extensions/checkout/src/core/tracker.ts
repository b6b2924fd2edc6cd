import type { Client } from './client.ts';
import type { CheckoutFailureKind, EventsRequest, ItemEventKind } from './contract.ts';
import { VERSION } from './contract.ts';
import { createExposures } from './exposures.ts';
import { createFailureCounts } from './failure-counts.ts';
import type { Host } from './host.ts';
import type { Entry } from './state.ts';

const BATCH_MS = 200;
/** Limit of the contract. */
const MOST_EVENTS = 50;

export interface Tracker {
  track(kind: Exclude<ItemEventKind, 'exposure'>, entry: Entry): void;
  /**
   * Counts an exposure once per decision and item, and only when the entry is from a fresh answer and the extension is really
   * on screen: Shopify may run it before the buyer sees it. What it returns is called when the entry leaves.
   */
  exposed(entry: Entry): () => void;
  /** Reports what waits at once: the page is about to go. */
  flush(): void;
  /** Counts a failure; it is told once the server has been reached. */
  failed(kind: CheckoutFailureKind): void;
  /** The server was reached: from now on failures can be told, with this token. */
  reached(trackToken: string): void;
}

/** Reports to Attune in batches, and to the shop's pixels where analytics are allowed. Failures are silent. */
export function createTracker(host: Host, client: Client): Tracker {
  const batches = new Map<string, EventsRequest['events']>();
  const failures = createFailureCounts();
  let newestToken: string | null = null;

  function flush(): void {
    for (const [trackToken, events] of batches) {
      for (const part of inParts(events)) {
        const told = failures.take();
        const failed = told.length > 0 ? { failures: told } : {};
        void client.report({ v: VERSION, trackToken, events: part, ...failed });
      }
    }
    batches.clear();
  }

  /** The report about one decision that goes out in a moment. */
  function batchOf(trackToken: string): EventsRequest['events'] {
    if (batches.size === 0) setTimeout(flush, BATCH_MS);
    const batch = batches.get(trackToken) ?? [];
    batches.set(trackToken, batch);
    return batch;
  }

  function queue(kind: ItemEventKind, entry: Entry): void {
    // A merchant's preview: there is nothing to tell.
    if (entry.trackToken === '') return;
    batchOf(entry.trackToken).push({ kind, itemKey: entry.item.key, at: new Date().toISOString() });
    publish(host, kind, entry);
  }

  function tellFailures(): void {
    if (newestToken !== null && failures.any()) batchOf(newestToken);
  }

  return {
    track: queue,
    flush,
    exposed: createExposures(host, (entry) => queue('exposure', entry)),
    failed(kind) {
      failures.add(kind);
      tellFailures();
    },
    reached(trackToken) {
      newestToken = trackToken === '' ? null : trackToken;
      tellFailures();
    },
  };
}

/** As many reports as the contract asks for; one also where there are failures only. */
function inParts(events: EventsRequest['events']): EventsRequest['events'][] {
  const parts = [events.slice(0, MOST_EVENTS)];
  for (let start = MOST_EVENTS; start < events.length; start += MOST_EVENTS) {
    parts.push(events.slice(start, start + MOST_EVENTS));
  }
  return parts;
}

function publish(host: Host, kind: ItemEventKind, { item, decisionId }: Entry): void {
  if (host.customerPrivacy?.current.allowedProcessing.analytics !== true) return;
  const data = { decisionId, itemKey: item.key, campaignId: item.campaignId, itemKind: item.kind };
  host.analytics.publish(`attune:${kind}`, data).catch(() => undefined); // As silent as the report itself.
}
