import type { Live } from '../checkout/src/core/host.ts';

export interface Settable<Value> extends Live<Value> {
  set(value: Value): void;
}

/** A value that tells its listeners when it is set. */
export function settable<Value>(start: Value): Settable<Value> {
  const listeners: ((value: Value) => void)[] = [];
  let current = start;
  return {
    get current() {
      return current;
    },
    subscribe: (listener) => listeners.push(listener),
    set(value) {
      current = value;
      for (const listener of listeners) listener(value);
    },
  };
}

/** A value that stays. */
export const fixed = <Value>(current: Value): Live<Value> => ({ current, subscribe: () => undefined });
