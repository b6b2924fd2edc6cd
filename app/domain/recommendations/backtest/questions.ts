import { NONE, type OrderLog } from '../history/order-log.ts';
import { shuffledProducts } from '../history/shuffled-products.ts';

/** What was bought, asked for as if it were not known. Products are numbers. */
export interface BacktestQuestion {
  readonly task: 'completion' | 'nextBasket';
  /** Number of the order it is cut from; its time is the time of asking, its customer the shopper. */
  readonly order: number;
  readonly cart: readonly number[];
  readonly bought: ReadonlySet<number>;
}

const MOST_IN_CART = 5;
const QUESTIONS_AN_ORDER = 2;
/** Orders a customer placed before the test starts, at least, for the next one to be asked for. */
const LEAST_ORDERS_BEFORE = 2;

/** The questions of the orders `from` up to `to`, in their order. */
export function makeQuestions(log: OrderLog, from: number, to: number): BacktestQuestion[] {
  const questions: BacktestQuestion[] = [];
  for (let order = from; order < to; order++)
    questions.push(...completionQuestions(log, order), ...nextBasketQuestions(log, order, from));
  return questions;
}

/**
 * Cart completion: two questions from an order with two or more products. One product is what was bought, at most five of the
 * others are the cart; which ones follows from the order's number.
 */
function completionQuestions(log: OrderLog, order: number): BacktestQuestion[] {
  return Array.from({ length: QUESTIONS_AN_ORDER }, (_, draw) => shuffledProducts(log, order, draw)).flatMap(
    ([target, ...others]): BacktestQuestion[] =>
      target === undefined || others.length === 0
        ? []
        : [{ task: 'completion', order, cart: others.slice(0, MOST_IN_CART), bought: new Set([target]) }],
  );
}

/**
 * Next basket: a customer's first order from number `from` on, where two or more came before; asked for whole and without a cart.
 */
function nextBasketQuestions(log: OrderLog, order: number, from: number): BacktestQuestion[] {
  const before = log.previous.values[order] ?? NONE;
  if (before === NONE || before >= from || countOrders(log, before) < LEAST_ORDERS_BEFORE) return [];
  const products = log.items.values.slice(log.offsets.values[order] ?? 0, log.offsets.values[order + 1] ?? 0);
  return [{ task: 'nextBasket', order, cart: [], bought: new Set(products) }];
}

/** The customer's orders up to and with `order`, as far as they matter. */
function countOrders(log: OrderLog, order: number): number {
  let count = 0;
  for (let at = order; at !== NONE && count < LEAST_ORDERS_BEFORE; at = log.previous.values[at] ?? NONE)
    count++;
  return count;
}
