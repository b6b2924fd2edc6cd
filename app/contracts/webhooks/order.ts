/** orders/create, updated, cancelled, paid; orders/edited; orders/delete; refunds/create. */
import { z } from 'zod';
import { address, currencyCode, customerRef, decimal, resourceIds, restId, text, time } from './fields.ts';

const property = z.object({ name: z.coerce.string(), value: z.unknown() });

/** What a line got of a discount, in the shop's currency; the index is a place among the order's discount applications. */
const discountAllocations = z
  .array(z.object({ amount: decimal, discount_application_index: z.number().int().nullish() }))
  .nullish();

const orderLine = z.object({
  ...resourceIds('LineItem'),
  product_id: restId.nullish(),
  variant_id: restId.nullish(),
  title: text.nullish(),
  quantity: z.number().int(),
  current_quantity: z.number().int().nullish(),
  price: decimal,
  discount_allocations: discountAllocations,
  properties: z.array(property).nullish(),
  /** There only on tips. */
  tip_payment_gateway: text.nullish(),
});
export type OrderLinePayload = z.infer<typeof orderLine>;

const refundLine = z.object({
  line_item_id: restId,
  line_item: z.object(resourceIds('LineItem')).nullish(),
  quantity: z.number().int(),
  subtotal: decimal.nullish(),
});

const refundTransaction = z.object({
  kind: text.nullish(),
  status: text.nullish(),
  amount: decimal.nullish(),
  /** The buyer's currency, which need not be the shop's. */
  currency: text.nullish(),
});

/** In the shop's currency. */
const refundAdjustment = z.object({
  kind: text.nullish(),
  amount: decimal,
  tax_amount: decimal.nullish(),
});

const refund = z.object({
  ...resourceIds('Refund'),
  order_id: restId.nullish(),
  created_at: time,
  refund_line_items: z.array(refundLine).nullish(),
  transactions: z.array(refundTransaction).nullish(),
  order_adjustments: z.array(refundAdjustment).nullish(),
});
export type RefundPayload = z.infer<typeof refund>;

export const refundPayload = refund.extend({ order_id: restId });

export const orderPayload = z.object({
  ...resourceIds('Order'),
  cart_token: text.nullish(),
  checkout_token: text.nullish(),
  created_at: time.nullish(),
  processed_at: time.nullish(),
  updated_at: time,
  cancelled_at: time.nullish(),
  test: z.boolean().nullish(),
  source_name: text.nullish(),
  currency: currencyCode,
  subtotal_price: decimal,
  total_price: decimal,
  payment_gateway_names: z.array(text).nullish(),
  customer: customerRef.nullish(),
  shipping_address: address.nullish(),
  refunds: z.array(refund).nullish(),
  line_items: z.array(orderLine),
  shipping_lines: z.array(z.object({ discount_allocations: discountAllocations })).nullish(),
  /** A discount without a code has a title: what its function called it. */
  discount_applications: z.array(z.object({ type: text.nullish(), title: text.nullish() })).nullish(),
});
export type OrderPayload = z.infer<typeof orderPayload>;

const lineDelta = z.object({ id: restId, delta: z.number().int() });

export const orderEditPayload = z.object({
  order_edit: z.object({
    id: restId,
    order_id: restId,
    created_at: time.nullish(),
    committed_at: time.nullish(),
    line_items: z.object({ additions: z.array(lineDelta), removals: z.array(lineDelta) }),
  }),
});
export type OrderEditPayload = z.infer<typeof orderEditPayload>;

export const orderDeletePayload = z.object(resourceIds('Order'));
