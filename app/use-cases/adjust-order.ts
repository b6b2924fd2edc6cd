import type { OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { StoredAdjustment } from '#app/ports/order-store.ts';

/**
 * The order less the refunds and edits that its own version does not hold yet: those made after it was last updated. What
 * it holds depends on the version and on the set of adjustments, not on the order in which they came.
 */
export function adjustOrder(order: OrderRecord, adjustments: readonly StoredAdjustment[]): OrderRecord {
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
