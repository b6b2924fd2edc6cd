import type { Client } from './client.ts';
import type { EventsRequest, ItemEventKind } from './contract.ts';
import { VERSION } from './contract.ts';
import type { Host } from './host.ts';
import type { Entry } from './state.ts';

const BATCH_MS = 200;
/** Limit of the contract. */
const MOST_EVENTS = 50;

export interface Tracker {
  track(kind: Exclude<ItemEventKind, 'exposure'>, entry: Entry): void;
  /**
   * Counts an exposure once per decision and item, and only when the entry is from a fresh answer and the extension is really
   * on screen: Shopify may run it before the buyer sees it.
   */
  exposed(entries: readonly Entry[]): void;
}

/** Reports to Attune in batches, and to the shop's pixels where analytics are allowed. Failures are silent. */
export function createTracker(host: Host, client: Client): Tracker {
  const batches = new Map<string, EventsRequest['events']>();
  const counted = new Set<string>();
  let onScreen: readonly Entry[] = [];

  function flush(): void {
    for (const [trackToken, events] of batches) {
      for (let start = 0; start < events.length; start += MOST_EVENTS) {
        void client.report({ v: VERSION, trackToken, events: events.slice(start, start + MOST_EVENTS) });
      }
    }
    batches.clear();
  }

  function queue(kind: ItemEventKind, entry: Entry): void {
    // A merchant's preview: there is nothing to tell.
    if (entry.trackToken === '') return;
    if (batches.size === 0) setTimeout(flush, BATCH_MS);
    const batch = batches.get(entry.trackToken) ?? [];
    batch.push({ kind, itemKey: entry.item.key, at: new Date().toISOString() });
    batches.set(entry.trackToken, batch);
    publish(host, kind, entry);
  }

  function countExposures(): void {
    if (host.extension.rendered?.current === false) return;
    for (const entry of onScreen) {
      const id = `${entry.decisionId}/${entry.item.key}`;
      if (!entry.fresh || counted.has(id)) continue;
      counted.add(id);
      queue('exposure', entry);
    }
  }

  host.extension.rendered?.subscribe(countExposures);
  return {
    track: queue,
    exposed(entries) {
      onScreen = entries;
      countExposures();
    },
  };
}

function publish(host: Host, kind: ItemEventKind, { item, decisionId }: Entry): void {
  if (host.customerPrivacy?.current.allowedProcessing.analytics !== true) return;
  const data = { decisionId, itemKey: item.key, campaignId: item.campaignId, itemKind: item.kind };
  host.analytics.publish(`attune:${kind}`, data).catch(() => undefined); // As silent as the report itself.
}
