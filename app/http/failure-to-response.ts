import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { sendJson } from './answer.ts';

/** Every failure an HTTP caller can get, with its status. The only place where kinds become statuses. */
const STATUS = {
  'body-incomplete': 400,
  'request-invalid': 400,
  'track-token-invalid': 403,
  'token-missing': 401,
  'token-invalid': 401,
  'token-expired': 401,
  'token-early': 401,
  'token-audience': 401,
  'token-shop': 401,
  'api-key-missing': 401,
  'api-key-unknown': 401,
  'proxy-signature': 401,
  'proxy-time': 401,
  'shop-not-installed': 403,
  'webhook-signature': 401,
  'webhook-header': 400,
  'pixel-key': 401,
  'segment-unknown': 404,
  'not-found': 404,
  'method-not-allowed': 405,
  'body-too-large': 413,
  'rate-exceeded': 429,
  unexpected: 500,
  unavailable: 503,
} as const;

export type FailureKind = keyof typeof STATUS;

const MESSAGES: Record<FailureKind, string> = {
  'body-incomplete': 'Expected the whole request body; the connection ended before it did.',
  'request-invalid': 'The request does not have the expected shape; see problems.',
  'track-token-invalid': 'Expected the trackToken of a decision of this shop from the last two days.',
  'token-missing':
    'Expected a session token in "Authorization: Bearer <token>", or as "token" in a text/plain body; found none.',
  'token-invalid': "Expected a session token signed with HS256 by this app's secret.",
  'token-expired': 'The session token has expired; get a fresh one and ask again.',
  'token-early': 'The session token is not valid yet; check the clock of the machine that made it.',
  'token-audience': 'The session token was made for another app.',
  'token-shop': 'Expected a shop like "name.myshopify.com" in the session token\'s dest.',
  'api-key-missing': 'Expected an API key in "Authorization: Bearer attune_…"; found none.',
  'api-key-unknown': 'The API key is unknown or was revoked.',
  'proxy-signature':
    "Expected Shopify's signature over the query of a request through the shop's own domain.",
  'proxy-time': 'The signed request is older than 90 seconds, or from the future; check the clock.',
  'shop-not-installed': 'This shop has not installed Attune.',
  'webhook-signature': 'Expected the HMAC-SHA256 of the body, base64, in X-Shopify-Hmac-Sha256.',
  'webhook-header': 'The delivery lacks a header that names it.',
  'pixel-key': "Expected the key in the settings of the shop's web pixel.",
  'segment-unknown': 'Expected the id or the name of a segment of this shop.',
  'not-found': 'There is nothing at this address.',
  'method-not-allowed': 'This address does not answer the method; see the Allow header.',
  'body-too-large': 'The request body is larger than this address accepts.',
  'rate-exceeded': 'Too many requests; wait for the seconds in Retry-After.',
  unexpected: 'Something failed inside Attune; it was recorded.',
  unavailable: 'Attune cannot reach what it needs right now; try again.',
};

/** A place in a request that is not as expected. */
export interface RequestProblem {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
}

export interface FailureDetails {
  readonly message?: string;
  readonly problems?: readonly RequestProblem[];
  readonly headers?: OutgoingHttpHeaders;
}

/** Answers a failure as {error: {code, message, problems?}} with the status of its kind. */
export function sendFailure(response: ServerResponse, kind: FailureKind, details: FailureDetails = {}): void {
  const { problems, headers, message = MESSAGES[kind] } = details;
  sendJson(response, STATUS[kind], { error: { code: kind, message, problems } }, headers);
}
