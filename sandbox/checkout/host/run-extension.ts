import { createEndpoint, retain } from '@remote-ui/rpc';
import { createRemoteReceiver, type RemoteReceiver as LegacyReceiver } from '@remote-ui/core';
import { RemoteReceiver as ModernReceiver } from '@remote-dom/core/receivers';
import { legacyComponents } from '../elements/legacy-components.ts';
import { modernElements } from '../elements/modern-elements.ts';
import type { ApiValues, HostSink, StartMessage, TreeSink, WorkerApi, WorkerReport } from '../protocol.ts';
import { createHostMethods } from './api-methods.ts';
import { apiValues, changedValues, chooseLocale } from './api-values.ts';
import type { ExtensionDefinition } from './extension-definition.ts';
import type { Session } from './session.ts';

/** The extension's tree on the page, in the shape of its stack. */
export type ExtensionTree =
  | { readonly stack: 'legacy'; readonly receiver: LegacyReceiver }
  | { readonly stack: 'modern'; readonly receiver: ModernReceiver };

/** Milliseconds from the creation of the worker. */
export interface ExtensionTimings {
  sandboxReady?: number;
  bundleLoaded?: number;
  firstTree?: number;
  started?: number;
}

export interface RunningExtension {
  readonly target: string;
  readonly tree: ExtensionTree;
  readonly timings: ExtensionTimings;
  /** Calls the listener once something is in the tree; at once when it is already. */
  onFirstTree(listener: () => void): void;
  stop(): void;
}

/** Starts one target of an extension in a worker of its own and keeps its API values up to date. */
export function runExtension(
  session: Session,
  target: string,
  definition: ExtensionDefinition,
): RunningExtension {
  const { stack } = session.switches;
  const began = performance.now();
  const timings: ExtensionTimings = {};
  const worker = createWorker(stack, session.switches.isOpaque);
  const fail = (message: string) => session.log.add({ kind: 'error', target, text: message });
  const firstTree = createSignalOnce();
  firstTree.when(() => {
    timings.firstTree = performance.now() - began;
    session.log.add({ kind: 'phase', target, text: 'first tree', durationMs: timings.firstTree });
  });

  const { tree, sink } = createTree(stack, firstTree.fire);
  const message = startMessage(session, target, definition);
  let values = message.values;
  let tellWorker: (patch: ApiValues) => void = () => undefined;
  let isRendered = false;
  const refresh = () => {
    const next = apiValues(session.apiState(isRendered), target, definition);
    const patch = changedValues(values, next);
    values = next;
    if (Object.keys(patch).length > 0) tellWorker(patch);
  };
  firstTree.when(() => {
    isRendered = true;
    refresh();
  });
  const unsubscribe = session.subscribe(refresh);

  const host: HostSink = {
    call: (method, args) => callHost(session, target, definition, method, args),
    subscribe: (listener) => {
      retain(listener);
      tellWorker = listener;
    },
    report: (report) => takeReport(session, target, report, timings, began),
  };
  worker.addEventListener('error', (event) =>
    fail(event.message || 'The worker failed while loading a script.'),
  );
  worker.addEventListener('messageerror', () => fail('A message from the worker could not be read.'));
  const endpoint = createEndpoint<WorkerApi>(worker, { callable: ['start'] });
  endpoint.call.start(message, sink, host).catch((error: unknown) => fail(failureText(error)));

  return {
    target,
    tree,
    timings,
    onFirstTree: (listener) => firstTree.when(listener),
    stop() {
      unsubscribe();
      worker.terminate();
    },
  };
}

/**
 * By default the worker begins as a data: URL, so its origin is opaque ("null"): no caches, no storage, a preflight for every
 * request that is not simple. A blob: URL keeps the page's origin.
 */
function createWorker(stack: 'legacy' | 'modern', isOpaque: boolean): Worker {
  const script = new URL(`/checkout-assets/${stack}-sandbox.js`, location.href).href;
  const source = `importScripts(${JSON.stringify(script)})`;
  const url = isOpaque
    ? `data:text/javascript,${encodeURIComponent(source)}`
    : URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return new Worker(url, { name: `extension (${stack})` });
}

