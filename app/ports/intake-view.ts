import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

export interface TopicTally {
  readonly topic: string;
  readonly pending: number;
  readonly folded: number;
  readonly quarantined: number;
  readonly newestAt: Instant;
  /** Deliveries of the same hours a week before; null where that was before the first delivery of the shop. */
  readonly weekBefore: number | null;
  /** Deliveries that came after one about something later, of those that say when it happened. */
  readonly outOfOrder: number;
  /** Seconds from what happened to its arrival; null where no delivery says when it happened. */
  readonly lateness: { readonly median: number; readonly p99: number } | null;
  /** Seconds from the arrival until it was folded, 99 of 100; null where nothing was folded. */
  readonly foldP99: number | null;
}

/** A delivery that could not be folded. Its body stays out of sight: it may hold personal data. */
export interface QuarantinedDelivery {
  /** Decimal text: the row's number may pass 2^53. */
  readonly id: string;
  readonly topic: string;
  readonly receivedAt: Instant;
  readonly attempts: number;
  readonly reason: { readonly code: string; readonly message: string; readonly path: string | null };
}

/** What a shop's webhooks and history brought in, and what is stuck. */
export interface IntakeView {
  /** From `since` on up to `now`. */
  tallyByTopic(shopDomain: string, since: Instant, now: Instant): Promise<readonly TopicTally[]>;
  countQuarantined(shopDomain: string): Promise<number>;
  /** Newest first, at most `limit`. */
  listQuarantined(shopDomain: string, limit: number): Promise<readonly QuarantinedDelivery[]>;
  /** Puts a delivery back into the line. False when the shop has no such delivery in quarantine. */
  replay(shopDomain: string, id: string): Promise<boolean>;
  /** Removes a delivery for good. False when the shop has no such delivery in quarantine. */
  discard(shopDomain: string, id: string): Promise<boolean>;
  /** Steps of reading the shop's history, in order. */
  backfillSteps(shopId: ShopId): Promise<readonly BackfillStep[]>;
}

export interface BackfillStep {
  readonly step: string;
  readonly status: string;
  readonly objectsDone: number;
  readonly objectsAll: number | null;
  readonly message: string | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
}
