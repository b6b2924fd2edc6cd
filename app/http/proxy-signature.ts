import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import { isShopDomain, type CheckoutCaller } from './checkout-token.ts';

export type ProxyFailure = 'proxy-signature' | 'proxy-time';

export type VerifyProxyQuery = (query: URLSearchParams, now: Instant) => Result<CheckoutCaller, ProxyFailure>;

/** A request may be this old or this early; Shopify's own library allows the same. */
const TOLERANCE_SECONDS = 90;

/** What Shopify adds. One that comes twice was sent by the visitor besides, and would leave open which is meant. */
const SHOPIFY_PARAMETERS = ['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature'];

/**
 * Verifies a request that came through the shop's own domain: `signature` is the HMAC-SHA256, in hexadecimal and keyed by the app's
 * secret, of all other parameters, each as `name=value` with the values of a repeated one joined by a comma, sorted and put together
 * without anything between them. Shop and customer are taken from nowhere else.
 *
 * @see https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 */
export function createProxyVerifier(apiSecret: string): VerifyProxyQuery {
  const key = createSecretKey(Buffer.from(apiSecret));
  return (query, now) => {
    if (SHOPIFY_PARAMETERS.some((name) => query.getAll(name).length > 1)) return fail('proxy-signature');
    const text = signedText(query);
    if (isAmbiguous(text)) return fail('proxy-signature');
    const expected = createHmac('sha256', key).update(text).digest();
    const given = Buffer.from(query.get('signature') ?? '', 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return fail('proxy-signature');
    if (!isTimely(query.get('timestamp') ?? '', now)) return fail('proxy-time');
    const shopDomain = query.get('shop') ?? '';
    if (!isShopDomain(shopDomain)) return fail('proxy-signature');
    return ok({ shopDomain, customerId: customerOf(query.get('logged_in_customer_id') ?? '') });
  };
}

function signedText(query: URLSearchParams): string {
  const names = [...new Set(query.keys())].filter((name) => name !== 'signature');
  return names
    .map((name) => `${name}=${query.getAll(name).join(',')}`)
    .sort()
    .join('');
}

/**
 * Nothing stands between the parameters of the signed text: a visitor's own parameter that holds one of Shopify's could be cut out of it, as
 * another customer, under the same signature.
 */
function isAmbiguous(text: string): boolean {
  return SHOPIFY_PARAMETERS.some((name) => text.split(`${name}=`).length > 2);
}

function isTimely(timestamp: string, now: Instant): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) - now) <= TOLERANCE_SECONDS;
}

/** Empty for a visitor who is not signed in. */
function customerOf(id: string): CheckoutCaller['customerId'] {
  return /^\d{1,20}$/.test(id) ? gid('Customer', id) : null;
}
