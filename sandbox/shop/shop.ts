/**
 * The shop that the sandbox plays: what its parts (Admin API, webhooks, checkout pages, control) read and change.
 * Money is whole minor units, times are whole seconds since 1970, ids are Shopify's numbers (a gid is made by gid.ts).
 */

export interface Identity {
  readonly id: number;
  readonly name: string;
  /** `attune-demo.myshopify.com` */
  readonly domain: string;
  /** The part before `.myshopify.com`, as in admin links. */
  readonly handle: string;
  readonly email: string;
  readonly currency: string;
  readonly country: string;
  readonly timeZone: string;
}

/** On what terms a product is sold. */
export interface SaleTerms {
  readonly isGiftCard: boolean;
  readonly requiresShipping: boolean;
  /** In the shop's currency; null where the merchant never entered it. */
  readonly unitCostMinor: number | null;
  /** Of a bundle, the skus in it. */
  readonly componentSkus: readonly string[];
  /** Published in the home market only. */
  readonly isHomeOnly: boolean;
}

export interface Product {
  readonly id: number;
  readonly variantId: number;
  readonly inventoryItemId: number;
  readonly sku: string;
  readonly title: string;
  readonly handle: string;
  readonly productType: string;
  readonly vendor: string;
  readonly tags: readonly string[];
  readonly createdAt: number;
  readonly terms: SaleTerms;
  /** In the shop's currency. */
  priceMinor: number;
  /** Units that can be sold; never under 0. */
  inventory: number;
  updatedAt: number;
}

export interface Address {
  firstName: string;
  lastName: string;
  company: string | null;
  address1: string;
  address2: string | null;
  city: string;
  province: string | null;
  provinceCode: string | null;
  zip: string;
  countryCode: string;
  phone: string | null;
}

export interface Customer {
  readonly id: number;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  /** `en`, `de`, `fr`... */
  locale: string;
  countryCode: string;
  tags: string[];
  acceptsMarketing: boolean;
  address: Address;
  /** The payment type used most, e.g. `visa`. Never card data. */
  paymentType: string;
  readonly createdAt: number;
  updatedAt: number;
  /** Released orders, oldest first. */
  readonly orders: Order[];
  /** True until a webhook has told of the customer: the Admin API does not show them yet. */
  heldBack: boolean;
}

export interface LineAttribute {
  readonly key: string;
  readonly value: string;
}

export interface OrderLine {
  readonly id: number;
  readonly product: Product;
  readonly quantity: number;
  /** Quantity less what was refunded. */
  currentQuantity: number;
  /** In the shop's currency. */
  readonly unitPriceMinor: number;
  /** In the order's presentment currency. */
  readonly presentmentUnitPriceMinor: number;
  /** Taken off the whole line, in both currencies; left out where nothing is. */
  readonly discount?: { readonly minor: number; readonly presentmentMinor: number };
  readonly attributes: readonly LineAttribute[];
}

export interface RefundLine {
  readonly id: number;
  readonly line: OrderLine;
  readonly quantity: number;
}

export interface Refund {
  readonly id: number;
  readonly order: Order;
  readonly createdAt: number;
  readonly lines: readonly RefundLine[];
  readonly note: string | null;
}

export interface Order {
  readonly id: number;
  /** The data's own number, counted on for placed orders: `#536365` is the order's name. */
  readonly number: number;
  readonly customer: Customer | null;
  readonly email: string | null;
  readonly createdAt: number;
  updatedAt: number;
  cancelledAt: number | null;
  cancelReason: string | null;
  readonly lines: readonly OrderLine[];
  readonly refunds: Refund[];
  readonly countryCode: string;
  readonly presentmentCurrency: string;
  readonly shippingMinor: number;
  readonly presentmentShippingMinor: number;
  /** What discount functions gave; left out where nothing. */
  readonly discounts?: readonly CheckoutDiscount[];
  readonly shippingAddress: Address | null;
  readonly paymentType: string;
  readonly checkoutToken: string;
  readonly cartToken: string;
  readonly locale: string;
  readonly attributes: readonly LineAttribute[];
  tags: string[];
  /** True until its orders/create webhook is sent: the Admin API does not show it yet. */
  heldBack: boolean;
}