function createTree(
  stack: 'legacy' | 'modern',
  onContent: () => void,
): { tree: ExtensionTree; sink: TreeSink } {
  if (stack === 'legacy') {
    const receiver = createRemoteReceiver();
    receiver.on('mount', onContent);
    return { tree: { stack, receiver }, sink: receiver.receive as TreeSink };
  }
  // Never released: a moved element is removed and inserted again with the same functions, and the release of the first
  // would reach the worker after the second was sent, and revoke them. They live as long as the page.
  const receiver = new ModernReceiver({ retain, release: () => undefined });
  const mutate = receiver.connection.mutate as (records: unknown) => void;
  const sink: TreeSink = (records) => {
    mutate(records);
    if (receiver.root.children.length > 0) onContent();
  };
  return { tree: { stack, receiver }, sink };
}

function startMessage(session: Session, target: string, definition: ExtensionDefinition): StartMessage {
  const locale = chooseLocale(definition, session.switches.language);
  const bundleUrl = `${session.data.bundleBase}/${definition.handle}.js`;
  return {
    target,
    bundleUrl,
    components: session.switches.stack === 'legacy' ? legacyComponents : Object.keys(modernElements),
    values: apiValues(session.apiState(false), target, definition),
    constants: {
      extensionPoint: target,
      version: definition.apiVersion,
      shop: { ...session.data.shop, storefrontUrl: location.origin },
      'extension.target': target,
      'extension.apiVersion': definition.apiVersion,
      'extension.version': '1.0.0',
      'extension.scriptUrl': bundleUrl,
      'extension.editor': session.switches.isEditor ? { type: 'checkout' } : undefined,
    },
    methods: Object.keys(createHostMethods(session, target, definition)),
    translations: { locale, texts: definition.locales[locale] ?? {} },
    hasNetworkAccess: session.switches.hasNetwork && definition.capabilities['network_access'] === true,
    fault: session.switches.fault,
  };
}

async function callHost(
  session: Session,
  target: string,
  definition: ExtensionDefinition,
  method: string,
  args: readonly unknown[],
): Promise<unknown> {
  const began = performance.now();
  const log = (result: string) =>
    session.log.add({
      kind: 'call',
      target,
      text: `${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')}) ${result}`,
      durationMs: performance.now() - began,
    });
  try {
    const implementation = createHostMethods(session, target, definition)[method];
    if (implementation === undefined) throw new Error(`${target} has no ${method}().`);
    const result = await implementation(...args);
    log(`→ ${method === 'sessionToken.get' ? '<token>' : (JSON.stringify(result) ?? 'undefined')}`);
    return result;
  } catch (error) {
    log(`✗ ${failureText(error)}`);
    throw error;
  }
}

function takeReport(
  session: Session,
  target: string,
  report: WorkerReport,
  timings: ExtensionTimings,
  began: number,
): void {
  const { log } = session;
  if (report.kind === 'phase') {
    const elapsed = performance.now() - began;
    if (report.phase === 'sandbox-ready') timings.sandboxReady = elapsed;
    if (report.phase === 'bundle-loaded') timings.bundleLoaded = elapsed;
    if (report.phase === 'started') timings.started = elapsed;
    log.add({ kind: 'phase', target, text: report.phase.replace('-', ' '), durationMs: elapsed });
  } else if (report.kind === 'fetch') {
    const text = `${report.method} ${report.url} ${report.status === null ? 'failed' : report.status}`;
    log.add({ kind: 'fetch', target, text, durationMs: report.durationMs });
  } else if (report.kind === 'console') {
    log.add({ kind: report.level === 'error' ? 'error' : 'console', target, text: report.text });
  } else {
    log.add({ kind: 'error', target, text: report.message });
  }
}

function failureText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Fires once; late listeners are called at once. */
function createSignalOnce(): { fire(): void; when(listener: () => void): void } {
  const listeners: (() => void)[] = [];
  let hasFired = false;
  return {
    fire() {
      if (hasFired) return;
      hasFired = true;
      for (const listener of listeners) listener();
    },
    when(listener) {
      if (hasFired) listener();
      else listeners.push(listener);
    },
  };
}
