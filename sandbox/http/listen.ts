import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { BadRequest, sendJson } from './body.ts';
import type { Certificates } from './certificates.ts';
import type { Router } from './router.ts';

/** Answers by the router; a refusal keeps its status, anything else is 500 and is printed. */
export function answerBy(
  routerOf: () => Router,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    routerOf()
      .handle(request, response)
      .then((isAnswered) => {
        if (!isAnswered) sendJson(response, 404, { error: `Nothing at ${request.method} ${request.url}.` });
      })
      .catch((error: unknown) => {
        const isRefusal = error instanceof BadRequest;
        if (!isRefusal) console.error(`${request.method} ${request.url}:`, error);
        const message = error instanceof Error ? error.message : 'Unknown failure.';
        if (response.headersSent) response.end();
        else sendJson(response, isRefusal ? error.status : 500, { error: message });
      });
  };
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

async function listen(server: Server, port: number, host: string): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const listenHttp = (routerOf: () => Router, port: number, host: string): Promise<Listening> =>
  listen(createServer(answerBy(routerOf)), port, host);

export const listenTls = (
  routerOf: () => Router,
  { cert, key }: Certificates,
  port: number,
  host: string,
): Promise<Listening> => listen(createTlsServer({ cert, key }, answerBy(routerOf)), port, host);
