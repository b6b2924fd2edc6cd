import type { CartLinePayload, CartPayload, CheckoutPayload } from '#app/contracts/webhooks/cart.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { CartLineNews, CartNews } from '#app/ports/shop-news.ts';
import { instantOf, sumOf } from '../order-parts.ts';
import { globalIdOf } from './map-order.ts';

/** Custom lines without a variant say nothing about the catalog. */
function toLines(lines: readonly CartLinePayload[]): CartLineNews[] {
  return lines.flatMap(({ variant_id, product_id, quantity }) =>
    variant_id
      ? [
          {
            variantId: gid('ProductVariant', variant_id),
            productId: product_id ? gid('Product', product_id) : null,
            quantity,
          },
        ]
      : [],
  );
}

/** What is in the cart, in the currency that the first line names; unknown where a line has no price. */
function valueOf(lines: readonly CartLinePayload[], currency: string | null): CartNews['value'] {
  const amounts = lines.map((line) => line.line_price_set?.shop_money.amount ?? line.line_price);
  const known = amounts.flatMap((amount) => (amount ? [Number(amount)] : []));
  return {
    amount: known.length === lines.length ? sumOf(known) : null,
    currency: lines[0]?.line_price_set?.shop_money.currency_code ?? currency,
  };
}

const isEmpty = (lines: readonly CartLinePayload[]): boolean => lines.every(({ quantity }) => quantity <= 0);

export function toCartNews(payload: CartPayload): CartNews {
  return {
    kind: 'cart',
    token: payload.token,
    cartToken: payload.token,
    customerId: null,
    startedAt: toInstant(payload.created_at ?? payload.updated_at),
    updatedAt: toInstant(payload.updated_at),
    completedAt: null,
    lines: toLines(payload.line_items),
    updatedMs: Date.parse(payload.updated_at),
    isEmpty: isEmpty(payload.line_items),
    value: valueOf(payload.line_items, null),
  };
}

export function toCheckoutNews(payload: CheckoutPayload): CartNews {
  return {
    kind: 'checkout',
    token: payload.token,
    cartToken: payload.cart_token ?? null,
    customerId: payload.customer ? globalIdOf('Customer', payload.customer) : null,
    startedAt: toInstant(payload.created_at),
    updatedAt: toInstant(payload.updated_at),
    completedAt: instantOf(payload.completed_at),
    lines: toLines(payload.line_items),
    updatedMs: Date.parse(payload.updated_at),
    isEmpty: isEmpty(payload.line_items),
    value: valueOf(payload.line_items, payload.currency ?? null),
  };
}
