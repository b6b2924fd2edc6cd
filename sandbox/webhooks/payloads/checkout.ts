import { decimal } from '#sandbox/shop/money.ts';
import type { Cart, Checkout, Customer, PricedLine, Shop } from '#sandbox/shop/shop.ts';
import { isoOf, localIsoOf } from '#sandbox/shop/time.ts';
import { customerRefPayload } from './customer.ts';
import { addressPayload, moneySet, propertiesPayload, SHOP_CURRENCY } from './fields.ts';

/** A line's key is the last part of its gid. */
const keyOf = (line: PricedLine): string => `${line.variantId}:${line.id.split('/').at(-1) ?? ''}`;

function cartLinePayload(line: PricedLine, currency: string): Record<string, unknown> {
  const { product } = line;
  const unit = moneySet(product.priceMinor, line.unitPriceMinor, currency);
  const whole = moneySet(product.priceMinor * line.quantity, line.totalMinor, currency);
  return {
    id: line.variantId,
    properties:
      line.attributes.length === 0
        ? null
        : Object.fromEntries(line.attributes.map(({ key, value }) => [key, value])),
    quantity: line.quantity,
    variant_id: line.variantId,
    key: keyOf(line),
    discounted_price: decimal(product.priceMinor),
    discounts: [],
    gift_card: false,
    grams: 0,
    line_price: decimal(product.priceMinor * line.quantity),
    original_line_price: decimal(product.priceMinor * line.quantity),
    original_price: decimal(product.priceMinor),
    price: decimal(product.priceMinor),
    product_id: product.id,
    sku: product.sku,
    taxable: true,
    title: product.title,
    total_discount: '0.00',
    vendor: product.vendor,
    discounted_price_set: unit,
    line_price_set: whole,
    original_line_price_set: whole,
    price_set: unit,
    total_discount_set: moneySet(0, 0, currency),
    parent_relationship: null,
  };
}

/** carts/create and carts/update. It does not say whose cart it is. */
export function cartPayload(shop: Shop, cart: Cart): Record<string, unknown> {
  const { currency } = shop.marketOf(cart.countryCode);
  return {
    id: cart.cartToken,
    token: cart.cartToken,
    line_items: shop.pricedLines(cart).map((line) => cartLinePayload(line, currency)),
    note: null,
    updated_at: isoOf(cart.updatedAt).replace('Z', '.000Z'),
    created_at: isoOf(cart.createdAt).replace('Z', '.000Z'),
  };
}

function checkoutLinePayload(line: PricedLine): Record<string, unknown> {
  const { product } = line;
  return {
    applied_discounts: [],
    discount_allocations: [],
    key: keyOf(line),
    destination_location_id: null,
    fulfillment_service: 'manual',
    gift_card: false,
    grams: 0,
    origin_location_id: null,
    presentment_title: product.title,
    presentment_variant_title: null,
    product_id: product.id,
    properties: propertiesPayload(line.attributes),
    quantity: line.quantity,
    requires_shipping: true,
    sku: product.sku,
    tax_lines: [],
    taxable: true,
    title: product.title,
    variant_id: line.variantId,
    variant_title: null,
    variant_price: decimal(product.priceMinor),
    vendor: product.vendor,
    user_id: null,
    unit_price_measurement: null,
    rank: null,
    compare_at_price: null,
    line_price: decimal(product.priceMinor * line.quantity),
    price: decimal(product.priceMinor),
  };
}

function moneyPayload(shop: Shop, checkout: Checkout): Record<string, unknown> {
  const totals = shop.checkouts.totals(checkout);
  const { rate } = shop.marketOf(checkout.countryCode);
  const items = totals.lines.reduce((sum, line) => sum + line.product.priceMinor * line.quantity, 0);
  const [onLines, onShipping] = [false, true].map((isShipping) =>
    totals.discounts
      .filter(({ kind }) => (kind === 'shipping') === isShipping)
      .reduce((sum, { amountMinor }) => sum + Math.round(amountMinor / rate), 0),
  );
  const subtotal = items - (onLines ?? 0);
  return {
    currency: SHOP_CURRENCY,
    presentment_currency: totals.currency,
    total_discounts: decimal((onLines ?? 0) + (onShipping ?? 0)),
    total_line_items_price: decimal(items),
    total_price: decimal(subtotal + Math.round(totals.shippingMinor / rate) - (onShipping ?? 0)),
    total_tax: '0.00',
    subtotal_price: decimal(subtotal),
    total_duties: null,
    line_items: totals.lines.map(checkoutLinePayload),
  };
}

/** checkouts/create and checkouts/update. Amounts are in the shop's currency. */
export function checkoutPayload(shop: Shop, checkout: Checkout): Record<string, unknown> {
  const customer: Customer | undefined =
    checkout.customerId === null ? undefined : shop.customer(checkout.customerId);
  const address = checkout.shippingAddress ? addressPayload(checkout.shippingAddress) : null;
  return {
    id: checkout.id,
    token: checkout.token,
    cart_token: checkout.cartToken,
    email: checkout.email,
    gateway: null,
    buyer_accepts_marketing: customer?.acceptsMarketing ?? false,
    created_at: localIsoOf(checkout.createdAt),
    updated_at: localIsoOf(checkout.updatedAt),
    landing_site: null,
    note: null,
    note_attributes: propertiesPayload(checkout.attributes),
    referring_site: null,
    shipping_lines: [],
    taxes_included: true,
    total_weight: 0,
    completed_at: checkout.completedAt === null ? null : localIsoOf(checkout.completedAt),
    closed_at: null,
    user_id: null,
    location_id: null,
    source_identifier: null,
    source_url: null,
    device_id: null,
    phone: null,
    customer_locale: checkout.locale,
    name: `#${checkout.id}`,
    source: null,
    abandoned_checkout_url: `https://${shop.identity.domain}/checkouts/${checkout.token}/recover`,
    discount_codes: [],
    tax_lines: [],
    source_name: 'web',
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    reservation_token: null,
    ...moneyPayload(shop, checkout),
    billing_address: address,
    shipping_address: address,
    customer: customer ? customerRefPayload(customer) : null,
  };
}
