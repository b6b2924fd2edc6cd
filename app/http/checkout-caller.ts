import type { IncomingMessage } from 'node:http';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import { bearerOf, type CheckoutCaller, type VerifyCheckoutToken } from './checkout-token.ts';
import type { FailureKind } from './failure-to-response.ts';
import type { VerifyProxyQuery } from './proxy-signature.ts';

/** Who sent a request, by what proves it. */
export type Identify = (
  request: IncomingMessage,
  json: unknown,
  now: Instant,
) => Result<CheckoutCaller, FailureKind>;

/** An extension, by its session token: in Authorization, else in the body. */
export function byToken(verify: VerifyCheckoutToken): Identify {
  return (request, json, now) => verify(bearerOf(request.headers.authorization) ?? tokenIn(json), now);
}

/** The storefront, by the signature that Shopify puts into the query of what it forwards. */
export function byProxySignature(verify: VerifyProxyQuery): Identify {
  return ({ url = '' }, _json, now) => {
    const start = url.indexOf('?');
    return verify(new URLSearchParams(start === -1 ? '' : url.slice(start)), now);
  };
}

function tokenIn(json: unknown): string | undefined {
  if (json === null || typeof json !== 'object' || !('token' in json)) return undefined;
  return typeof json.token === 'string' ? json.token : undefined;
}
