import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { AbandonedCart } from '#app/domain/reminders/abandoned-cart.ts';

/** Carts that were left since an instant. */
export interface ReminderTally {
  readonly abandoned: number;
  /** Of those, with a shopper who is known. */
  readonly known: number;
  readonly reminded: number;
  /** Ordered within seven days after the reminder. */
  readonly recovered: number;
  /** What was in those that were recovered so, in the shop's currency. */
  readonly recoveredMinor: number;
  /** Ordered later without a reminder. */
  readonly orderedAnyway: number;
}

export interface ReportedCart extends AbandonedCart {
  /** The mail server's last reply code. */
  readonly problem: string | null;
}

export interface ReminderReportStore {
  tally(shopId: ShopId, since: Instant): Promise<ReminderTally>;
  /** The newest first. */
  newest(shopId: ShopId, limit: number): Promise<readonly ReportedCart[]>;
  countOptOuts(shopId: ShopId): Promise<number>;
}
