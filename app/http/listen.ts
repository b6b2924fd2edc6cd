import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Handler } from './fast-path.ts';

export interface Listening {
  /** Like "http://127.0.0.1:3000". */
  readonly url: string;
  /** Stops accepting, lets requests in flight finish within `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>;
}

/** The address to listen on is taken, not ours, or not this machine's. */
export class CannotListen extends Error {
  constructor(host: string, port: number, cause: Error) {
    super(
      `Expected HOST ${host} to be this machine's and PORT ${port} to be free, found: ${cause.message}.`,
      { cause },
    );
    this.name = 'CannotListen';
  }
}

const SWEEP_MS = 50;

/** Listens on `host` and `port` (0: any free one). Rejects with CannotListen. */
export async function listen(handle: Handler, host: string, port: number): Promise<Listening> {
  const server = createServer((request, response) => void handle(request, response));
  // Longer than the usual proxy's 60 s, so that the proxy and not we close an idle connection.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 66_000;
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new CannotListen(host, port, error)));
    server.listen(port, host, resolve);
  });
  return { url: urlOf(server, host), close: (graceMs) => closeGracefully(server, graceMs) };
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function closeGracefully(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  // A kept-alive connection becomes idle only when its request is answered: sweep until none is left.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
