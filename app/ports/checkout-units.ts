import type { AssignmentKey } from '#app/domain/experiments/assignment/assignment-key.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

export interface CheckoutUnits {
  /** The key under which a checkout, or the cart it came of, asked first; null where neither did yet. */
  findFirst(shopId: ShopId, checkoutToken: string): Promise<AssignmentKey | null>;
}
