/** Sandbox script of API 2025-10 and later: a document whose body is a remote-dom root, and the global `shopify` as registry and API at once. */
import { window } from '@remote-dom/core/polyfill';
import { RemoteRootElement } from '@remote-dom/core/elements';
import { createExtensionApi } from './extension-api.ts';
import { allowOnly, defineElements } from './modern-elements.ts';
import { serveWorker } from './serve-worker.ts';
import { createSignal, createSubscribable, type SignalClass } from './values.ts';
import { globals } from './worker-globals.ts';

let Signal: SignalClass | null = null;
globals.shopify = {
  setSignals(signals: SignalClass) {
    Signal = signals;
  },
};

serveWorker({
  keptGlobals: Object.getOwnPropertyNames(window).filter(
    (name) => name !== 'location' && name !== 'navigator',
  ),
  async run({ message, tree, host, store, implementation }) {
    const signals = Signal;
    const subscribable = (path: string) =>
      signals === null ? createSubscribable(store, path) : createSignal(signals, store, path);
    Object.assign(globals.shopify, createExtensionApi(message, host, store, subscribable));
    defineElements();
    const root = connectRoot(tree);
    Object.defineProperty(document, 'body', { value: root, configurable: true });
    allowOnly(message.components);
    await implementation();
  },
});

function connectRoot(tree: (...args: unknown[]) => void): HTMLElement {
  customElements.define('remote-root', RemoteRootElement);
  const root = new RemoteRootElement();
  root.connect({
    mutate: (records) => tree(records),
    call: (_id, method) => {
      throw new Error(`The sandbox's elements have no method ${method}().`);
    },
  });
  document.append(root);
  return root;
}
