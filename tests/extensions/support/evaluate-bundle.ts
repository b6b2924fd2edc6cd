import type { ScreenNode } from './screen.ts';

export interface Running {
  /** Every target the bundle registers. */
  readonly targets: readonly string[];
  screen(): readonly ScreenNode[];
}

/** Runs a classic script with globals of its own, so that two bundles in one process do not meet. */
export function evaluateBundle(code: string, globals: Record<string, unknown>): void {
  const scope: Record<string, unknown> = Object.assign(Object.create(globalThis), globals);
  scope['globalThis'] = scope;
  scope['self'] = scope;
  // What Shopify's worker does not guarantee is absent here too.
  const hidden = { AbortController: undefined, MessageChannel: undefined, requestAnimationFrame: undefined };
  const names = { ...hidden, ...globals, globalThis: scope, self: scope };
  const script = new Function(...Object.keys(names), code);
  script(...Object.values(names));
}

/** {'a.b': x} merged into {a: {c: y}} -> {a: {b: x, c: y}}. */
export function nest(flat: Record<string, unknown>, into: Record<string, object>): Record<string, unknown> {
  const nested: Record<string, Record<string, unknown> | unknown> = structuredClone(into);
  for (const [path, value] of Object.entries(flat)) {
    const [first = '', second] = path.split('.');
    if (second === undefined) nested[first] = value;
    else nested[first] = Object.assign((nested[first] as object | undefined) ?? {}, { [second]: value });
  }
  return nested;
}
