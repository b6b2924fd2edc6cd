import { appNamespaceOf } from '#sandbox/admin-api/fields/shared.ts';
import type { MetafieldStore } from '#sandbox/admin-api/metafields.ts';
import { mintCheckoutToken } from '#sandbox/access/session-token.ts';
import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import { countryName } from '#sandbox/shop/countries.ts';
import { gid, numberOfGid } from '#sandbox/shop/gid.ts';
import { deliveriesFor } from '#sandbox/shop/markets.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type {
  Address,
  Checkout,
  CheckoutTotals,
  Customer,
  Order,
  PricedLine,
  Shop,
} from '#sandbox/shop/shop.ts';
import { applyCheckoutChange } from './apply-change.ts';
import type {
  CheckoutAddress,
  CheckoutCustomer,
  CheckoutLine,
  CheckoutMetafield,
  CheckoutOutcome,
  CheckoutRequest,
  CheckoutShop,
  CheckoutView,
  PaymentOption,
} from './checkout-shop.ts';
import { chooseDemoCart, listDemoCustomers } from './demo-choices.ts';

/** Payment types by the handle of the page's option; the shop's orders name the type. */
const PAYMENT_OPTIONS: readonly PaymentOption[] = [
  { handle: 'visa', type: 'creditCard', title: 'Credit card' },
  { handle: 'paypal', type: 'wallet', title: 'PayPal' },
  { handle: 'bank_transfer', type: 'manualPayment', title: 'Bank transfer' },
];

/** The checkout pages' view of the sandbox shop. */
export function createCheckoutShop(
  shop: Shop,
  settings: SandboxSettings,
  metafields: Pick<MetafieldStore, 'list'>,
): CheckoutShop {
  const { identity } = shop;
  const find = (token: string): CheckoutView | null => {
    const checkout = shop.checkouts.get(token);
    return checkout === undefined ? null : viewOf(shop, checkout, metafields);
  };
  /** The shop refuses by throwing an Error that says why. */
  const attempt = (change: () => Checkout | Order): CheckoutOutcome => {
    try {
      const changed = change();
      const checkout = find('checkoutToken' in changed ? changed.checkoutToken : changed.token);
      return checkout === null ? refusal('Unknown checkout.') : { type: 'success', checkout };
    } catch (error) {
      return refusal(error instanceof Error ? error.message : String(error));
    }
  };
  return {
    card: { id: gid('Shop', identity.id), name: identity.name, myshopifyDomain: identity.domain },
    countries: shop.markets.flatMap(({ countries }) =>
      countries.map((code) => ({ code, name: countryName(code) })),
    ),
    paymentOptions: PAYMENT_OPTIONS,
    listDemoCustomers: () => listDemoCustomers(shop),
    createCheckout: (request) => attempt(() => createCheckout(shop, request)),
    findCheckout: find,
    changeCheckout: (token, change) => attempt(() => applyCheckoutChange(shop, token, change)),
    placeOrder: (token, { handle }) => attempt(() => placeOrder(shop, token, handle)),
    mintSessionToken: (customerId) =>
      mintCheckoutToken(identity, settings, customerId === null ? null : numberOfGid(customerId)),
  };
}

function refusal(message: string): CheckoutOutcome {
  return { type: 'error', message };
}

function createCheckout(shop: Shop, request: CheckoutRequest): Checkout {
  const customerId = request.customerId === null ? null : numberOfGid(request.customerId);
  if (Number.isNaN(customerId))
    throw new Error(`Expected a customer number or gid, found "${request.customerId}".`);
  const lines =
    request.lines?.map((line) => ({ ...line, variantId: numberOfGid(line.variantId) })) ??
    chooseDemoCart(shop);
  return shop.checkouts.create({
    customerId,
    lines,
    ...(request.attributes && { attributes: request.attributes }),
    ...(request.countryCode && { countryCode: request.countryCode }),
  });
}

/** Placing twice answers the order there is. */
function placeOrder(shop: Shop, token: string, handle: string): Order {
  const orderId = shop.checkouts.get(token)?.orderId ?? null;
  const placed = orderId === null ? undefined : shop.order(orderId);
  if (placed !== undefined) return placed;
  const option = PAYMENT_OPTIONS.find((known) => known.handle === handle);
  if (option === undefined) throw new Error(`Expected a payment option of this shop, found "${handle}".`);
  return shop.placeOrder(token, { paymentType: option.handle });
}

