import type { AddressPayload } from '#app/contracts/webhooks/fields.ts';
import type {
  OrderEditPayload,
  OrderLinePayload,
  OrderPayload,
  RefundPayload,
} from '#app/contracts/webhooks/order.ts';
import { gid, type CustomerId, type Gid, type OrderId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { OrderChange } from '#app/domain/profiles/adjust-order.ts';
import type { OrderLine, OrderRecord } from '#app/domain/profiles/order-record.ts';
import { refundIn, type RefundedMoney } from '#app/domain/profiles/refunded-money.ts';
import type { GivenDiscount, OrderAdjustment, OrderNews } from '#app/ports/shop-news.ts';
import { instantOf, minorOf, ownAttributes, savedAddressOf, sumOf } from '../order-parts.ts';

/** The global id of a REST resource: its own where sent, because a bare number may have lost digits on the way. */
export function globalIdOf<Type extends string>(
  type: Type,
  resource: { readonly id: string; readonly admin_graphql_api_id?: string | null },
): Gid<Type> {
  return gid(type, resource.admin_graphql_api_id?.slice(`gid://shopify/${type}/`.length) ?? resource.id);
}

/** A REST-shaped order. */
export function toOrderNews(payload: OrderPayload): OrderNews {
  const address = savedAddressOf(payload.shipping_address && camelAddress(payload.shipping_address));
  const paymentType = payload.payment_gateway_names?.at(-1) ?? null;
  const refunds = (payload.refunds ?? []).map((refund) => toHeldRefund(refund, payload.currency));
  const saved = { address, paymentType };
  return { kind: 'order', order: toOrderRecord(payload), saved, refunds, discounts: givenDiscounts(payload) };
}

/** Automatic discounts alone: one with a code is the merchant's own. */
function givenDiscounts(payload: OrderPayload): readonly GivenDiscount[] {
  const {
    currency,
    discount_applications: applications,
    line_items: lines,
    shipping_lines: shipping,
  } = payload;
  const allocations = [...lines, ...(shipping ?? [])].flatMap((line) => line.discount_allocations ?? []);
  return (applications ?? []).flatMap(({ type, title }, index) => {
    if (type !== 'automatic' || !title) return [];
    const own = allocations.filter((allocation) => allocation.discount_application_index === index);
    return [{ title, amountMinor: own.reduce((sum, { amount }) => sum + minorOf(amount, currency), 0) }];
  });
}

/** The order's own lines tell already what it took from them. */
function toHeldRefund(refund: RefundPayload, currency: string): OrderChange {
  return {
    id: globalIdOf('Refund', refund),
    at: toInstant(refund.created_at),
    amountMinor: minorOf(refundIn(refundedMoneyOf(refund), currency), currency),
    lines: [],
  };
}

export function toOrderRecord(payload: OrderPayload): OrderRecord {
  const { currency } = payload;
  const customerId: CustomerId | null = payload.customer ? globalIdOf('Customer', payload.customer) : null;
  const refunds = payload.refunds ?? [];
  return {
    id: globalIdOf('Order', payload),
    customerId,
    checkoutToken: payload.checkout_token ?? null,
    cartToken: payload.cart_token ?? null,
    processedAt: toInstant(payload.processed_at ?? payload.created_at ?? payload.updated_at),
    updatedAt: toInstant(payload.updated_at),
    cancelledAt: instantOf(payload.cancelled_at),
    test: payload.test ?? false,
    sourceName: payload.source_name ?? null,
    country: payload.shipping_address?.country_code ?? null,
    currency,
    subtotalMinor: minorOf(payload.subtotal_price, currency),
    totalMinor: minorOf(payload.total_price, currency),
    refundedMinor: refunds.reduce(
      (sum, refund) => sum + minorOf(refundIn(refundedMoneyOf(refund), currency), currency),
      0,
    ),
    lines: payload.line_items.filter(isGoods).map((line) => toOrderLine(line, currency)),
  };
}

/** A tip is written as a line too, which the subtotal does not hold: it alone names a gateway, be it none. */
function isGoods({ tip_payment_gateway }: OrderLinePayload): boolean {
  return tip_payment_gateway === undefined;
}

function toOrderLine(line: OrderLinePayload, currency: string): OrderLine {
  return {
    id: globalIdOf('LineItem', line),
    productId: line.product_id ? gid('Product', line.product_id) : null,
    variantId: line.variant_id ? gid('ProductVariant', line.variant_id) : null,
    title: line.title ?? '',
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? line.quantity,
    unitPriceMinor: discountedUnitPrice(line, currency),
    attributes: ownAttributes(line.properties ?? []),
  };
}

/** As Shopify's discountedUnitPriceAfterAllDiscountsSet: all discounts spread over the units, rounded. */
function discountedUnitPrice(line: OrderLinePayload, currency: string): number {
  const unitMinor = minorOf(line.price, currency);
  const discountMinor = (line.discount_allocations ?? []).reduce(
    (sum, { amount }) => sum + minorOf(amount, currency),
    0,
  );
  return line.quantity > 0
    ? Math.round((unitMinor * line.quantity - discountMinor) / line.quantity)
    : unitMinor;
}

/** What was really paid back, in the currency in which it was paid; where no transaction is to, the goods. */
function paidBackOf(refund: RefundPayload): RefundedMoney['paidBack'] {
  const transactions = (refund.transactions ?? []).filter(({ kind, amount }) => kind === 'refund' && amount);
  if (transactions.length === 0) return { amount: goodsAmountOf(refund), currency: null };
  const paidBack = transactions.filter(({ status }) => status !== 'failure' && status !== 'error');
  return {
    amount: sumOf(paidBack.map(({ amount }) => Number(amount))),
    currency: paidBack[0]?.currency ?? null,
  };
}

/**
 * The lines' subtotals, less what was kept back of them or given beyond them: an adjustment below zero is money without goods, one above zero
 * goods without money, such as those that an edit took out and that are paid back later. All in the shop's currency, whatever the buyer paid in.
 */
function goodsAmountOf(refund: RefundPayload): string {
  const goods = (refund.refund_line_items ?? []).map(({ subtotal }) => Number(subtotal ?? 0));
  const adjusted = (refund.order_adjustments ?? [])
    .filter(({ kind }) => kind !== 'shipping_refund')
    .map(({ amount, tax_amount }) => -Number(amount) - Number(tax_amount ?? 0));
  return sumOf([...goods, ...adjusted]);
}

function refundedMoneyOf(refund: RefundPayload): RefundedMoney {
  return { paidBack: paidBackOf(refund), goodsAmount: goodsAmountOf(refund) };
}

/** A refund by itself. */
export function toRefund(payload: RefundPayload & { readonly order_id: string }): OrderAdjustment {
  return {
    kind: 'order-adjustment',
    id: globalIdOf('Refund', payload),
    orderId: gid('Order', payload.order_id),
    at: toInstant(payload.created_at),
    ...refundedMoneyOf(payload),
    lines: (payload.refund_line_items ?? []).map(({ line_item, line_item_id, quantity }) => ({
      lineId: line_item ? globalIdOf('LineItem', line_item) : gid('LineItem', line_item_id),
      quantity,
    })),
  };
}

/** An edit by itself: it names lines and by how much they changed; new lines come with orders/updated. */
export function toOrderEdit({ order_edit: edit }: OrderEditPayload, receivedAt: Date): OrderAdjustment {
  const change = (sign: 1 | -1) => (line: { id: string; delta: number }) => ({
    lineId: gid('LineItem', line.id),
    quantity: sign * line.delta,
  });
  const orderId: OrderId = gid('Order', edit.order_id);
  return {
    kind: 'order-adjustment',
    id: gid('OrderEdit', edit.id),
    orderId,
    at: instantOf(edit.committed_at ?? edit.created_at) ?? toInstant(receivedAt),
    paidBack: { amount: '0', currency: null },
    goodsAmount: '0',
    lines: [...edit.line_items.removals.map(change(1)), ...edit.line_items.additions.map(change(-1))],
  };
}

function camelAddress(address: AddressPayload) {
  return {
    firstName: address.first_name,
    lastName: address.last_name,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    provinceCode: address.province_code,
    countryCode: address.country_code,
    phone: address.phone,
  };
}
