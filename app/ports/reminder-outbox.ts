import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { LeftLine } from '#app/domain/reminders/abandonment.ts';
import type { Cancellation } from '#app/domain/reminders/reasons.ts';

/** A cart whose shopper may be reminded now. */
export interface DueReminder {
  readonly cartToken: string;
  readonly customerId: CustomerId;
  readonly changedAt: Instant;
  readonly abandonedAt: Instant;
  /** Tries that came to nothing. */
  readonly attempts: number;
  readonly lines: readonly LeftLine[];
}

export interface ReminderOutbox {
  /** Takes one that is due, for five minutes: no other process gets it meanwhile. Null = none is due. */
  take(shopId: ShopId, now: Instant): Promise<DueReminder | null>;
  /** Lets it rest until then; a `problem` counts as a try. */
  postpone(shopId: ShopId, cartToken: string, until: Instant, problem: string | null): Promise<void>;
  cancel(shopId: ShopId, cartToken: string, why: Cancellation, problem: string | null): Promise<void>;
  /**
   * Says that the message is handed to the mail server next. False where it must not be: the cart changed, was ordered, or was reminded
   * of, or another one of the shopper was after `since`. A process that dies after this leaves it so, and it is never sent again.
   */
  begin(shopId: ShopId, reminder: DueReminder, now: Instant, since: Instant): Promise<boolean>;
  /** After `begin`: the server took it. */
  finish(shopId: ShopId, cartToken: string): Promise<void>;
  /** After `begin`: the server did not take it, and may later. */
  release(shopId: ShopId, cartToken: string, until: Instant, problem: string): Promise<void>;
  /** Gives up what was begun more than ten minutes ago: it may have arrived. Gives how many. */
  giveUpInterrupted(shopId: ShopId, now: Instant): Promise<number>;
  /** When the next one is due; null = none. */
  nextTry(shopId: ShopId): Promise<Instant | null>;
  wasRemindedSince(shopId: ShopId, customerId: CustomerId, since: Instant): Promise<boolean>;
  hasOptedOut(shopId: ShopId, customerId: CustomerId): Promise<boolean>;
  /** The first time counts. */
  optOut(shopId: ShopId, customerId: CustomerId, at: Instant): Promise<void>;
}
