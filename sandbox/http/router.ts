import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request with its parsed address and the values of `:name` and `*rest` in the route. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
}

export type Handler = (exchange: Exchange) => void | Promise<void>;

export interface Router {
  /** `path` may hold `:name` for one segment and end in `*rest` for all that follows (also nothing). */
  on(method: string, path: string, handler: Handler): void;
  get(path: string, handler: Handler): void;
  post(path: string, handler: Handler): void;
  /** Answers the request; false when no route fits. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
}

function compilePath(path: string): RegExp {
  const source = path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\/\*(\w+)$/, '(?:/(?<$1>.*))?')
    .replace(/:(\w+)/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}$`);
}

/** Routes by method and path, first come first served. HEAD is answered by GET. */
export function createRouter(): Router {
  const routes: Route[] = [];
  const on = (method: string, path: string, handler: Handler): void => {
    routes.push({ method, pattern: compilePath(path), handler });
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    for (const route of routes) {
      const match = route.method === method ? route.pattern.exec(url.pathname) : null;
      if (!match) continue;
      const params = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value ?? '')]),
      );
      await route.handler({ request, response, url, params });
      return true;
    }
    return false;
  };
  return {
    on,
    get: (path, handler) => on('GET', path, handler),
    post: (path, handler) => on('POST', path, handler),
    handle,
  };
}
