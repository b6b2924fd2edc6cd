import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { toInstant, type Instant } from '#app/domain/kernel/instant.ts';
import type { ChangeKind, FoldTransaction, ShopStores } from '#app/ports/fold-transaction.ts';
import type { PendingDelivery } from '#app/ports/inbox.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { ShopperDesk } from '../shoppers/shopper-desk.ts';

/** Work that follows a fold once it is committed. */
export type FoldEffect = 'read-prices' | 'train-model' | 'read-history';

/** Everything a fold of one delivery needs. */
export interface FoldContext {
  readonly shop: Shop;
  readonly rules: ShopRules;
  readonly stores: ShopStores;
  readonly desk: ShopperDesk;
  readonly tx: FoldTransaction;
  readonly delivery: PendingDelivery;
  readonly receivedAt: Instant;
  readonly now: Instant;
  /** Told to other processes at the end of the batch. */
  readonly changes: Set<ChangeKind>;
  /** Customers who changed in Shopify: what no webhook tells of them is read at the end of the batch. */
  readonly changedCustomers: Set<CustomerId>;
  readonly effects: Set<FoldEffect>;
}

/** When the news happened, as far as the delivery says. */
export function occurredAt({ delivery }: Pick<FoldContext, 'delivery'>): Date {
  const { triggeredAt, receivedAt } = delivery;
  return triggeredAt !== null && triggeredAt < receivedAt ? triggeredAt : receivedAt;
}

export const occurredInstant = (context: Pick<FoldContext, 'delivery'>): Instant =>
  toInstant(occurredAt(context));
