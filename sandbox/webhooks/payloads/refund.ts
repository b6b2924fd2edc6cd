import { gid } from '#sandbox/shop/gid.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type { Refund, RefundLine } from '#sandbox/shop/shop.ts';
import { localIsoOf } from '#sandbox/shop/time.ts';
import { paidMinorOf, refundedMinorOf } from '#sandbox/shop/totals.ts';
import { moneySet, SHOP_CURRENCY } from './fields.ts';
import { lineBase } from './order.ts';

function refundLinePayload(refund: Refund, part: RefundLine): Record<string, unknown> {
  const { line, quantity } = part;
  const currency = refund.order.presentmentCurrency;
  return {
    id: part.id,
    quantity,
    line_item_id: line.id,
    location_id: null,
    restock_type: 'no_restock',
    subtotal: paidMinorOf(line, quantity, 'shop') / 100,
    total_tax: 0,
    subtotal_set: moneySet(
      paidMinorOf(line, quantity, 'shop'),
      paidMinorOf(line, quantity, 'presentment'),
      currency,
    ),
    total_tax_set: moneySet(0, 0, currency),
    line_item: lineBase(refund.order, line),
  };
}

function transactionPayload(refund: Refund): Record<string, unknown> {
  const at = localIsoOf(refund.createdAt);
  const id = refund.id + 5_000_000_000_000;
  const unsettled = (currency: string) => ({ amount: '0.00', currency });
  return {
    id,
    admin_graphql_api_id: gid('OrderTransaction', id),
    amount: decimal(refundedMinorOf(refund)),
    amount_rounding: null,
    authorization: null,
    created_at: at,
    currency: SHOP_CURRENCY,
    device_id: null,
    error_code: null,
    gateway: refund.order.paymentType,
    kind: 'refund',
    location_id: null,
    manual_payment_gateway: false,
    message: null,
    order_id: refund.order.id,
    parent_id: null,
    payment_id: `#${refund.order.number}.2`,
    processed_at: at,
    receipt: {},
    source_name: 'web',
    status: 'success',
    test: false,
    total_unsettled_set: {
      presentment_money: unsettled(refund.order.presentmentCurrency),
      shop_money: unsettled(SHOP_CURRENCY),
    },
    user_id: null,
  };
}

/** refunds/create, and a refund inside its order. */
export function refundPayload(refund: Refund): Record<string, unknown> {
  const at = localIsoOf(refund.createdAt);
  return {
    id: refund.id,
    order_id: refund.order.id,
    created_at: at,
    note: refund.note,
    user_id: null,
    processed_at: at,
    duties: [],
    total_duties_set: moneySet(0, 0, refund.order.presentmentCurrency),
    return: null,
    refund_shipping_lines: [],
    restock: false,
    admin_graphql_api_id: gid('Refund', refund.id),
    order_adjustments: [],
    refund_line_items: refund.lines.map((part) => refundLinePayload(refund, part)),
    transactions: [transactionPayload(refund)],
  };
}
