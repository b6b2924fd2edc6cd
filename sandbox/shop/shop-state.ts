import type { ShopData } from './shop-data.ts';
import type { Checkout, Customer, Order, OrderLine, Product, Refund } from './shop.ts';

/** All rows with their indexes. Only apply-entry.ts changes it. */
export interface ShopState {
  readonly products: Product[];
  readonly customers: Customer[];
  readonly orders: Order[];
  readonly productById: Map<number, Product>;
  readonly productByVariant: Map<number, Product>;
  readonly customerById: Map<number, Customer>;
  readonly orderById: Map<number, Order>;
  readonly refundById: Map<number, Refund>;
  readonly checkoutByToken: Map<string, Checkout>;
}

export function createState(data: ShopData): ShopState {
  return {
    products: data.products,
    customers: data.customers,
    orders: data.orders,
    productById: new Map(data.products.map((product) => [product.id, product])),
    productByVariant: new Map(data.products.map((product) => [product.variantId, product])),
    customerById: new Map(data.customers.map((customer) => [customer.id, customer])),
    orderById: new Map(data.orders.map((order) => [order.id, order])),
    refundById: new Map(data.refunds.map((refund) => [refund.id, refund])),
    checkoutByToken: new Map(),
  };
}

function found<T>(value: T | undefined, what: string, id: number | string): T {
  if (value === undefined) throw new Error(`Expected a ${what} of the sandbox shop, found "${id}".`);
  return value;
}

export const getProduct = (state: ShopState, id: number): Product =>
  found(state.productById.get(id), 'product', id);
export const getVariantProduct = (state: ShopState, id: number): Product =>
  found(state.productByVariant.get(id), 'variant', id);
export const getCustomer = (state: ShopState, id: number): Customer =>
  found(state.customerById.get(id), 'customer', id);
export const getOrder = (state: ShopState, id: number): Order => found(state.orderById.get(id), 'order', id);
export const getRefund = (state: ShopState, id: number): Refund =>
  found(state.refundById.get(id), 'refund', id);
export const getCheckout = (state: ShopState, token: string): Checkout =>
  found(state.checkoutByToken.get(token), 'checkout', token);
export const getLine = (order: Order, id: number): OrderLine =>
  found(
    order.lines.find((line) => line.id === id),
    `line of order #${order.number}`,
    id,
  );
