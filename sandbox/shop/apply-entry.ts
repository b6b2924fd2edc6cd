/** Does what a journal entry says. The same entries on the same data give the same shop. */
import { checkoutTotals } from './checkout-totals.ts';
import type { JournalEntry } from './journal.ts';
import { marketOf } from './markets.ts';
import { lineIdOf, orderIdOf } from './orders.ts';
import { applyRefund } from './shop-data.ts';
import {
  getCheckout,
  getCustomer,
  getLine,
  getOrder,
  getProduct,
  getRefund,
  type ShopState,
} from './shop-state.ts';
import type { Checkout, Order, OrderLine, PricedLine, Refund } from './shop.ts';

type Entry<K extends JournalEntry['kind']> = Extract<JournalEntry, { kind: K }>;

const REFUND_LINE_BASE = 680_000_000_000_000;

function createLine(
  { number, discounts = [] }: Entry<'order'>,
  index: number,
  line: PricedLine,
  rate: number,
): OrderLine {
  const presentmentMinor = discounts.reduce((sum, { byLine }) => sum + (byLine[index] ?? 0), 0);
  const discount = { minor: Math.round(presentmentMinor / rate), presentmentMinor };
  return {
    id: lineIdOf(number, index),
    product: line.product,
    quantity: line.quantity,
    currentQuantity: line.quantity,
    unitPriceMinor: line.product.priceMinor,
    presentmentUnitPriceMinor: line.unitPriceMinor,
    ...(presentmentMinor > 0 && { discount }),
    attributes: line.attributes,
  };
}

function createOrder(state: ShopState, entry: Entry<'order'>, checkout: Checkout): Order {
  const totals = checkoutTotals(state, checkout);
  const customer = checkout.customerId === null ? null : getCustomer(state, checkout.customerId);
  const { rate } = marketOf(checkout.countryCode);
  return {
    id: orderIdOf(entry.number),
    number: entry.number,
    customer,
    email: checkout.email ?? customer?.email ?? null,
    createdAt: entry.at,
    updatedAt: entry.at,
    cancelledAt: null,
    cancelReason: null,
    lines: totals.lines.map((line, index) => createLine(entry, index, line, rate)),
    refunds: [],
    countryCode: checkout.shippingAddress?.countryCode ?? checkout.countryCode,
    presentmentCurrency: totals.currency,
    shippingMinor: Math.round(totals.shippingMinor / rate),
    presentmentShippingMinor: totals.shippingMinor,
    ...(entry.discounts && { discounts: entry.discounts }),
    shippingAddress: checkout.shippingAddress ?? customer?.address ?? null,
    paymentType: entry.paymentType,
    checkoutToken: checkout.token,
    cartToken: checkout.cartToken,
    locale: checkout.locale,
    attributes: checkout.attributes,
    tags: [],
    heldBack: false,
  };
}

function applyOrder(state: ShopState, entry: Entry<'order'>): void {
  const checkout = getCheckout(state, entry.token);
  const order = createOrder(state, entry, checkout);
  state.orders.push(order);
  state.orderById.set(order.id, order);
  order.customer?.orders.push(order);
  if (order.customer) {
    order.customer.heldBack = false;
    order.customer.updatedAt = entry.at;
  }
  for (const line of order.lines) {
    line.product.inventory = Math.max(0, line.product.inventory - line.quantity);
    line.product.updatedAt = entry.at;
  }
  checkout.completedAt = entry.at;
  checkout.updatedAt = entry.at;
  checkout.orderId = order.id;
}

function applyNewRefund(state: ShopState, entry: Entry<'refund'>): void {
  const order = getOrder(state, entry.orderId);
  const refund: Refund = {
    id: entry.id,
    order,
    createdAt: entry.at,
    note: entry.note,
    lines: entry.quantities.map(([lineId, quantity], index) => ({
      id: REFUND_LINE_BASE + (entry.id % 1_000_000_000) * 1_000 + index,
      line: getLine(order, lineId),
      quantity,
    })),
  };
  state.refundById.set(refund.id, refund);
  applyRefund(refund);
}

function applyRelease(order: Order): void {
  order.heldBack = false;
  const { customer } = order;
  if (!customer || customer.orders.includes(order)) return;
  customer.heldBack = false;
  customer.orders.push(order);
  customer.orders.sort((a, b) => a.createdAt - b.createdAt);
  customer.updatedAt = Math.max(customer.updatedAt, order.createdAt);
}

function applyCancel(state: ShopState, entry: Entry<'cancel'>): void {
  const order = getOrder(state, entry.orderId);
  order.cancelledAt = entry.at;
  order.cancelReason = entry.reason;
  order.updatedAt = entry.at;
}

export function applyEntry(state: ShopState, entry: JournalEntry): void {
  switch (entry.kind) {
    case 'checkout':
      state.checkoutByToken.set(entry.checkout.token, entry.checkout);
      return;
    case 'order':
      return applyOrder(state, entry);
    case 'refund':
      return applyNewRefund(state, entry);
    case 'cancel':
      return applyCancel(state, entry);
    case 'price':
      Object.assign(getProduct(state, entry.productId), {
        priceMinor: entry.priceMinor,
        updatedAt: entry.at,
      });
      return;
    case 'inventory':
      Object.assign(getProduct(state, entry.productId), { inventory: entry.inventory, updatedAt: entry.at });
      return;
    case 'tags':
      Object.assign(getCustomer(state, entry.customerId), { tags: [...entry.tags], updatedAt: entry.at });
      return;
    case 'release':
      return applyRelease(getOrder(state, entry.id));
    case 'release-refund':
      return applyRefund(getRefund(state, entry.id));
  }
}
