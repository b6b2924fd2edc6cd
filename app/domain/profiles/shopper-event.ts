import type { Instant } from '../kernel/instant.ts';

/** One line of an order in a stream of events. */
export interface OrderedProduct {
  readonly product: string;
  readonly quantity: number;
  readonly priceMinor: number;
}

/** Attributes as an event tells them; what it leaves out stays as it was, null takes it away. */
export interface ToldAttributes {
  readonly country?: string | null;
  readonly language?: string | null;
  readonly loyaltyTier?: string | null;
  readonly tags?: readonly string[] | null;
  readonly emailMarketing?: boolean | null;
  readonly createdAt?: Instant | null;
}

interface ByShopper {
  readonly shopper: string;
  readonly at: Instant;
}

/** Something that happened, with ids as their source writes them and money in minor units of the shop's currency. */
export type ShopperEvent =
  | (ByShopper & {
      readonly type: 'order';
      readonly id: string;
      readonly totalMinor: number;
      readonly lines: readonly OrderedProduct[];
    })
  | { readonly type: 'order_cancelled'; readonly order: string; readonly at: Instant }
  | {
      readonly type: 'refund';
      readonly order: string;
      readonly at: Instant;
      readonly amountMinor: number;
    }
  | (ByShopper & {
      readonly type: 'view';
      readonly product: string | null;
      /** For how long its page was open, where that is told. */
      readonly lastedSeconds?: number;
    })
  | (ByShopper & { readonly type: 'search'; readonly query: string })
  | (ByShopper & { readonly type: 'checkout' })
  /** A change of the cart: what is in it now. Empty, it is closed. */
  | (ByShopper & { readonly type: 'cart'; readonly isEmpty: boolean; readonly valueMinor: number })
  | (ByShopper & { readonly type: 'customer'; readonly attributes: ToldAttributes })
  | (ByShopper & { readonly type: 'consent'; readonly isAllowed: boolean })
  | { readonly type: 'merge'; readonly from: string; readonly to: string; readonly at: Instant };
