import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import type { AppLoadContext } from '@remix-run/node';
import compression from 'compression';
import express from 'express';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Log } from '#app/ports/log.ts';
import { sendFailure } from './failure-to-response.ts';
import type { Handler } from './fast-path.ts';

const METHODS = ['GET', 'HEAD', 'POST'];

/** The admin cannot be served because it was not built. */
export class AdminNotBuilt extends Error {
  constructor(file: string) {
    super(
      `The admin is not built: expected ${file}, found nothing there. Run "npm run build" and start again.`,
    );
    this.name = 'AdminNotBuilt';
  }
}

export interface RemixAppOptions {
  /** Folder that holds client/ and server/index.js. */
  readonly buildDir: string;
  readonly mode: 'production' | 'development';
  readonly log: Log;
  readonly loadContext: AppLoadContext;
}

/** The embedded admin: Remix on Express with compression, its built files served from memory of the browser. Throws AdminNotBuilt. */
export async function createRemixApp(options: RemixAppOptions): Promise<Handler> {
  const { buildDir, mode, log, loadContext } = options;
  const serverBuild = path.join(buildDir, 'server', 'index.js');
  if (!existsSync(serverBuild)) throw new AdminNotBuilt(path.relative(process.cwd(), serverBuild));
  const build = await import(pathToFileURL(serverBuild).href);
  const app = express();
  app.disable('x-powered-by');
  app.use(refuseUnreadable, compression());
  const clientDir = path.join(buildDir, 'client');
  // Built assets carry a hash in their names: a new build has new names.
  app.use(
    '/assets',
    express.static(path.join(clientDir, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  app.use(express.static(clientDir, { maxAge: '1h', index: false }));
  app.use(keepNothing);
  app.all('*', createRequestHandler({ build, mode, getLoadContext: () => loadContext }));
  app.use(answerError(log));
  return app;
}

/** What Remix would fail on: another method, an address that cannot be read. No row has a NUL in its id, and PostgreSQL fails on one. */
const refuseUnreadable: RequestHandler = (request, response, next) => {
  if (!METHODS.includes(request.method))
    return sendFailure(response, 'method-not-allowed', { headers: { Allow: METHODS.join(', ') } });
  const address = URL.parse(`http://${request.headers.host}${request.url}`);
  if (address?.username !== '' || request.url.includes('%00')) return sendFailure(response, 'not-found');
  next();
};

/** Pages and their data are a shop's own. */
const keepNothing: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store');
  next();
};

function answerError(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (isOfClient(error)) return sendFailure(response, 'not-found');
    log.error({ err: error }, 'admin request failed');
    sendFailure(response, 'unexpected');
  };
}

/** A file that is not there, an address that names none, or one that cannot be read with the port a proxy told. */
function isOfClient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'ERR_INVALID_URL') return true;
  return 'status' in error && Number(error.status) >= 400 && Number(error.status) < 500;
}
