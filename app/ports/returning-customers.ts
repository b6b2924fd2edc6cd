import type { PastItem } from '#app/domain/campaigns/decision.ts';
import type { AssignmentKey } from '#app/domain/experiments/assignment/assignment-key.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { KnownShopper } from './profile-store.ts';

export interface CustomersQuestion {
  /** From when on past items count; null where nothing that may be shown asks about them. */
  readonly since: Instant | null;
  /** The checkout that asks. */
  readonly checkoutToken: string | null;
}

/** What ProfileStore, PastItems and CheckoutUnits know, each by its own rules. */
export interface ReturningCustomer {
  readonly shopper: KnownShopper | null;
  readonly pastItems: readonly PastItem[];
  /** The key under which the checkout, or the cart it came of, asked first. */
  readonly seen: AssignmentKey | null;
}

export interface ReturningCustomers {
  /** All that a decision asks about a customer, in one query: a render waits once and takes one connection. */
  find(shopId: ShopId, customerId: CustomerId, question: CustomersQuestion): Promise<ReturningCustomer>;
}
