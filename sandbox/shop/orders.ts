import { countryCodeOf } from './countries.ts';
import type { OrderRows } from './online-retail.ts';
import { createCustomer, drawAddress, drawName, drawPaymentType, emailOf } from './people.ts';
import { hexToken, randomOf } from './random.ts';
import type { Customer, LineAttribute, Order, OrderLine, Product } from './shop.ts';
import { secondsOfLondon } from './time.ts';

const ORDER_BASE = 5_500_000_000_000;
const LINE_BASE = 14_000_000_000_000;
/** More than the 1,106 lines of the largest order. */
const LINES_PER_ORDER = 4_000;
const NO_ATTRIBUTES: readonly LineAttribute[] = [];

export const orderIdOf = (number: number): number => ORDER_BASE + number;
export const lineIdOf = (orderNumber: number, index: number): number =>
  LINE_BASE + orderNumber * LINES_PER_ORDER + index;

export interface OrderHistory {
  readonly orders: Order[];
  readonly customers: Map<number, Customer>;
}

function createLines(rows: OrderRows, products: ReadonlyMap<string, Product>): OrderLine[] {
  return rows.lines.map((row, index) => {
    const product = products.get(row.sku);
    if (!product) throw new Error(`Expected a product with sku ${row.sku} (order ${rows.number}).`);
    return {
      id: lineIdOf(rows.number, index),
      product,
      quantity: row.quantity,
      currentQuantity: row.quantity,
      unitPriceMinor: row.priceMinor,
      presentmentUnitPriceMinor: row.priceMinor,
      attributes: NO_ATTRIBUTES,
    };
  });
}

/** Who ordered: the known customer's own data, or a guest's, made up for this order alone. */
function buyerOf(customer: Customer | null, rows: OrderRows, countryCode: string, seed: number) {
  const random = randomOf(seed, 'order', rows.number);
  const tokens = { checkoutToken: hexToken(random, 32), cartToken: hexToken(random, 32) };
  if (customer) {
    const paymentType = random() < 0.85 ? customer.paymentType : drawPaymentType(random);
    return {
      ...tokens,
      paymentType,
      email: customer.email,
      address: customer.address,
      locale: customer.locale,
    };
  }
  const { firstName, lastName } = drawName(random);
  return {
    ...tokens,
    paymentType: drawPaymentType(random),
    email: emailOf(firstName, lastName, rows.number),
    address: drawAddress(random, countryCode, firstName, lastName),
    locale: 'en',
  };
}

/**
 * Orders and customers from the data's rows, oldest first, all held back. Times are moved by `shift` seconds. All are in the
 * shop's currency: the markets with their own currency are younger than the data.
 */
export function createOrders(
  rows: readonly OrderRows[],
  products: ReadonlyMap<string, Product>,
  seed: number,
  shift: number,
): OrderHistory {
  const customers = new Map<number, Customer>();
  const orders = rows.map((row): Order => {
    const createdAt = secondsOfLondon(row.time) + shift;
    const countryCode = countryCodeOf(row.country);
    let customer = row.customer === null ? null : (customers.get(row.customer) ?? null);
    if (row.customer !== null && !customer) {
      customer = createCustomer(row.customer, countryCode, createdAt, seed);
      customers.set(row.customer, customer);
    }
    const buyer = buyerOf(customer, row, countryCode, seed);
    return {
      id: orderIdOf(row.number),
      number: row.number,
      customer,
      email: buyer.email,
      createdAt,
      updatedAt: createdAt,
      cancelledAt: null,
      cancelReason: null,
      lines: createLines(row, products),
      refunds: [],
      countryCode,
      presentmentCurrency: 'GBP',
      shippingMinor: 0,
      presentmentShippingMinor: 0,
      shippingAddress: buyer.address,
      paymentType: buyer.paymentType,
      checkoutToken: buyer.checkoutToken,
      cartToken: buyer.cartToken,
      locale: buyer.locale,
      attributes: NO_ATTRIBUTES,
      tags: [],
      heldBack: true,
    };
  });
  orders.sort((a, b) => a.createdAt - b.createdAt || a.number - b.number);
  return { orders, customers };
}
