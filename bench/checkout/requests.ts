import jwt from 'jsonwebtoken';
import { gid } from '#app/domain/kernel/ids.ts';
import { createRandom } from '../random.ts';
import { BENCH_SHOP, CUSTOMERS, customerId, pickProduct } from './synthetic-shop.ts';

const REQUESTS = 10_000;
/** Most checkouts are begun without an account, or before signing in. */
const GUESTS = 0.7;
const CART_LINES = 3;

/** Renders as they come: seven in ten by guests, the others by any of all customers, all consenting; three lines in the cart, one placement. */
export function makeRequests(app: { apiKey: string; apiSecret: string }, now: number) {
  const random = createRandom(2);
  return Array.from({ length: REQUESTS }, (_, index) => {
    const customer = random() < GUESTS ? undefined : customerId(Math.floor(random() * CUSTOMERS));
    const claims = {
      dest: BENCH_SHOP,
      aud: app.apiKey,
      iat: now,
      nbf: now - 5,
      exp: now + 600,
      sub: customer,
    };
    const lines = Array.from({ length: CART_LINES }, () => ({
      variantId: gid('ProductVariant', 1 + pickProduct(random)),
      quantity: 1,
    }));
    const body = {
      v: 1,
      placements: ['checkout.block'],
      checkoutToken: `c${index}`,
      lines,
      currency: 'GBP',
      country: 'GB',
      consent: { preferences: true, analytics: true, marketing: true },
    };
    const signed = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
    return { token: jwt.sign(signed, app.apiSecret), body: JSON.stringify(body) };
  });
}
