import type { CartLinePayload, CartPayload, CheckoutPayload } from '#app/contracts/webhooks/cart.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { CartLineNews, CartNews } from '#app/ports/shop-news.ts';
import { instantOf } from '../order-parts.ts';
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
  };
}
