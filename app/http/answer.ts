import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** Answers with JSON. Does nothing when the caller has gone or was answered already. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  if (response.headersSent || response.destroyed) return;
  // A text and not a Buffer: Node then sends head and body in one write.
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
