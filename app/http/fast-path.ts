import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '#app/ports/log.ts';
import { sendPreflight } from './cors.ts';
import { sendFailure } from './failure-to-response.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface FastRoute {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly handle: Handler;
  /** True when browsers of other origins call it: then it answers preflights. */
  readonly isCrossOrigin?: boolean;
}

/**
 * The addresses that are answered before Remix, by exact path; everything else goes to `next`. An error that a handler lets
 * out is answered with 500 and logged.
 */
export function createFastPath(routes: readonly FastRoute[], log: Log, next: Handler): Handler {
  const byPath = new Map(routes.map((route) => [route.path, route]));
  return async (request, response) => {
    const route = byPath.get(pathOf(request.url ?? '/'));
    try {
      await (route ? answer(route, request, response) : next(request, response));
    } catch (error) {
      log.error({ err: error, path: route?.path }, 'request failed');
      sendFailure(response, 'unexpected');
    }
  };
}

function answer(route: FastRoute, request: IncomingMessage, response: ServerResponse): void | Promise<void> {
  if (request.method === route.method) return route.handle(request, response);
  const allowed = route.isCrossOrigin ? [route.method, 'OPTIONS'] : [route.method];
  if (request.method === 'OPTIONS' && route.isCrossOrigin) return sendPreflight(response, allowed);
  sendFailure(response, 'method-not-allowed', { headers: { Allow: allowed.join(', ') } });
}

/** The path without the query and without a slash at the end; a redirect would break a preflight. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
