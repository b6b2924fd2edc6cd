import { signedDelivery } from '#tests/support/shopify-webhook.ts';
import { aLine, anOrder } from '#tests/support/webhook-payloads.ts';
import { createRandom } from '../random.ts';

export const INGEST_SHOP = 'bench.myshopify.com';
export const PRODUCTS = 2_000;
const LINES = 5;
const ORDERS_PER_CUSTOMER = 3;

export type SignedDelivery = ReturnType<typeof signedDelivery>;

/**
 * Orders `from` up to `from + count`, five lines each, of customers who order three times, each from a cart and a checkout of its own:
 * signed orders/create deliveries as Shopify sends them.
 */
export function signedOrders(from: number, count: number, secret: string, nowMs: number): SignedDelivery[] {
  const random = createRandom(from + 1);
  return Array.from({ length: count }, (_, place) => {
    const at = new Date(nowMs - Math.floor(random() * 30 * 86_400_000)).toISOString();
    const body = orderPayload(from + place, at, random);
    const eventId = `order-${from + place}`;
    return signedDelivery({
      topic: 'orders/create',
      body,
      shop: INGEST_SHOP,
      secret,
      eventId,
      triggeredAt: at,
    });
  });
}

function orderPayload(number: number, at: string, random: () => number): object {
  const id = 10_000_000 + number;
  const customer = { id: 1_000_000 + Math.floor(number / ORDERS_PER_CUSTOMER) };
  const lines = Array.from({ length: LINES }, (_, line) => {
    const product = 1 + Math.floor(PRODUCTS * random() ** 2);
    const quantity = 1 + Math.floor(random() * 3);
    const price = (2 + random() * 20).toFixed(2);
    return aLine({ id: id * 10 + line, product_id: product, variant_id: product + 100_000, quantity, price });
  });
  const total = lines.reduce((sum, { price, quantity }) => sum + Number(price) * quantity, 0).toFixed(2);
  return anOrder({
    id,
    customer,
    line_items: lines,
    checkout_token: `checkout-${number}`,
    cart_token: `cart-${number}`,
    created_at: at,
    processed_at: at,
    updated_at: at,
    subtotal_price: total,
    total_price: total,
  });
}
