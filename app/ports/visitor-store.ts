import type { Instant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, ProductId } from '#app/domain/kernel/ids.ts';

/** One thing that was done in a browser. */
export interface VisitorActivity {
  /** Of the event: the same one is the same activity. */
  readonly eventId: string;
  readonly at: Instant;
  readonly kind: 'view' | 'search';
  readonly productId: ProductId | null;
  readonly query: string | null;
  /** Of a view, where it is told; of several tellings the longest counts. */
  readonly lastedSeconds?: number;
}

/**
 * Browsers that the web pixel saw, of one shop inside one transaction. Nothing is kept of a visitor up to their last refusal of
 * analytics, whatever comes when. Lock a visitor before writing to it.
 */
export interface VisitorStore {
  /** Takes the visitor's lock until the transaction ends. */
  lock(visitorId: string): Promise<void>;
  saveActivity(visitorId: string, activity: VisitorActivity): Promise<void>;
  /** The newest device stays. */
  saveDevice(
    visitorId: string,
    device: { readonly at: Instant; readonly deviceClass: string },
  ): Promise<void>;
  /** A token of a cart or checkout was seen in this browser. */
  saveToken(visitorId: string, token: string, at: Instant): Promise<void>;
  /** A checkout whose token was saved began in this browser; of several times the first stays. */
  saveCheckoutStart(visitorId: string, token: string, at: Instant): Promise<void>;
  /**
   * Removes everything up to `at`, checkouts that nothing else told of among it, and lets nothing of that time come back; what is left belongs to nobody until it is assigned anew. Gives
   * the customers it was taken from.
   */
  refuse(visitorId: string, at: Instant): Promise<readonly CustomerId[]>;
  /**
   * Gives what was done in the browser from `since` on, or has no owner yet, to the customers of its checkouts: each deed to the
   * next checkout's, what follows the last one to the last one's. Gives everybody concerned, and whoever owned it before.
   */
  assign(visitorId: string, since: Instant): Promise<readonly CustomerId[]>;
  /** Visitors in whose browsers one of the carts, or a checkout of it, was seen. */
  ofCarts(cartTokens: readonly string[]): Promise<readonly string[]>;
}
