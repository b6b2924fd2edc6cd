import type { CustomerId, OrderId } from '#app/domain/kernel/ids.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { OrderLine, OrderRecord } from '#app/domain/profiles/order-record.ts';

export interface OrderRow {
  id: OrderId;
  customer_id: CustomerId | null;
  checkout_token: string | null;
  cart_token: string | null;
  processed_at: Date;
  updated_at: Date;
  triggered_at: Date | null;
  cancelled_at: Date | null;
  deleted_at: Date | null;
  test: boolean;
  source_name: string | null;
  country: string | null;
  currency: string;
  subtotal_minor: string;
  total_minor: string;
  refunded_minor: string;
  lines: StoredLine[];
}

/** A line as JSON: what is empty is left out, because a shop has hundreds of thousands of them. */
export interface StoredLine extends Omit<OrderLine, 'title' | 'attributes'> {
  readonly title?: string;
  readonly attributes?: OrderLine['attributes'];
}

export const ORDER_COLUMNS = `id, customer_id, checkout_token, cart_token, processed_at, updated_at, triggered_at, cancelled_at,
  deleted_at, test, source_name, country, currency, subtotal_minor, total_minor, refunded_minor, lines`;

/** Titles stand in the catalog; a line keeps its own only when it has no product. */
export function toStoredLine({ title, attributes, ...line }: OrderLine): StoredLine {
  return {
    ...line,
    ...(line.productId === null && title !== '' && { title }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  };
}

export function toOrder(row: OrderRow): OrderRecord {
  return {
    id: row.id,
    customerId: row.customer_id,
    checkoutToken: row.checkout_token,
    cartToken: row.cart_token,
    processedAt: toInstant(row.processed_at),
    updatedAt: toInstant(row.updated_at),
    cancelledAt: row.cancelled_at === null ? null : toInstant(row.cancelled_at),
    test: row.test,
    sourceName: row.source_name,
    country: row.country,
    currency: row.currency,
    subtotalMinor: Number(row.subtotal_minor),
    totalMinor: Number(row.total_minor),
    refundedMinor: Number(row.refunded_minor),
    lines: row.lines.map((line) => ({ title: '', attributes: {}, ...line })),
  };
}

/** For statements that take many orders as JSON; ORDER_RECORD and ORDER_VALUES name its fields. */
export function orderJson(order: OrderRecord): object {
  return {
    ...order,
    processedAt: toDate(order.processedAt),
    updatedAt: toDate(order.updatedAt),
    cancelledAt: order.cancelledAt === null ? null : toDate(order.cancelledAt),
    lines: order.lines.map(toStoredLine),
  };
}

export const ORDER_RECORD = `id text, "customerId" text, "checkoutToken" text, "cartToken" text, "processedAt" timestamptz,
  "updatedAt" timestamptz, "cancelledAt" timestamptz, test boolean, "sourceName" text, country text, currency text,
  "subtotalMinor" bigint, "totalMinor" bigint, "refundedMinor" bigint, lines jsonb`;
/** In the order of ORDER_VALUE_COLUMNS. */
export const ORDER_VALUES = `id, "customerId", "checkoutToken", "cartToken", "processedAt", "updatedAt", "cancelledAt", test,
  "sourceName", country, currency, "subtotalMinor", "totalMinor", "refundedMinor", lines`;
export const ORDER_VALUE_COLUMNS = `id, customer_id, checkout_token, cart_token, processed_at, updated_at, cancelled_at, test,
  source_name, country, currency, subtotal_minor, total_minor, refunded_minor, lines`;

/** What an upsert writes over a known order. */
export const ORDER_OVERWRITE = ORDER_VALUE_COLUMNS.split(',')
  .map((column) => column.trim())
  .filter((column) => column !== 'id')
  .map((column) => `${column} = EXCLUDED.${column}`)
  .join(', ');