export interface CheckoutLine {
  /** `gid://shopify/CartLine/<uuid>` */
  readonly id: string;
  readonly variantId: number;
  quantity: number;
  attributes: LineAttribute[];
}

/** A cart on its way to an order. The cart behind it shares its lines. */
export interface Checkout {
  readonly id: number;
  readonly token: string;
  readonly cartToken: string;
  readonly createdAt: number;
  updatedAt: number;
  /** A signed-in customer; null for a guest. */
  customerId: number | null;
  email: string | null;
  /** Decides the market: its currency and prices. */
  countryCode: string;
  /** `en-GB` */
  locale: string;
  lines: CheckoutLine[];
  shippingAddress: Address | null;
  shippingHandle: 'standard' | 'express';
  /** Cart attributes. */
  attributes: LineAttribute[];
  completedAt: number | null;
  orderId: number | null;
}

/** What carts/* webhooks tell of: a cart of the storefront, or the one that shares a checkout's lines. */
export type Cart = Pick<
  Checkout,
  'cartToken' | 'createdAt' | 'updatedAt' | 'countryCode' | 'lines' | 'attributes'
>;

/** What a discount function gives a checkout. */
export interface CheckoutDiscount {
  /** What the buyer reads. */
  readonly title: string;
  readonly kind: 'order' | 'product' | 'shipping';
  /** A percentage, or null for a fixed amount. */
  readonly percent: number | null;
  /** What it takes off, in minor units of the checkout's currency. */
  readonly amountMinor: number;
  /** Of it, by place of the line; empty for shipping. */
  readonly byLine: readonly number[];
}

export interface PricedLine extends CheckoutLine {
  readonly product: Product;
  readonly unitPriceMinor: number;
  readonly totalMinor: number;
}

/** What a checkout costs, in its own currency. */
export interface CheckoutTotals {
  readonly currency: string;
  readonly lines: readonly PricedLine[];
  /** Before discounts, like shipping. */
  readonly subtotalMinor: number;
  readonly shippingMinor: number;
  readonly discounts: readonly CheckoutDiscount[];
  readonly totalMinor: number;
}

export interface Market {
  readonly id: number;
  readonly name: string;
  readonly handle: string;
  readonly currency: string;
  readonly countries: readonly string[];
  readonly primary: boolean;
  /** Units of the market's currency for one unit of the shop's, before rounding. */
  readonly rate: number;
}

export interface Price {
  readonly amountMinor: number;
  readonly currency: string;
}

export interface NewCheckout {
  /** The cart it comes from; without one, the checkout is told together with a cart of its own. */
  cartToken?: string;
  customerId?: number | null;
  email?: string | null;
  countryCode?: string;
  locale?: string;
  lines: readonly { variantId: number; quantity: number; attributes?: readonly LineAttribute[] }[];
  attributes?: readonly LineAttribute[];
}

export type CheckoutChange = Partial<
  Pick<
    Checkout,
    | 'email'
    | 'countryCode'
    | 'locale'
    | 'lines'
    | 'shippingAddress'
    | 'shippingHandle'
    | 'attributes'
    | 'customerId'
  >
>;

export interface Checkouts {
  /**
   * Refuses unknown variants and customers with an Error that names them. Tells checkouts/create, and before it carts/create
   * where no cart is named.
   */
  create(input: NewCheckout): Checkout;
  get(token: string): Checkout | undefined;
  /** Replaces the fields given. Tells carts/update (when lines changed) and checkouts/update. */
  update(token: string, change: CheckoutChange): Checkout;
  totals(checkout: Checkout): CheckoutTotals;
  /** The newest first. */
  list(limit: number): Checkout[];
}

