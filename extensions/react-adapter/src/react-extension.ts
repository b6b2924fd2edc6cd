// Lets the host build its live values as signals of this bundle's own class.
import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import type { VNode } from 'preact';

/**
 * Same signature as the real one. The real one registers the target itself; from API 2025-10 on the build registers each
 * module's default export, which is called without arguments and renders into the document's body.
 */
export function reactExtension(
  _target: string,
  start: (api: unknown) => VNode | Promise<VNode>,
): () => Promise<void> {
  return async () => {
    const api: unknown = Reflect.get(globalThis, 'shopify');
    render(await start(api), document.body);
  };
}
