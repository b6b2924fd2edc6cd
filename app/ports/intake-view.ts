import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { LatenessCounts } from '#app/domain/quality/intake/lateness.ts';

/** What was counted of a topic's deliveries as they came in. */
export interface TopicHour {
  readonly topic: string;
  /** Its start. */
  readonly hour: Instant;
  /** Each once. */
  readonly deliveries: number;
  /** Of deliveries that were there already. */
  readonly repeated: number;
  /** Came after one that told of something later. */
  readonly outOfOrder: number;
  /** From what happened to its arrival, of those that say when it happened. */
  readonly lateness: LatenessCounts;
  readonly newestAt: Instant;
}

/** Deliveries of a topic that are not folded. */
export interface TopicBacklog {
  readonly topic: string;
  readonly waiting: number;
  readonly quarantined: number;
  readonly oldestWaitingAt: Instant | null;
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
  /** Of the hours that begin at these instants. */
  topicHours(shopDomain: string, hours: readonly Instant[]): Promise<readonly TopicHour[]>;
  /** When the counting began; null before the first delivery. */
  firstHour(shopDomain: string): Promise<Instant | null>;
  backlog(shopDomain: string): Promise<readonly TopicBacklog[]>;
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
