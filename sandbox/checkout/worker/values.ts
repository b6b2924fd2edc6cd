import type { ApiValues } from '../protocol.ts';

type Listener = (value: unknown) => void;

/** Current values by path, and who listens to each. */
export interface ValueStore {
  get(path: string): unknown;
  /** @returns how to stop listening. */
  listen(path: string, listener: Listener): () => void;
  apply(patch: ApiValues): void;
  readonly paths: readonly string[];
}

/** A keyed store fed by one stream of patches from the page. */
export function createValueStore(initial: ApiValues): ValueStore {
  const values = new Map(Object.entries(initial));
  const listeners = new Map<string, Set<Listener>>();
  return {
    paths: [...values.keys()],
    get: (path) => values.get(path),
    listen(path, listener) {
      const set = listeners.get(path) ?? new Set();
      listeners.set(path, set.add(listener));
      return () => {
        set.delete(listener);
      };
    },
    apply(patch) {
      for (const [path, value] of Object.entries(patch)) {
        values.set(path, value);
        for (const listener of [...(listeners.get(path) ?? [])]) listener(value);
      }
    },
  };
}

/** Shopify's subscribable of API 2025-07. `value` is there too: 2025-10 and later name it so. */
export function createSubscribable(store: ValueStore, path: string): object {
  return {
    get current() {
      return store.get(path);
    },
    get value() {
      return store.get(path);
    },
    subscribe: (listener: Listener) => store.listen(path, listener),
    destroy: async () => undefined,
  };
}

/** Preact's Signal class, as `shopify.setSignals` hands it over. */
export type SignalClass = new (value: unknown) => { value: unknown };

/** A real signal, so that reading `.value` while rendering subscribes; `.current` and `.destroy` as in the older shape. */
export function createSignal(Signal: SignalClass, store: ValueStore, path: string): object {
  const signal = new Signal(store.get(path));
  store.listen(path, (value) => {
    signal.value = value;
  });
  return Object.defineProperties(signal, {
    current: { get: () => signal.value },
    destroy: { value: async () => undefined },
  });
}
