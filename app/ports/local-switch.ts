import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';

/** What stands at Shopify for checkouts that decide by themselves, and how they do. */
export interface LocalTally {
  /** Since when it is switched on; null = off. */
  readonly since: Instant | null;
  /** Payloads written, by what they are about. */
  readonly written: { readonly shop: number; readonly products: number; readonly customers: number };
  /** Until when the shop's own payload holds, without which no checkout decides; null where there is none. */
  readonly holdsUntil: Instant | null;
  readonly writtenAt: Instant | null;
  /** Calls that wrote, of this day in UTC. */
  readonly callsToday: number;
  /** Why the last try failed; null when it did not. */
  readonly problem: string | null;
  /** Of the newest 2,000 answers: what checkouts showed before the answer, and how much of it the answer held too. */
  readonly shown: { readonly items: number; readonly same: number };
}

/** Whether a shop's checkouts decide their first offers by themselves. */
export interface LocalSwitch {
  /** It stays on since when it was, if it is on already. */
  switchOn(shopId: ShopId, at: Instant): Promise<void>;
  /** The shop's own payload, whose owner has this gid, is emptied already; what else is written is emptied by the next rounds. */
  switchOff(shopId: ShopId, ownerId: string): Promise<void>;
  tally(shopId: ShopId, now: Instant): Promise<LocalTally>;
}
