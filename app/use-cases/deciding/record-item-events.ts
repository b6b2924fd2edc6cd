import type { EventsRequest } from '#app/contracts/checkout-decision.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ItemEventStore } from '#app/ports/ledger.ts';

export interface RecordItemEventsDeps {
  readonly clock: Clock;
  readonly itemEvents: ItemEventStore;
}

/** Events about one decision, its id taken from a verified track token. */
export interface DecidedItemEvents {
  readonly shopId: ShopId;
  readonly decisionId: string;
  readonly events: EventsRequest['events'];
}

export interface RecordedEvents {
  /** New ones; a repeated event counts once. */
  readonly recorded: number;
  /** About items that the decision did not hold; left out. */
  readonly unknown: number;
}

export type RecordItemEvents = (given: DecidedItemEvents) => Promise<RecordedEvents>;

/** A caller's clock may be this far ahead or behind before ours is taken instead. */
const MOST_SKEW_MS = 10 * 60_000;

/** Records exposures, acceptances, dismissals and undos, each once. */
export function createRecordItemEvents({ clock, itemEvents }: RecordItemEventsDeps): RecordItemEvents {
  return ({ shopId, decisionId, events }) => {
    const nowMs = clock.nowMs();
    return itemEvents.record(
      shopId,
      events.map(({ kind, itemKey, at }) => ({ decisionId, itemKey, kind, atMs: trustedTime(at, nowMs) })),
    );
  };
}

function trustedTime(at: string | undefined, nowMs: number): number {
  const claimedMs = at === undefined ? nowMs : Date.parse(at);
  return Math.abs(claimedMs - nowMs) <= MOST_SKEW_MS ? claimedMs : nowMs;
}
