/**
 * What the checkout pages ask of the shop behind them. The shop (sandbox/shop) owns carts, prices, stock and orders and sends
 * the webhooks; the pages only show and ask. Money is {amount: decimal text, currencyCode}; ids are gid strings.
 */
import type { WireMoney } from '#app/contracts/money.ts';

export interface CheckoutLine {
  /** gid://shopify/CartLine/... ; may change with every change of the cart. */
  readonly id: string;
  readonly variantId: string;
  readonly productId: string;
  readonly title: string;
  /** Variant title; null when the product has only one. */
  readonly subtitle: string | null;
  readonly sku: string | null;
  readonly vendor: string;
  readonly productType: string;
  readonly imageUrl: string | null;
  readonly quantity: number;
  readonly unitPrice: WireMoney;
  /** unitPrice x quantity. */
  readonly total: WireMoney;
  readonly attributes: readonly CheckoutAttribute[];
}

export interface CheckoutAttribute {
  readonly key: string;
  readonly value: string;
}

/** A metafield in the app's own namespace, which is named as the app names it: "$app" or "$app:<name>". */
export interface CheckoutMetafield {
  /** gid */
  readonly ownerId: string;
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
}

/** A discount that the checkout gets. */
export interface CheckoutReduction {
  readonly title: string;
  readonly kind: 'order' | 'product' | 'shipping';
  /** What it takes off, above zero. */
  readonly amount: WireMoney;
}

/** Field names follow Shopify's MailingAddress. */
export interface CheckoutAddress {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly company?: string;
  readonly address1?: string;
  readonly address2?: string;
  readonly city?: string;
  readonly zip?: string;
  readonly provinceCode?: string;
  readonly countryCode?: string;
  readonly phone?: string;
}

export interface CheckoutCustomer {
  /** gid://shopify/Customer/... */
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly acceptsMarketing: boolean;
  readonly ordersCount: number;
}

export interface ShippingOption {
  readonly handle: string;
  readonly title: string;
  readonly price: WireMoney;
}

export interface PlacedOrder {
  /** gid://shopify/Order/... */
  readonly id: string;
  /** As the buyer sees it, e.g. "#1042". */
  readonly number: string;
  readonly isFirstOrder: boolean;
  /** Of the payment option it was paid with. */
  readonly paymentHandle: string;
}

/** One checkout as the buyer sees it now. */
export interface CheckoutView {
  readonly token: string;
  readonly currencyCode: string;
  /** Two letters: the market whose prices and currency are shown. */
  readonly countryCode: string;
  readonly customer: CheckoutCustomer | null;
  readonly email: string | null;
  readonly shippingAddress: CheckoutAddress | null;
  readonly lines: readonly CheckoutLine[];
  readonly attributes: readonly CheckoutAttribute[];
  /** The app's own metafields of the shop, of products in the cart and of the customer. */
  readonly metafields: readonly CheckoutMetafield[];
  readonly shippingOptions: readonly ShippingOption[];
  readonly shippingHandle: string | null;
  /** Before discounts, like the prices of the shipping options. */
  readonly subtotal: WireMoney;
  /** Off the lines or off shipping. */
  readonly discounts: readonly CheckoutReduction[];
  /** After discounts. */
  readonly shipping: WireMoney | null;
  readonly total: WireMoney;
  /** Set once the order is placed: the checkout is then read-only. */
  readonly order: PlacedOrder | null;
}

/** Changes of a checkout; one a call, like Shopify's apply...Change. */
export type CheckoutChange =
  | {
      readonly type: 'addCartLine';
      readonly merchandiseId: string;
      readonly quantity: number;
      readonly attributes?: readonly CheckoutAttribute[];
    }
  | { readonly type: 'removeCartLine'; readonly id: string; readonly quantity: number }
  | {
      readonly type: 'updateCartLine';
      readonly id: string;
      readonly quantity?: number;
      readonly merchandiseId?: string;
      readonly attributes?: readonly CheckoutAttribute[];
    }
  | { readonly type: 'updateAttribute'; readonly key: string; readonly value: string }
  | { readonly type: 'removeAttribute'; readonly key: string }
  | { readonly type: 'updateShippingAddress'; readonly address: CheckoutAddress }
  | { readonly type: 'updateEmail'; readonly email: string }
  | { readonly type: 'selectShipping'; readonly handle: string }
  | { readonly type: 'setCountry'; readonly countryCode: string }
  /** Signs the buyer in (gid) or out (null). */
  | { readonly type: 'setCustomer'; readonly customerId: string | null };

/** A refusal is an answer, not an exception: "sold out", "unknown line", "unknown country". */
export type CheckoutOutcome =
  | { readonly type: 'success'; readonly checkout: CheckoutView }
  | { readonly type: 'error'; readonly message: string };

export interface CheckoutRequest {
  /** Of the cart. */
  readonly attributes?: readonly CheckoutAttribute[];
  /** gid or number; null for a guest. */
  readonly customerId: string | null;
  /** Null: the customer's own, or the shop's. */
  readonly countryCode: string | null;
  /** Null: a sensible demo cart. Variant ids as gid or number. */
  readonly lines:
    | readonly {
        readonly variantId: string;
        readonly quantity: number;
        readonly attributes?: readonly CheckoutAttribute[];
      }[]
    | null;
}

export interface PaymentOption {
  readonly handle: string;
  /** Shopify's PaymentOption type: all that an extension may see. */
  readonly type: 'creditCard' | 'wallet' | 'manualPayment';
  readonly title: string;
}

/** What the pages say of the shop itself. */
export interface ShopCard {
  /** gid://shopify/Shop/... */
  readonly id: string;
  readonly name: string;
  readonly myshopifyDomain: string;
}

export interface CheckoutShop {
  readonly card: ShopCard;
  /** Countries the address form and the toolbar offer, the shop's own first. */
  readonly countries: readonly { readonly code: string; readonly name: string }[];
  readonly paymentOptions: readonly PaymentOption[];
  /** A few customers the toolbar offers, with a word on each. */
  listDemoCustomers(): readonly { readonly id: string; readonly label: string }[];
  createCheckout(request: CheckoutRequest): CheckoutOutcome;
  findCheckout(token: string): CheckoutView | null;
  /** Applies the change and sends carts/update and checkouts/update. */
  changeCheckout(token: string, change: CheckoutChange): CheckoutOutcome;
  /** Turns the checkout into an order and sends orders/create. A second call answers the same order. */
  placeOrder(token: string, payment: { readonly handle: string }): CheckoutOutcome;
  /** Session token of a checkout extension: HS256, dest without https://, aud, exp in 5 minutes, nbf, iat, jti, sub when given. */
  mintSessionToken(customerId: string | null): string;
}
