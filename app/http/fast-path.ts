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
  const byPath = Map.groupBy(routes, ({ path }) => path);
  return async (request, response) => {
    const path = pathOf(request.url ?? '/');
    const here = byPath.get(path);
    try {
      await (here ? answer(here, request, response) : next(request, response));
    } catch (error) {
      log.error({ err: error, path: here && path }, 'request failed');
      sendFailure(response, 'unexpected');
    }
  };
}

/** `routes` are those of one path, one a method. */
function answer(
  routes: readonly FastRoute[],
  request: IncomingMessage,
  response: ServerResponse,
): void | Promise<void> {
  const route = routes.find(({ method }) => method === request.method);
  if (route) return route.handle(request, response);
  const isCrossOrigin = routes.some((each) => each.isCrossOrigin);
  const methods: string[] = routes.map(({ method }) => method);
  const allowed = isCrossOrigin ? [...methods, 'OPTIONS'] : methods;
  if (request.method === 'OPTIONS' && isCrossOrigin) return sendPreflight(response, allowed);
  sendFailure(response, 'method-not-allowed', { headers: { Allow: allowed.join(', ') } });
}

/** The path without the query and without a slash at the end; a redirect would break a preflight. */
function pathOf(url: string): string {
  const end = url.indexOf('?');
  const path = end === -1 ? url : url.slice(0, end);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
