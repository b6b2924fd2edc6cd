import type { Filter } from '../ast.ts';
import { productIs } from './filter.ts';
import type { Parameters } from './parameters.ts';

/** Rows of a table, one for each thing that a shopper did. `$1` is the shop. */
export interface Rows {
  /** FROM and WHERE; more may be added with AND. */
  readonly from: string;
  /** The column that names the shopper. */
  readonly shopper: string;
  /** When it happened: a timestamptz. Null for what is now and has no time. */
  readonly at: string | null;
}

/** Rows that a filter leaves; of all of them without one. */
export type RowsOf = (filter: Filter | null, parameters: Parameters) => Rows;

const IS_PURCHASE =
  'orders.customer_id IS NOT NULL AND orders.cancelled_at IS NULL AND orders.deleted_at IS NULL AND NOT orders.test';

/** One row a purchase: what profiles/fold-order.ts counts. */
export const ORDERS: RowsOf = () => ({
  from: `FROM orders WHERE orders.shop_id = $1 AND ${IS_PURCHASE}`,
  shopper: 'orders.customer_id',
  at: 'orders.processed_at',
});

/** One row a line of a purchase, of lines that say something: with a product, a variant, and units that were kept. */
export const LINES: RowsOf = (filter, parameters) => ({
  from: `FROM orders CROSS JOIN LATERAL jsonb_to_recordset(orders.lines)
      AS line ("productId" text, "variantId" text, "currentQuantity" bigint, "unitPriceMinor" bigint)
    WHERE orders.shop_id = $1 AND ${IS_PURCHASE}
      AND line."productId" IS NOT NULL AND line."variantId" IS NOT NULL AND line."currentQuantity" > 0${
        filter === null ? '' : ` AND ${productIs(filter, 'line."productId"', parameters)}`
      }`,
  shopper: 'orders.customer_id',
  at: 'orders.processed_at',
});

/** Units of the rows of LINES, and what they cost. */
export const LINE_UNITS = 'line."currentQuantity"';
export const LINE_PRICE = 'line."currentQuantity" * line."unitPriceMinor"';

/** An amount of an order: of one in another currency 0, as profiles/in-shop-currency.ts has it. */
export function inShopCurrency(amount: string, currency: string, parameters: Parameters): string {
  return `CASE WHEN orders.currency = ${parameters.text(currency)} THEN ${amount} ELSE 0 END`;
}

/** One row a time the shopper did something of this kind. */
export function activity(kind: 'view' | 'search' | 'cart' | 'checkout'): RowsOf {
  return (filter, parameters) => ({
    from: `FROM shopper_activity AS activity
      WHERE activity.shop_id = $1 AND activity.shopper_id IS NOT NULL AND activity.kind = '${kind}'${
        filter === null ? '' : ` AND ${activityIs(filter, parameters)}`
      }`,
    shopper: 'activity.shopper_id',
    at: 'activity.at',
  });
}

function activityIs(filter: Filter, parameters: Parameters): string {
  return filter.dimension === 'query'
    ? `activity.query = ANY(${parameters.texts(filter.values)})`
    : productIs(filter, 'activity.product_id', parameters);
}

/** One row a refund of a purchase. Edits of an order stand beside them and give nothing back. */
export const REFUNDS: RowsOf = () => ({
  from: `FROM refund JOIN orders ON orders.shop_id = refund.shop_id AND orders.id = refund.order_id
    WHERE refund.shop_id = $1 AND refund.amount_minor > 0 AND ${IS_PURCHASE}`,
  shopper: 'orders.customer_id',
  at: 'refund.created_at',
});
