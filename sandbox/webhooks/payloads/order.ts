import { gid } from '#sandbox/shop/gid.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type { Order, OrderLine } from '#sandbox/shop/shop.ts';
import { localIsoOf } from '#sandbox/shop/time.ts';
import { financialStatusOf, totalsOf } from '#sandbox/shop/totals.ts';
import { customerRefPayload } from './customer.ts';
import { discountApplications, lineAllocations, shippingAllocations } from './discounts.ts';
import { addressPayload, moneySet, propertiesPayload, SHOP_CURRENCY } from './fields.ts';
import { refundPayload } from './refund.ts';

/** What orders and refunds say of a line alike. */
export function lineBase(order: Order, line: OrderLine): Record<string, unknown> {
  const { product } = line;
  return {
    id: line.id,
    admin_graphql_api_id: gid('LineItem', line.id),
    fulfillable_quantity: line.currentQuantity,
    fulfillment_service: 'manual',
    fulfillment_status: null,
    gift_card: false,
    grams: 0,
    name: product.title,
    price: decimal(line.unitPriceMinor),
    price_set: moneySet(line.unitPriceMinor, line.presentmentUnitPriceMinor, order.presentmentCurrency),
    product_exists: true,
    product_id: product.id,
    properties: propertiesPayload(line.attributes),
    quantity: line.quantity,
    requires_shipping: true,
    sku: product.sku,
    taxable: true,
    title: product.title,
    total_discount: '0.00',
    total_discount_set: moneySet(0, 0, order.presentmentCurrency),
    variant_id: product.variantId,
    variant_inventory_management: 'shopify',
    variant_title: null,
    vendor: product.vendor,
    tax_lines: [],
    duties: [],
    discount_allocations: lineAllocations(order, line),
  };
}

function linePayload(order: Order, line: OrderLine): Record<string, unknown> {
  return {
    ...lineBase(order, line),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    sales_line_item_group_id: null,
  };
}

function shippingLinePayload(order: Order): Record<string, unknown> {
  const set = moneySet(order.shippingMinor, order.presentmentShippingMinor, order.presentmentCurrency);
  return {
    id: order.id + 1_000_000_000_000,
    carrier_identifier: null,
    code: 'Standard',
    current_discounted_price_set: set,
    discounted_price: decimal(order.shippingMinor),
    discounted_price_set: set,
    is_removed: false,
    phone: null,
    price: decimal(order.shippingMinor),
    price_set: set,
    requested_fulfillment_service_id: null,
    source: 'shopify',
    title: 'Standard delivery',
    tax_lines: [],
    discount_allocations: shippingAllocations(order),
  };
}

function moneyPayload(order: Order): Record<string, unknown> {
  const shop = totalsOf(order, 'shop');
  const buyer = totalsOf(order, 'presentment');
  const set = (
    field:
      | 'itemsMinor'
      | 'discountMinor'
      | 'subtotalMinor'
      | 'currentSubtotalMinor'
      | 'shippingMinor'
      | 'totalMinor'
      | 'currentTotalMinor',
  ) => moneySet(shop[field], buyer[field], order.presentmentCurrency);
  const zero = moneySet(0, 0, order.presentmentCurrency);
  return {
    currency: SHOP_CURRENCY,
    presentment_currency: order.presentmentCurrency,
    current_shipping_price_set: order.cancelledAt === null ? set('shippingMinor') : zero,
    current_subtotal_price: decimal(shop.currentSubtotalMinor),
    current_subtotal_price_set: set('currentSubtotalMinor'),
    current_total_additional_fees_set: null,
    current_total_discounts: '0.00',
    current_total_discounts_set: zero,
    current_total_duties_set: null,
    current_total_price: decimal(shop.currentTotalMinor),
    current_total_price_set: set('currentTotalMinor'),
    current_total_tax: '0.00',
    current_total_tax_set: zero,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    subtotal_price: decimal(shop.subtotalMinor),
    subtotal_price_set: set('subtotalMinor'),
    total_cash_rounding_payment_adjustment_set: zero,
    total_cash_rounding_refund_adjustment_set: zero,
    total_discounts: decimal(shop.discountMinor),
    total_discounts_set: set('discountMinor'),
    total_line_items_price: decimal(shop.itemsMinor),
    total_line_items_price_set: set('itemsMinor'),
    total_outstanding: '0.00',
    total_price: decimal(shop.totalMinor),
    total_price_set: set('totalMinor'),
    total_shipping_price_set: set('shippingMinor'),
    total_tax: '0.00',
    total_tax_set: zero,
    total_tip_received: '0.00',
  };
}

function identityPayload(order: Order): Record<string, unknown> {
  const placed = localIsoOf(order.createdAt);
  return {
    id: order.id,
    admin_graphql_api_id: gid('Order', order.id),
    app_id: 580_111,
    browser_ip: null,
    buyer_accepts_marketing: order.customer?.acceptsMarketing ?? false,
    cancel_reason: order.cancelReason,
    cancelled_at: order.cancelledAt === null ? null : localIsoOf(order.cancelledAt),
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    client_details: null,
    closed_at: null,
    confirmation_number: null,
    confirmed: true,
    contact_email: order.email,
    created_at: placed,
    customer_locale: order.locale,
    device_id: null,
    discount_codes: [],
    duties_included: false,
    email: order.email,
    estimated_taxes: false,
    financial_status: financialStatusOf(order).toLowerCase(),
    fulfillment_status: null,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: 'MTY1MDAwMDAwMDAx',
    merchant_of_record_app_id: null,
    name: `#${order.number}`,
    note: null,
    note_attributes: propertiesPayload(order.attributes),
    number: order.number,
    order_number: order.number,
    order_status_url: `https://attune-demo.myshopify.com/orders/${order.checkoutToken}`,
    payment_gateway_names: [order.paymentType],
    payment_terms: null,
    phone: null,
    po_number: null,
    processed_at: placed,
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: 'web',
    source_url: null,
    tags: order.tags.join(', '),
    tax_exempt: false,
    tax_lines: [],
    taxes_included: true,
    test: false,
    token: order.checkoutToken,
    total_weight: 0,
    updated_at: localIsoOf(order.updatedAt),
    user_id: null,
  };
}

/** orders/create, orders/paid, orders/updated, orders/cancelled: the order as it is now. */
export function orderPayload(order: Order): Record<string, unknown> {
  const address = order.shippingAddress ? addressPayload(order.shippingAddress) : null;
  return {
    ...identityPayload(order),
    ...moneyPayload(order),
    billing_address: address,
    customer: order.customer ? customerRefPayload(order.customer) : null,
    discount_applications: discountApplications(order),
    fulfillments: [],
    line_items: order.lines.map((line) => linePayload(order, line)),
    refunds: order.refunds.map(refundPayload),
    shipping_address: address,
    shipping_lines: order.presentmentShippingMinor > 0 ? [shippingLinePayload(order)] : [],
    returns: [],
    line_item_groups: [],
  };
}
