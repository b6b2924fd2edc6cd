import type { HostSink, StartMessage } from '../protocol.ts';
import { createI18n } from './i18n.ts';
import type { ValueStore } from './values.ts';

/**
 * Builds the API object of an extension: subscribables, constants, host calls and i18n, each at its path.
 * @param subscribable makes the stack's own kind of subscribable for a path.
 */
export function createExtensionApi(
  message: StartMessage,
  host: HostSink,
  store: ValueStore,
  subscribable: (path: string) => object,
): Record<string, unknown> {
  const api: Record<string, unknown> = { i18n: createI18n(message.translations, store) };
  for (const [path, value] of Object.entries(message.constants)) place(api, path, value);
  for (const path of store.paths) place(api, path, subscribable(path));
  for (const path of message.methods) {
    place(api, path, (...args: unknown[]) => host.call(path, args.map(toPlain)));
  }
  return api;
}

/** Sets `cost.totalAmount` as api.cost.totalAmount, making the objects between. */
function place(api: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop() ?? path;
  let holder: object = api;
  for (const step of steps) {
    const next: unknown = Reflect.get(holder, step);
    const inner = next !== null && typeof next === 'object' ? next : {};
    Reflect.set(holder, step, inner);
    holder = inner;
  }
  Reflect.set(holder, last, value);
}

/** Arguments cross to another realm as data; functions stay functions (buyer journey interceptors). */
function toPlain(value: unknown): unknown {
  return typeof value === 'function' || value === undefined ? value : JSON.parse(JSON.stringify(value));
}
