import type { IncomingMessage } from 'node:http';
import { gid, numberOfGid } from '#sandbox/shop/gid.ts';
import type { Cart, Customer, Shop } from '#sandbox/shop/shop.ts';

/** Who looks at the storefront, by the cookies of their browser. */
export interface Visitor {
  readonly customer: Customer | null;
  readonly cart: Cart | null;
  readonly countryCode: string;
  /** What the cookie banner was told, as in the checkout page's `?consent=`; null before it was asked. */
  readonly consent: string | null;
}

export const COOKIES = { cart: 'sandbox_cart', customer: 'sandbox_customer', consent: 'sandbox_consent' };

export function readVisitor(request: IncomingMessage, shop: Shop): Visitor {
  const cookies = readCookies(request.headers.cookie ?? '');
  const customer = shop.customer(numberOfGid(cookies.get(COOKIES.customer) ?? '')) ?? null;
  const cart = shop.carts.get(cookies.get(COOKIES.cart) ?? '') ?? null;
  const countryCode = cart?.countryCode ?? customer?.countryCode ?? shop.identity.country;
  return { customer, cart, countryCode, consent: cookies.get(COOKIES.consent) ?? null };
}

/** A cookie of the whole shop, for the browser's session. */
export const cookie = (name: string, value: string): string =>
  `${name}=${encodeURIComponent(value)}; Path=/; SameSite=Lax${value === '' ? '; Max-Age=0' : ''}`;

export const customerCookie = (customerId: string): string =>
  cookie(COOKIES.customer, customerId === '' ? '' : gid('Customer', numberOfGid(customerId)));

function readCookies(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(';').flatMap((pair) => {
    const [name, value] = pair.split('=');
    return name && value ? [[name.trim(), decodeURIComponent(value.trim())] as const] : [];
  });
  return new Map(pairs);
}
