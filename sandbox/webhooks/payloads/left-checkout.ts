import { randomUUID } from 'node:crypto';
import { decimal } from '#sandbox/shop/money.ts';
import type { Customer, Shop } from '#sandbox/shop/shop.ts';
import { localIsoOf } from '#sandbox/shop/time.ts';

interface WantedLine {
  readonly variantId: number;
  readonly quantity: number;
}

/** checkouts/create of a checkout that the shop does not hold: begun and left at `leftAt`, in the shop's currency. */
export function leftCheckoutPayload(
  shop: Shop,
  customer: Customer,
  lines: readonly WantedLine[],
  leftAt: number,
) {
  return {
    token: randomUUID().replaceAll('-', ''),
    cart_token: randomUUID().replaceAll('-', ''),
    customer: { id: customer.id },
    currency: shop.identity.currency,
    created_at: localIsoOf(leftAt),
    updated_at: localIsoOf(leftAt),
    completed_at: null,
    line_items: lines.flatMap(({ variantId, quantity }) => {
      const product = shop.products.find((each) => each.variantId === variantId);
      if (!product) return [];
      const line_price = decimal(product.priceMinor * quantity);
      return [{ variant_id: variantId, product_id: product.id, quantity, line_price }];
    }),
  };
}
