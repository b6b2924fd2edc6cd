import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { FactInference } from '#app/domain/quality/inference/infer-facts.ts';
import type { LifetimeReport } from '#app/domain/lifetime/lifetime-report.ts';

/** One fit of the models behind a shop's estimates. */
export interface EstimateFit {
  readonly version: number;
  readonly at: Instant;
  readonly lifetime: LifetimeReport;
  /** How missing values are inferred; null where the shop does not infer. */
  readonly inference: readonly FactInference[] | null;
  readonly durationMs: number;
}

export interface EstimateOptions {
  readonly now: Instant;
  /** Whether missing values are inferred too; else what was inferred is taken away. */
  readonly isInferring: boolean;
}

/** Works out what is to be expected of a shop's customers, off the event loop. */
export interface Estimator {
  /**
   * Fits the models and writes what they say beside every profile. Shoppers whose memberships may differ are marked to be looked
   * at again. Rejects when it ended half-way: then some shoppers have the new estimates, and the next run gives them to all.
   */
  estimate(shopId: ShopId, options: EstimateOptions, signal: AbortSignal): Promise<EstimateFit>;
}

export interface EstimateStore {
  /** The newest fit; null before the first. */
  newest(shopId: ShopId): Promise<EstimateFit | null>;
  /** Runs `work` unless another process does for this shop. */
  withShopLock(shopId: ShopId, work: () => Promise<void>): Promise<boolean>;
}
