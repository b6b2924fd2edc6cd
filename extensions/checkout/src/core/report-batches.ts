import type { Client } from './client.ts';
import type { EventsRequest } from './contract.ts';
import { VERSION } from './contract.ts';
import type { createFailureCounts } from './failure-counts.ts';

const BATCH_MS = 200;
/** Limit of the contract. */
const MOST_EVENTS = 50;

/** Reports that go out in a moment, one for each decision. */
export interface ReportBatches {
  /** The events of the report about one decision. */
  of(trackToken: string): EventsRequest['events'];
  /** They go out at once. */
  flush(): void;
}

export function createReportBatches(
  client: Client,
  failures: Pick<ReturnType<typeof createFailureCounts>, 'take'>,
): ReportBatches {
  const batches = new Map<string, EventsRequest['events']>();

  function flush(): void {
    for (const [trackToken, events] of batches) {
      for (const part of inParts(events)) {
        const told = failures.take();
        void client.report({
          v: VERSION,
          trackToken,
          events: part,
          ...(told.length > 0 && { failures: told }),
        });
      }
    }
    batches.clear();
  }

  return {
    flush,
    of(trackToken) {
      if (batches.size === 0) setTimeout(flush, BATCH_MS);
      const batch = batches.get(trackToken) ?? [];
      batches.set(trackToken, batch);
      return batch;
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
