import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** One calendar day in the shop's zone, days without anything included. */
export interface DayTally {
  /** Like "2026-11-22". */
  readonly day: string;
  /** Renders in checkouts; what servers asked by API is not in it. */
  readonly decisions: number;
  readonly exposures: number;
  readonly acceptances: number;
  /** Of accepted offers that were bought, one amount a currency. */
  readonly revenue: readonly Money[];
}

export interface ActivityReport {
  /** Start of the first day. */
  readonly since: Instant;
  /** Oldest first. */
  readonly days: readonly DayTally[];
  /** The newest decision, event or conversion of all; null when there is none. */
  readonly newestAt: Instant | null;
}

export interface HomeReportStore {
  /** The last `days` calendar days in `timezone`, today included. */
  activity(shopId: ShopId, span: { now: Instant; days: number; timezone: string }): Promise<ActivityReport>;
  /** Decisions since `since` that answered with the fallback, with the newest failure's words. */
  fallbacks(shopId: ShopId, since: Instant): Promise<{ count: number; newestFailure: string | null }>;
}
