import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { GateReport } from '#app/domain/recommendations/training/gate.ts';
import type { LogReport } from '#app/domain/recommendations/training/judge-by-log.ts';

/** One training of a shop, as it went. */
export interface ModelVersion {
  readonly version: number;
  readonly trainedAt: Instant;
  readonly orders: number;
  readonly products: number;
  readonly durationMs: number;
  /** Null where the ranker is the hand-set one. */
  readonly gate: GateReport | null;
  /** Null without offers drawn by chance. */
  readonly byLog: LogReport | null;
  /** Why it does not serve; null when it may. */
  readonly objection: string | null;
}

/** What a shop has to learn from. Cancelled and test orders are none. */
export interface DataVolume {
  readonly orders: number;
  readonly lines: number;
  readonly customers: number;
  readonly oldestAt: Instant | null;
  readonly newestAt: Instant | null;
}

/** The trainings of a shop, and the wish for another. */
export interface ModelBook {
  /** Newest first, at most 60. The newest without an objection serves. */
  versions(shopId: ShopId): Promise<readonly ModelVersion[]>;
  dataVolume(shopId: ShopId): Promise<DataVolume>;
  /** Has a worker train soon; nothing more where a training is under way or waits already. */
  requestTraining(shopId: ShopId): Promise<void>;
}