/** Carts of the storefront, in memory: they are gone after a restart, their checkouts are not. */
export interface Carts {
  /** Undefined for an unknown cart, and for one whose checkout became an order. */
  get(token: string): Cart | undefined;
  /**
   * Adds units of a variant, to a new cart without a token; with other attributes than a line has, as a line of their own. Tells
   * carts/create or carts/update.
   */
  add(
    token: string | null,
    variantId: number,
    quantity: number,
    countryCode: string,
    attributes?: readonly LineAttribute[],
  ): Cart;
  /** A new cart. Tells carts/create. */
  create(cart: Pick<NewCheckout, 'lines' | 'attributes'> & { readonly countryCode: string }): Cart;
  /** Sets a line's quantity; 0 takes it out. Tells carts/update. */
  setQuantity(token: string, lineId: string, quantity: number): Cart;
  /** The cart's open checkout, brought up to date, or a new one. */
  checkOut(token: string, buyer: Pick<NewCheckout, 'customerId' | 'countryCode'>): Checkout;
}

export type OrderTopic = 'orders/create' | 'orders/paid' | 'orders/updated' | 'orders/cancelled';

/** What happened in the shop; the webhooks are made from it. */
export type ShopEvent =
  | { readonly topic: OrderTopic; readonly order: Order }
  | { readonly topic: 'refunds/create'; readonly refund: Refund }
  | { readonly topic: 'customers/create' | 'customers/update'; readonly customer: Customer }
  | {
      readonly topic: 'customer.tags_added' | 'customer.tags_removed';
      readonly customer: Customer;
      readonly tags: readonly string[];
      readonly at: number;
    }
  | {
      readonly topic: 'checkouts/create' | 'checkouts/update';
      readonly checkout: Checkout;
    }
  | { readonly topic: 'carts/create' | 'carts/update'; readonly cart: Cart }
  | { readonly topic: 'products/update' | 'inventory_levels/update'; readonly product: Product }
  | { readonly topic: 'variants/in_stock' | 'variants/out_of_stock'; readonly product: Product };

/** Return lines of the data: refunded in whole or in part, or left out because no earlier order had quantity left. */
export interface ReturnsSummary {
  readonly lines: number;
  readonly refunded: number;
  readonly partlyRefunded: number;
  readonly leftOut: number;
}

export interface Shop {
  readonly identity: Identity;
  readonly markets: readonly Market[];
  readonly products: readonly Product[];
  readonly customers: readonly Customer[];
  /** All orders, oldest first, held-back ones included. */
  readonly orders: readonly Order[];
  readonly returns: ReturnsSummary;
  readonly carts: Carts;
  readonly checkouts: Checkouts;
  productOf(variantId: number): Product | undefined;
  product(id: number): Product | undefined;
  customer(id: number): Customer | undefined;
  order(id: number): Order | undefined;
  refund(id: number): Refund | undefined;
  /** The market of a country; countries that no market names belong to International. */
  marketOf(countryCode: string): Market;
  /** Shopify's contextual price of a product for a buyer in that country. */
  priceFor(product: Product, countryCode: string): Price;
  /** The lines of a cart at the prices of its country. */
  pricedLines(cart: Pick<Cart, 'countryCode' | 'lines'>): readonly PricedLine[];
  /**
   * Turns a checkout into an order, takes the stock, journals it, and tells orders/create, customers/update and the stock
   * topics. Refuses an unknown, empty or completed checkout with an Error.
   */
  placeOrder(token: string, payment: { paymentType: string }): Order;
  setPrice(product: Product, priceMinor: number): void;
  setInventory(product: Product, inventory: number): void;
  addTags(customer: Customer, tags: readonly string[]): void;
  removeTags(customer: Customer, tags: readonly string[]): void;
  /** Quantities by line id; all that is left without them. Refuses more than is left. */
  refundOrder(order: Order, quantities?: ReadonlyMap<number, number>, note?: string): Refund;
  cancelOrder(order: Order, reason: string): void;
  /** Shows a held-back order (and its customer) and tells of them; used by the replay. */
  release(order: Order): void;
  releaseRefund(refund: Refund): void;
  /** Held-back orders and refunds still to be told, oldest first. */
  heldBack(): (Order | Refund)[];
  subscribe(listener: (event: ShopEvent) => void): () => void;
}
