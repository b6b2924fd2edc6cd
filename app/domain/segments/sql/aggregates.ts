import type { Filter } from '../ast.ts';
import type { LoyaltyTier } from '../segment.ts';
import { CARTS_NOW, NEWEST_VALUE } from './cart-rows.ts';
import type { Parameters } from './parameters.ts';
import { LINE_PRICE, LINES, LINE_UNITS, ORDERS, inShopCurrency, type Rows, type RowsOf } from './rows.ts';

/** What a statement is made for. */
export interface Setting {
  /** Of the shop: money in rules is decimal in it. */
  readonly currency: string;
  readonly tiers: readonly LoyaltyTier[];
  readonly parameters: Parameters;
}

/** Rows of a shopper, what is said of them (SQL without a window), and what that is where there are none. */
export interface Aggregate {
  readonly rows: Rows;
  readonly sql: string;
  readonly empty: 0 | null;
}

export type AggregateOf = (filter: Filter | null, setting: Setting) => Aggregate;

export function count(rows: RowsOf): AggregateOf {
  return (filter, { parameters }) => ({ rows: rows(filter, parameters), sql: 'count(*)', empty: 0 });
}

/** A sum of integers; `amount` is SQL over the rows. */
export function sum(rows: RowsOf, amount: string): AggregateOf {
  return (filter, { parameters }) => ({ rows: rows(filter, parameters), sql: `sum(${amount})`, empty: 0 });
}

export function distinct(rows: RowsOf, key: string): AggregateOf {
  return (filter, { parameters }) => ({
    rows: rows(filter, parameters),
    sql: `count(DISTINCT ${key})`,
    empty: 0,
  });
}

/** A sum of money of orders or of their lines: 0 of those in another currency. */
export function money(rows: RowsOf, amount: string): AggregateOf {
  return (filter, { currency, parameters }) => ({
    rows: rows(filter, parameters),
    sql: `sum(${inShopCurrency(amount, currency, parameters)})`,
    empty: 0,
  });
}

/** Refunds above the subtotal leave 0, as in profiles/fold-order.ts. */
const NET = 'greatest(0, orders.subtotal_minor - orders.refunded_minor)';

export const OPEN_VALUE: AggregateOf = (filter, { parameters }) => ({
  rows: CARTS_NOW(filter, parameters),
  sql: NEWEST_VALUE,
  empty: null,
});

export const SPEND = ofPurchases(money(ORDERS, NET), money(LINES, LINE_PRICE));
export const GROSS_SPEND = money(ORDERS, 'orders.subtotal_minor');
export const PURCHASE_COUNT = ofPurchases(count(ORDERS), distinct(LINES, 'orders.id'));
export const UNITS = sum(LINES, LINE_UNITS);

/** The average, largest or smallest net value of an order. */
export function ofNet(name: 'avg' | 'max' | 'min'): AggregateOf {
  return (filter, { currency, parameters }) => ({
    rows: ORDERS(filter, parameters),
    sql: `${name}(${inShopCurrency(NET, currency, parameters)})`,
    empty: null,
  });
}

/** Orders as they are; their lines where a filter names some. */
function ofPurchases(whole: AggregateOf, ofLines: AggregateOf): AggregateOf {
  return (filter, setting) => (filter === null ? whole : ofLines)(filter, setting);
}
