import type { Client } from './client.ts';
import type { CheckoutFailureKind, EventsRequest, ItemEventKind } from './contract.ts';
import { createFailureCounts } from './failure-counts.ts';
import type { Host } from './host.ts';
import { createReportBatches } from './report-batches.ts';
import type { Entry } from './state.ts';

export interface Tracker {
  track(kind: Exclude<ItemEventKind, 'exposure'>, entry: Entry): void;
  /**
   * Counts an exposure once per decision and item, and only when the extension is really on screen: Shopify may run it before the
   * buyer sees it. A copy of an earlier answer is not counted. What was shown before the answer is not counted again when the answer
   * holds it too.
   */
  exposed(entries: readonly Entry[]): void;
  /** Reports what waits at once: the page is about to go. */
  flush(): void;
  /** Counts a failure; it is told once the server has been reached. */
  failed(kind: CheckoutFailureKind): void;
  /** The server was reached: from now on failures, and what became of offers that were decided here, can be told, with this token. */
  reached(trackToken: string): void;
}

/** Reports to Attune in batches, and to the shop's pixels where analytics are allowed. Failures are silent. */
export function createTracker(host: Host, client: Client): Tracker {
  const failures = createFailureCounts();
  const batches = createReportBatches(client, failures);
  const counted = new Set<string>();
  /** Of offers that were decided here, until the server is reached. */
  let waiting: EventsRequest['events'] = [];
  const exposedLocally = new Set<string>();
  let newestToken: string | null = null;
  let onScreen: readonly Entry[] = [];

  function queue(kind: ItemEventKind, entry: Entry): void {
    const isLocal = entry.source === 'local';
    const token = isLocal ? newestToken : entry.trackToken;
    // A merchant's preview: there is nothing to tell.
    if (token === '') return;
    const batch = token === null ? waiting : batches.of(token);
    batch.push({ kind, itemKey: entry.item.key, at: new Date().toISOString() });
    publish(host, kind, entry);
  }

  function tellFailures(): void {
    if (newestToken !== null && failures.any()) batches.of(newestToken);
  }

  function countExposures(): void {
    if (host.extension.rendered?.current === false) return;
    for (const entry of onScreen) {
      const id = `${entry.decisionId}/${entry.item.key}`;
      if (entry.source === 'copy' || counted.has(id)) continue;
      counted.add(id);
      if (entry.source === 'local') exposedLocally.add(entry.item.key);
      else if (exposedLocally.delete(entry.item.key)) continue;
      queue('exposure', entry);
    }
  }

  host.extension.rendered?.subscribe(countExposures);
  return {
    track: queue,
    flush: batches.flush,
    exposed(entries) {
      onScreen = entries;
      countExposures();
    },
    failed(kind) {
      failures.add(kind);
      tellFailures();
    },
    reached(trackToken) {
      newestToken = trackToken === '' ? null : trackToken;
      tellFailures();
      if (newestToken === null || waiting.length === 0) return;
      batches.of(newestToken).push(...waiting);
      waiting = [];
    },
  };
}

function publish(host: Host, kind: ItemEventKind, { item, decisionId }: Entry): void {
  if (host.customerPrivacy?.current.allowedProcessing.analytics !== true) return;
  const data = { decisionId, itemKey: item.key, campaignId: item.campaignId, itemKind: item.kind };
  host.analytics.publish(`attune:${kind}`, data).catch(() => undefined); // As silent as the report itself.
}
