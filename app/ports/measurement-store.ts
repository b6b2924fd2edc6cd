import type { CheckoutReport } from '#app/domain/experiments/checkouts/report.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** The subject of the shop's holdout; an experiment's is its id. */
export const HOLDOUT = 'holdout';

export interface StoredMeasurement {
  readonly report: CheckoutReport;
  /** A newer one was asked for. */
  readonly isWanted: boolean;
}

/** The newest report of each subject. */
export interface MeasurementStore {
  find(shopId: ShopId, subject: string): Promise<StoredMeasurement | null>;
  save(shopId: ShopId, subject: string, report: CheckoutReport): Promise<void>;
  /** Asks for newer ones of the whole shop. */
  want(shopId: ShopId, now: Instant): Promise<void>;
  /** Shops that were never measured, not since `before`, or asked for it. */
  due(before: Instant): Promise<readonly ShopId[]>;
}
