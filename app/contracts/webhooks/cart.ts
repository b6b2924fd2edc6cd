/** carts/create, carts/update, checkouts/create, checkouts/update, checkouts/delete. */
import { z } from 'zod';
import { currencyCode, customerRef, decimal, restId, text, time } from './fields.ts';

const line = z.object({
  variant_id: restId.nullish(),
  product_id: restId.nullish(),
  quantity: z.number().int(),
  /** In the shop's currency. */
  line_price: decimal.nullish(),
  line_price_set: z
    .object({ shop_money: z.object({ amount: decimal, currency_code: currencyCode }) })
    .nullish(),
});
export type CartLinePayload = z.infer<typeof line>;

export const cartPayload = z.object({
  token: text.min(1),
  created_at: time.nullish(),
  updated_at: time,
  line_items: z.array(line),
});
export type CartPayload = z.infer<typeof cartPayload>;

export const checkoutPayload = z.object({
  token: text.min(1),
  cart_token: text.nullish(),
  created_at: time,
  updated_at: time,
  completed_at: time.nullish(),
  customer: customerRef.nullish(),
  /** The shop's; the buyer's is presentment_currency. */
  currency: currencyCode.nullish(),
  line_items: z.array(line),
});
export type CheckoutPayload = z.infer<typeof checkoutPayload>;

/** A deleted checkout is named by its cart; some versions send its own token too. */
export const checkoutDeletePayload = z.object({ cart_token: text.nullish(), token: text.nullish() });
