import { INITIAL_STATE } from './state.ts';
import type { SessionState } from './state.ts';

/** Holds one session's state and tells the view about every change. */
export interface Store {
  get(): SessionState;
  set(next: SessionState): void;
  subscribe(listener: () => void): () => void;
}

export function createStore(): Store {
  const listeners = new Set<() => void>();
  let state = INITIAL_STATE;
  return {
    get: () => state,
    set(next) {
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
