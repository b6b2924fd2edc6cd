import type { Instant } from '../../kernel/instant.ts';

/** How an order was found for a checkout: by the checkout's token, an accepted offer on a line, or the customer within a day. */
export type JoinedBy = 'token' | 'attribute' | 'customer';

/**
 * What told first-hand of a checkout: a decision, because it asked what to show; else its webhook, as of a wallet's or one without the block; else the
 * web pixel alone, because no webhook came.
 */
export type KnownBy = 'decision' | 'webhook' | 'pixel';

/** A checkout, and what became of it as it is known now. Money is in minor units of the shop's currency. */
export interface MeasuredCheckout {
  /** The key it was first seen under. */
  readonly unit: string;
  readonly firstSeenAt: Instant;
  readonly knownBy: KnownBy;
  /** Something was really rendered. */
  readonly hasSeen: boolean;
  readonly hasAccepted: boolean;
  /** Segments that its unit was in when it was first seen; null where nobody could look, or nobody asks. */
  readonly segmentIds: readonly string[] | null;
  /** Null where no order that still stands came of it. */
  readonly order: MeasuredOrder | null;
}

export interface MeasuredOrder {
  readonly joinedBy: JoinedBy;
  readonly completedAt: Instant;
  /** Subtotal after discounts without tax and shipping, less all that was paid back (its tax and shipping too), never under 0. */
  readonly revenueMinor: number;
  /** The part of the revenue that was earned with goods of known unit cost. */
  readonly costedMinor: number;
  /** That part, less what the goods cost that were kept. */
  readonly profitMinor: number;
  /** Units that were kept. */
  readonly items: number;
}

/** Orders of the same time that count for no checkout, by why. */
export interface LeftOutOrders {
  readonly test: number;
  readonly draft: number;
  readonly cancelled: number;
  /** Made without a checkout that is known, e.g. at a till or by a subscription. */
  readonly unjoined: number;
  /** They count as completed, and with no money. */
  readonly otherCurrency: number;
}
