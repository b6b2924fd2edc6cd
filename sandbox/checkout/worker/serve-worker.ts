import { createEndpoint, retain } from '@remote-ui/rpc';
import type { HostSink, StartMessage, TreeSink, WorkerApi } from '../protocol.ts';
import { guardFetch } from './guard-fetch.ts';
import { hideGlobals } from './hide-globals.ts';
import { reportErrors } from './report-errors.ts';
import { createValueStore, type ValueStore } from './values.ts';
import { globals } from './worker-globals.ts';

/** What differs between the two stacks. */
export interface Runtime {
  /** Globals this stack leaves visible besides the guaranteed ones. */
  readonly keptGlobals: readonly string[];
  /** Called once the bundle has registered its targets: runs this target's extension until it is mounted. */
  run(context: RunContext): Promise<void>;
}

export interface RunContext {
  readonly message: StartMessage;
  readonly tree: TreeSink;
  readonly host: HostSink;
  readonly store: ValueStore;
  readonly implementation: (...args: unknown[]) => unknown;
}

/** Waits for the page's one `start` call, loads the bundle into a worker stripped of browser APIs, and runs its target. */
export function serveWorker(runtime: Runtime): void {
  const registered = new Map<string, RunContext['implementation']>();
  globals.shopify = Object.assign(globals.shopify ?? {}, {
    extend: (target: string, implementation: RunContext['implementation']) =>
      registered.set(target, implementation),
    reload: () => undefined,
  });
  const load = globals.importScripts.bind(globals);

  async function start(message: StartMessage, tree: TreeSink, host: HostSink): Promise<void> {
    retain(tree);
    retain(host);
    host.report({ kind: 'phase', phase: 'sandbox-ready' });
    guardFetch(message, host);
    reportErrors(host);
    hideGlobals(runtime.keptGlobals);
    load(message.bundleUrl);
    host.report({ kind: 'phase', phase: 'bundle-loaded' });
    const implementation = registered.get(message.target);
    if (implementation === undefined) throw new Error(missingTarget(message.target, [...registered.keys()]));
    const store = createValueStore(message.values);
    host.subscribe((patch) => store.apply(patch));
    await runtime.run({ message, tree, host, store, implementation });
    host.report({ kind: 'phase', phase: 'started' });
  }

  createEndpoint<WorkerApi>(messenger(), { callable: [] }).expose({ start });
}

function missingTarget(target: string, found: readonly string[]): string {
  const list = found.length === 0 ? 'none' : found.join(', ');
  return `Expected the bundle to register ${target} by shopify.extend, found ${list}.`;
}

/** The worker's own message functions, taken before they are hidden. */
function messenger() {
  return {
    postMessage: globals.postMessage.bind(globals),
    addEventListener: globals.addEventListener.bind(globals),
    removeEventListener: globals.removeEventListener.bind(globals),
  };
}
