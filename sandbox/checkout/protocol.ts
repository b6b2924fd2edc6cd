import type { Fault } from './faults.ts';

/** What passes between the checkout page and an extension's worker, over @remote-ui/rpc. Everything is structured-cloneable or a function. */

export type Stack = 'legacy' | 'modern';

/** Values of the extension API by path, e.g. "cost.totalAmount". Each becomes a subscribable. */
export type ApiValues = Readonly<Record<string, unknown>>;

export interface Translations {
  /** The locale the translations are written in, e.g. "de". */
  readonly locale: string;
  /** Nested objects of text, as in locales/<locale>.json. */
  readonly texts: Readonly<Record<string, unknown>>;
}

/** All a worker needs to begin: the full state goes along, so that the first render waits for nothing. */
export interface StartMessage {
  readonly target: string;
  readonly bundleUrl: string;
  /** Names an extension may use; anything else throws, as on Shopify. */
  readonly components: readonly string[];
  readonly values: ApiValues;
  /** Plain members of the API by path, e.g. "extension.target". */
  readonly constants: Readonly<Record<string, unknown>>;
  /** Paths of members that call the page, e.g. "storage.read". */
  readonly methods: readonly string[];
  readonly translations: Translations;
  readonly hasNetworkAccess: boolean;
  /** Played on requests to the server. */
  readonly fault: Fault | null;
}

/** Moments in the life of a worker that the page measures. */
export type WorkerPhase = 'sandbox-ready' | 'bundle-loaded' | 'started';

export type WorkerReport =
  | { readonly kind: 'phase'; readonly phase: WorkerPhase }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'console'; readonly level: 'log' | 'info' | 'warn' | 'error'; readonly text: string }
  | {
      readonly kind: 'fetch';
      readonly method: string;
      readonly url: string;
      /** Null when the request failed or was refused. */
      readonly status: number | null;
      readonly durationMs: number;
    };

/** The page's side, given to the worker. */
export interface HostSink {
  call(method: string, args: readonly unknown[]): Promise<unknown>;
  subscribe(listener: (patch: ApiValues) => void): void;
  report(report: WorkerReport): void;
}

/** Carries remote-ui messages (legacy) or remote-dom mutations (modern) to the page. */
export type TreeSink = (...args: unknown[]) => void;

/** What a sandbox script exposes. */
export interface WorkerApi {
  start(message: StartMessage, tree: TreeSink, host: HostSink): Promise<void>;
}
