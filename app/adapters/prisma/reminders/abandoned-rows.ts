import { toInstant } from '#app/domain/kernel/instant.ts';
import type { CustomerId, OrderId } from '#app/domain/kernel/ids.ts';
import type { AbandonedCart, AbandonedState } from '#app/domain/reminders/abandoned-cart.ts';
import { isCancellation } from '#app/domain/reminders/reasons.ts';

export interface AbandonedRow {
  cart_token: string;
  customer_id: CustomerId | null;
  changed_at: Date;
  abandoned_at: Date;
  value_minor: string | null;
  reached: AbandonedCart['reached'];
  state: AbandonedState;
  why: string | null;
  next_try_at: Date | null;
  sent_at: Date | null;
  order_id: OrderId | null;
  ordered_at: Date | null;
}

export const ABANDONED_COLUMNS = `cart_token, customer_id, changed_at, abandoned_at, value_minor, reached, state, why, next_try_at,
  sent_at, order_id, ordered_at`;

const instantOf = (at: Date | null): number | null => at && toInstant(at);

export function toAbandonedCart(row: AbandonedRow): AbandonedCart {
  return {
    cartToken: row.cart_token,
    customerId: row.customer_id,
    changedAt: toInstant(row.changed_at),
    abandonedAt: toInstant(row.abandoned_at),
    valueMinor: row.value_minor === null ? null : Number(row.value_minor),
    reached: row.reached,
    state: row.state,
    why: isCancellation(row.why) ? row.why : null,
    nextTryAt: instantOf(row.next_try_at),
    sentAt: instantOf(row.sent_at),
    order: row.order_id && row.ordered_at ? { id: row.order_id, at: toInstant(row.ordered_at) } : null,
  };
}
