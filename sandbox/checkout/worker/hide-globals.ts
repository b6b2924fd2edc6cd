import { globals } from './worker-globals.ts';

/** What Shopify guarantees to an extension, plus reportError, which the error boundary of its own React package calls. */
const GUARANTEED =
  'self console setTimeout clearTimeout setInterval clearInterval fetch Headers Request Response reportError shopify';

/** The language itself (ECMA-262 and ECMA-402) is no browser API. */
const LANGUAGE =
  'globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI ' +
  'encodeURIComponent escape unescape AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array ' +
  'BigUint64Array Boolean DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array ' +
  'Float64Array Function Int8Array Int16Array Int32Array Intl Iterator JSON Map Math Number Object Promise Proxy RangeError ' +
  'ReferenceError Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError ' +
  'Uint8Array Uint8ClampedArray Uint16Array Uint32Array URIError WeakMap WeakRef WeakSet';

/**
 * Makes every other global of the worker read as undefined. Call it after the sandbox has taken what it needs itself.
 * @param kept further names to leave, e.g. the document of the DOM polyfill.
 * @returns the names hidden.
 */
export function hideGlobals(kept: readonly string[] = []): string[] {
  const visible = new Set([...GUARANTEED.split(' '), ...LANGUAGE.split(' '), ...kept]);
  const names = allGlobalNames().filter((name) => !visible.has(name));
  return names.filter((name) =>
    Reflect.defineProperty(globals, name, { value: undefined, configurable: true, writable: true }),
  );
}

function allGlobalNames(): string[] {
  const names = new Set<string>();
  let holder: object | null = globals;
  while (holder !== null && holder !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(holder)) names.add(name);
    holder = Object.getPrototypeOf(holder);
  }
  names.delete('constructor');
  return [...names];
}
