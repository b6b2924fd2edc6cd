import { connect } from '#sandbox/admin-api/connection.ts';
import type { FieldTable } from '#sandbox/admin-api/context.ts';
import { gid } from '#sandbox/shop/gid.ts';
import type { Order, OrderLine, Refund, RefundLine } from '#sandbox/shop/shop.ts';
import { isoOf } from '#sandbox/shop/time.ts';
import {
  financialStatusOf,
  lineDiscountMinorOf,
  paidMinorOf,
  refundedMinorOf,
  totalsOf,
  type OrderTotals,
} from '#sandbox/shop/totals.ts';
import { variantSource } from './product.ts';
import { metafieldFields, moneyBag, SHOP_CURRENCY, type AddressSource } from './shared.ts';

/** A line with its order, whose currency its money needs. */
export interface LineSource {
  readonly order: Order;
  readonly line: OrderLine;
}
interface RefundLineSource {
  readonly refund: Refund;
  readonly part: RefundLine;
}

const totalBag = (field: keyof OrderTotals) => (order: Order) =>
  moneyBag(totalsOf(order, 'shop')[field], totalsOf(order, 'presentment')[field], order.presentmentCurrency);
const zeroBag = (order: Order) => moneyBag(0, 0, order.presentmentCurrency);

const addressOf = (order: Order): AddressSource | null =>
  order.shippingAddress ? { id: order.id + 3_000_000_000_000, address: order.shippingAddress } : null;

const linesOf = (order: Order): LineSource[] => order.lines.map((line) => ({ order, line }));

const order: FieldTable<Order> = {
  id: ({ id }) => gid('Order', id),
  legacyResourceId: ({ id }) => String(id),
  name: ({ number }) => `#${number}`,
  phone: () => null,
  note: () => null,
  test: () => false,
  sourceName: () => 'web',
  createdAt: ({ createdAt }) => isoOf(createdAt),
  processedAt: ({ createdAt }) => isoOf(createdAt),
  updatedAt: ({ updatedAt }) => isoOf(updatedAt),
  cancelledAt: ({ cancelledAt }) => (cancelledAt === null ? null : isoOf(cancelledAt)),
  cancelReason: ({ cancelReason }) => cancelReason?.toUpperCase() ?? null,
  closed: () => false,
  closedAt: () => null,
  confirmed: () => true,
  currencyCode: () => SHOP_CURRENCY,
  presentmentCurrencyCode: ({ presentmentCurrency }) => presentmentCurrency,
  customerLocale: ({ locale }) => locale,
  customAttributes: ({ attributes }) => attributes,
  discountCodes: () => [],
  displayFinancialStatus: financialStatusOf,
  displayFulfillmentStatus: () => 'UNFULFILLED',
  shippingAddress: addressOf,
  billingAddress: addressOf,
  lineItems: (source, args) => connect(linesOf(source), args, ({ line }) => line.id),
  refunds: ({ refunds }, args) =>
    typeof args['first'] === 'number' ? refunds.slice(0, args['first']) : refunds,
  paymentGatewayNames: ({ paymentType }) => [paymentType],
  subtotalLineItemsQuantity: ({ lines }) => lines.reduce((sum, line) => sum + line.quantity, 0),
  currentSubtotalLineItemsQuantity: ({ lines }) => lines.reduce((sum, line) => sum + line.currentQuantity, 0),
  subtotalPriceSet: totalBag('subtotalMinor'),
  currentSubtotalPriceSet: totalBag('currentSubtotalMinor'),
  totalPriceSet: totalBag('totalMinor'),
  currentTotalPriceSet: totalBag('currentTotalMinor'),
  originalTotalPriceSet: totalBag('totalMinor'),
  totalDiscountsSet: zeroBag,
  totalRefundedSet: totalBag('refundedMinor'),
  totalShippingPriceSet: totalBag('shippingMinor'),
  totalTaxSet: zeroBag,
  totalReceivedSet: totalBag('totalMinor'),
  netPaymentSet: totalBag('currentTotalMinor'),
  taxesIncluded: () => true,
  fullyPaid: () => true,
  unpaid: () => false,
  ...metafieldFields(({ id }: Order) => gid('Order', id)),
};

