import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/**
 * Checkout extensions run in a worker whose origin is null or changes, so every origin may read the answer. There are no
 * cookies to protect: the token in the request is the only proof. Answers are personal, so nobody may keep them.
 */
export const CHECKOUT_HEADERS: OutgoingHttpHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Cache-Control': 'no-store',
  Vary: 'Origin, Authorization',
};

/** Answers a preflight. Its cost is one round trip each two hours. */
export function sendPreflight(response: ServerResponse, methods: readonly string[]): void {
  response.writeHead(204, {
    ...CHECKOUT_HEADERS,
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    'Access-Control-Max-Age': '7200',
  });
  response.end();
}
