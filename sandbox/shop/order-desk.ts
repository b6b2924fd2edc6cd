import { tellStock } from './catalog-desk.ts';
import { discountedTotals } from './checkout-totals.ts';
import type { ShopWriter } from './checkouts.ts';
import { orderIdOf } from './orders.ts';
import { getCheckout, getLine, getOrder, getRefund, type ShopState } from './shop-state.ts';
import type { Order, Refund, Shop } from './shop.ts';
import { retier } from './tag-desk.ts';

const REFUND_BASE = 940_000_000_000;

function refuseUnlessOpen(state: ShopState, token: string): void {
  const checkout = getCheckout(state, token);
  if (checkout.completedAt !== null)
    throw new Error('Expected an open checkout, found one whose order is placed.');
  if (checkout.lines.length === 0)
    throw new Error('Expected a checkout with at least one line, found an empty one.');
}

function placeOrder(state: ShopState, writer: ShopWriter, token: string, paymentType: string): Order {
  refuseUnlessOpen(state, token);
  const { now, write, tell } = writer;
  const number = state.orders.reduce((highest, order) => Math.max(highest, order.number), 0) + 1;
  const checkout = getCheckout(state, token);
  const stockBefore = new Map(
    checkout.lines.map((line) => [
      line.variantId,
      state.productByVariant.get(line.variantId)?.inventory ?? 0,
    ]),
  );
  const { discounts } = discountedTotals(state, checkout, writer.discountsFor);
  write({ kind: 'order', at: now(), token, paymentType, number, ...(discounts.length > 0 && { discounts }) });
  const order = getOrder(state, orderIdOf(number));
  tell({ topic: 'orders/create', order });
  tell({ topic: 'orders/paid', order });
  tell({ topic: 'checkouts/update', checkout });
  if (order.customer) {
    tell({ topic: 'customers/update', customer: order.customer });
    retier(writer, order.customer);
  }
  for (const product of new Set(order.lines.map((line) => line.product))) {
    tellStock(tell, product, stockBefore.get(product.variantId) ?? 0);
  }
  return order;
}

/** Units by line id that a refund takes; refuses more than is left and nothing at all. */
function quantitiesToRefund(
  order: Order,
  wanted?: ReadonlyMap<number, number>,
): (readonly [number, number])[] {
  const all = wanted ?? new Map(order.lines.map((line) => [line.id, line.currentQuantity]));
  const quantities = [...all].filter(([, quantity]) => quantity > 0);
  for (const [lineId, quantity] of quantities) {
    const { currentQuantity } = getLine(order, lineId);
    if (quantity > currentQuantity) {
      throw new Error(
        `Expected at most ${currentQuantity} units to refund of line ${lineId}, found ${quantity}.`,
      );
    }
  }
  if (quantities.length === 0)
    throw new Error(`Expected something left to refund in order #${order.number}.`);
  return quantities;
}

function refundOrder(
  state: ShopState,
  { now, write, tell }: ShopWriter,
  order: Order,
  wanted?: ReadonlyMap<number, number>,
  note?: string,
): Refund {
  const quantities = quantitiesToRefund(order, wanted);
  const id = REFUND_BASE + state.refundById.size + 1;
  write({ kind: 'refund', at: now(), id, orderId: order.id, quantities, note: note ?? null });
  const refund = getRefund(state, id);
  tell({ topic: 'refunds/create', refund });
  tell({ topic: 'orders/updated', order });
  return refund;
}

function cancelOrder(state: ShopState, writer: ShopWriter, order: Order, reason: string): void {
  if (order.cancelledAt !== null)
    throw new Error(`Expected an order that stands, found #${order.number} cancelled.`);
  if (order.lines.some((line) => line.currentQuantity > 0))
    refundOrder(state, writer, order, undefined, `Cancelled: ${reason}`);
  writer.write({ kind: 'cancel', at: writer.now(), orderId: order.id, reason });
  writer.tell({ topic: 'orders/cancelled', order });
  writer.tell({ topic: 'orders/updated', order });
}

/** Orders placed, refunded and cancelled in the sandbox. */
export function createOrderDesk(
  state: ShopState,
  writer: ShopWriter,
): Pick<Shop, 'placeOrder' | 'refundOrder' | 'cancelOrder'> {
  return {
    placeOrder: (token, { paymentType }) => placeOrder(state, writer, token, paymentType),
    refundOrder: (order, quantities, note) => refundOrder(state, writer, order, quantities, note),
    cancelOrder: (order, reason) => cancelOrder(state, writer, order, reason),
  };
}
