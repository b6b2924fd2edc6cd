/** The worker's own global object, in the narrow shape the sandbox needs. The only place where it is cast. */
export interface WorkerGlobals {
  [name: string]: unknown;
  shopify: Record<string, unknown>;
  fetch: typeof fetch;
  console: Console;
  importScripts(url: string): void;
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: string, listener: (event: never) => void): void;
  removeEventListener(type: string, listener: (event: never) => void): void;
}

export const globals = globalThis as unknown as WorkerGlobals;
