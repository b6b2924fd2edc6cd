import type { Client } from './client.ts';
import type { CheckoutFailureKind, EventsRequest, ItemEventKind } from './contract.ts';
import { createExposures } from './exposures.ts';
import { createFailureCounts } from './failure-counts.ts';
import type { Host } from './host.ts';
import { createReportBatches } from './report-batches.ts';
import type { Entry } from './state.ts';

export interface Tracker {
  track(kind: Exclude<ItemEventKind, 'exposure'>, entry: Entry): void;
  /**
   * Counts an exposure once per decision and item, and only when the extension is really on screen: Shopify may run it before the
   * buyer sees it. A copy of an earlier answer is not counted. What was shown before the answer is not counted again when the answer
   * holds it too. What it returns is called when the entry leaves.
   */
  exposed(entry: Entry): () => void;
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
  /** Of offers that were decided here, until the server is reached. */
  let waiting: EventsRequest['events'] = [];
  let newestToken: string | null = null;

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

  return {
    track: queue,
    flush: batches.flush,
    exposed: createExposures(host, (entry) => queue('exposure', entry)),
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