const lineItem: FieldTable<LineSource> = {
  id: ({ line }) => gid('LineItem', line.id),
  title: ({ line }) => line.product.title,
  name: ({ line }) => line.product.title,
  sku: ({ line }) => line.product.sku,
  vendor: ({ line }) => line.product.vendor,
  variantTitle: () => null,
  quantity: ({ line }) => line.quantity,
  currentQuantity: ({ line }) => line.currentQuantity,
  refundableQuantity: ({ line }) => line.currentQuantity,
  isGiftCard: () => false,
  requiresShipping: () => true,
  taxable: () => true,
  product: ({ line }) => line.product,
  variant: ({ line }) => variantSource(line.product),
  customAttributes: ({ line }) => line.attributes,
  originalUnitPriceSet: unitBag,
  discountedUnitPriceSet: unitBag,
  discountedUnitPriceAfterAllDiscountsSet: ({ order: source, line }) => {
    const [shop, buyer] = SIDES.map((side) =>
      Math.round(paidMinorOf(line, line.quantity, side) / line.quantity),
    );
    return moneyBag(shop ?? 0, buyer ?? 0, source.presentmentCurrency);
  },
  originalTotalSet: wholeBag,
  discountedTotalSet: wholeBag,
  totalDiscountSet: ({ order: source, line }) => {
    const [shop, buyer] = SIDES.map((side) => lineDiscountMinorOf(line, side));
    return moneyBag(shop ?? 0, buyer ?? 0, source.presentmentCurrency);
  },
  image: () => null,
};

const SIDES = ['shop', 'presentment'] as const;

function unitBag({ order: source, line }: LineSource) {
  return moneyBag(line.unitPriceMinor, line.presentmentUnitPriceMinor, source.presentmentCurrency);
}

function wholeBag({ order: source, line }: LineSource) {
  const { quantity } = line;
  return moneyBag(
    line.unitPriceMinor * quantity,
    line.presentmentUnitPriceMinor * quantity,
    source.presentmentCurrency,
  );
}

const refund: FieldTable<Refund> = {
  id: ({ id }) => gid('Refund', id),
  legacyResourceId: ({ id }) => String(id),
  createdAt: ({ createdAt }) => isoOf(createdAt),
  processedAt: ({ createdAt }) => isoOf(createdAt),
  updatedAt: ({ createdAt }) => isoOf(createdAt),
  refundLineItems: (source, args) =>
    connect(
      source.lines.map((part): RefundLineSource => ({ refund: source, part })),
      args,
      ({ part }) => part.id,
    ),
  totalRefundedSet: (source) =>
    moneyBag(
      refundedMinorOf(source, 'shop'),
      refundedMinorOf(source, 'presentment'),
      source.order.presentmentCurrency,
    ),
};

const refundLineItem: FieldTable<RefundLineSource> = {
  id: ({ part }) => gid('RefundLineItem', part.id),
  lineItem: ({ refund: source, part }): LineSource => ({ order: source.order, line: part.line }),
  location: () => null,
  quantity: ({ part }) => part.quantity,
  priceSet: ({ refund: source, part }) => unitBag({ order: source.order, line: part.line }),
  subtotalSet: ({ refund: source, part: { line, quantity } }) =>
    moneyBag(
      line.unitPriceMinor * quantity,
      line.presentmentUnitPriceMinor * quantity,
      source.order.presentmentCurrency,
    ),
  restockType: () => 'NO_RESTOCK',
  restocked: () => false,
};

export const orderFields = {
  Order: order,
  LineItem: lineItem,
  Refund: refund,
  RefundLineItem: refundLineItem,
};
