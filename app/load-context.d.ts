import type { AdminContainer } from './container.ts';

declare module '@remix-run/server-runtime' {
  interface AppLoadContext {
    /** Everything a route needs, built once by server.ts. */
    readonly container: AdminContainer;
  }
}