function viewOf(shop: Shop, checkout: Checkout, metafields: Pick<MetafieldStore, 'list'>): CheckoutView {
  const totals = shop.checkouts.totals(checkout);
  const money = (minor: number) => ({ amount: decimal(minor), currencyCode: totals.currency });
  const customer = checkout.customerId === null ? undefined : shop.customer(checkout.customerId);
  const order = checkout.orderId === null ? undefined : shop.order(checkout.orderId);
  const deliveries = deliveriesFor(shop.marketOf(checkout.countryCode), totals.subtotalMinor);
  return {
    token: checkout.token,
    currencyCode: totals.currency,
    countryCode: checkout.countryCode,
    customer: customer === undefined ? null : customerOf(customer),
    email: checkout.email,
    shippingAddress: checkout.shippingAddress === null ? null : addressOf(checkout.shippingAddress),
    lines: totals.lines.map((line) => lineOf(line, money)),
    attributes: checkout.attributes,
    metafields: metafieldsOf(shop, checkout, metafields),
    shippingOptions: deliveries.map(({ handle, title, priceMinor }) => ({
      handle,
      title,
      price: money(priceMinor),
    })),
    shippingHandle: checkout.shippingHandle,
    subtotal: money(totals.subtotalMinor),
    discounts: totals.discounts.map(({ title, kind, amountMinor }) => ({
      title,
      kind,
      amount: money(amountMinor),
    })),
    shipping: money(totals.shippingMinor - shippingDiscountMinor(totals)),
    total: money(totals.totalMinor),
    order:
      order === undefined
        ? null
        : {
            id: gid('Order', order.id),
            number: `#${order.number}`,
            isFirstOrder: order.customer === null || order.customer.orders.length <= 1,
            paymentHandle: order.paymentType,
          },
  };
}

/** Each owner once, as the app wrote it. */
function metafieldsOf(
  shop: Shop,
  { customerId, lines }: Checkout,
  metafields: Pick<MetafieldStore, 'list'>,
): readonly CheckoutMetafield[] {
  const products = lines.flatMap(({ variantId }) => shop.productOf(variantId) ?? []);
  const owners = new Set([
    gid('Shop', shop.identity.id),
    ...products.map(({ id }) => gid('Product', id)),
    ...(customerId === null ? [] : [gid('Customer', customerId)]),
  ]);
  return [...owners].flatMap((owner) =>
    metafields.list(owner).flatMap(({ ownerId, namespace, key, type, value }) => {
      const own = appNamespaceOf(namespace);
      return own === null ? [] : [{ ownerId, namespace: own, key, type, value }];
    }),
  );
}

function shippingDiscountMinor({ discounts }: CheckoutTotals): number {
  return discounts.reduce((sum, { kind, amountMinor }) => sum + (kind === 'shipping' ? amountMinor : 0), 0);
}

function lineOf(line: PricedLine, money: (minor: number) => CheckoutLine['total']): CheckoutLine {
  const { product } = line;
  return {
    id: line.id,
    variantId: gid('ProductVariant', line.variantId),
    productId: gid('Product', product.id),
    title: product.title,
    subtitle: null,
    sku: product.sku,
    vendor: product.vendor,
    productType: product.productType,
    imageUrl: productImageUrl('', product),
    quantity: line.quantity,
    unitPrice: money(line.unitPriceMinor),
    total: money(line.totalMinor),
    attributes: line.attributes,
  };
}

function customerOf(customer: Customer): CheckoutCustomer {
  return {
    id: gid('Customer', customer.id),
    firstName: customer.firstName,
    lastName: customer.lastName,
    email: customer.email,
    phone: customer.phone,
    acceptsMarketing: customer.acceptsMarketing,
    ordersCount: customer.orders.length,
  };
}

/** Null and empty fields are absent on the wire, as in Shopify's MailingAddress. */
function addressOf(address: Address): CheckoutAddress {
  const { province: _province, ...fields } = address;
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));
}
