import type { Instant } from '../kernel/instant.ts';
import type { OrderRecord } from './order-record.ts';

/** A refund or an edit of an order, by its own id. */
export interface OrderChange {
  readonly id: string;
  readonly at: Instant;
  readonly amountMinor: number;
  /** By how much each line's quantity falls; negative where an edit added units. */
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

/**
 * The order less the refunds and edits that its own version does not hold yet: those made after it was last updated. What
 * it holds depends on the version and on the set of adjustments, not on the order in which they came.
 */
export function adjustOrder(order: OrderRecord, adjustments: readonly OrderChange[]): OrderRecord {
  const later = adjustments.filter(({ at }) => at > order.updatedAt);
  if (later.length === 0) return order;
  const fallen = new Map<string, number>();
  for (const { lineId, quantity } of later.flatMap(({ lines }) => lines))
    fallen.set(lineId, (fallen.get(lineId) ?? 0) + quantity);
  return {
    ...order,
    refundedMinor: order.refundedMinor + later.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    lines: order.lines.map((line) => {
      const quantity = fallen.get(line.id) ?? 0;
      return quantity === 0
        ? line
        : { ...line, currentQuantity: Math.max(0, line.currentQuantity - quantity) };
    }),
  };
}
