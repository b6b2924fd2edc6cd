import { createRemoteReceiver, KIND_TEXT } from '@remote-ui/core';
import type { RemoteReceiverAttachableChild, RemoteReceiverAttachableFragment } from '@remote-ui/core';
import { legacyComponents } from '#sandbox/checkout/elements/legacy-components.ts';
import type { FakeCheckout } from './fake-checkout.ts';
import { evaluateBundle, nest } from './evaluate-bundle.ts';
import type { Running } from './evaluate-bundle.ts';
import type { ScreenNode } from './screen.ts';

type Child = RemoteReceiverAttachableChild | RemoteReceiverAttachableFragment;
type Extension = (root: object, api: object) => Promise<void>;

/** Runs one target of the 2025-07 bundle: remote-ui, the API as an argument, live values with `current` and `subscribe`. */
export async function runLegacy(code: string, target: string, checkout: FakeCheckout): Promise<Running> {
  const registry = new Map<string, Extension>();
  const shopify = { extend: (name: string, run: Extension) => registry.set(name, run), reload() {} };
  evaluateBundle(code, { shopify, ...checkout.globals });
  const receiver = createRemoteReceiver();
  const run = registry.get(target);
  if (!run)
    throw new Error(`Expected the bundle to register ${target}, found ${[...registry.keys()].join(', ')}.`);
  await run({ channel: receiver.receive, components: [...legacyComponents] }, createApi(checkout));
  return { targets: [...registry.keys()], screen: () => receiver.attached.root.children.map(toNode) };
}

function createApi({ values, methods, constants }: FakeCheckout): object {
  const live = (path: string) => ({
    get current() {
      return values.get(path);
    },
    subscribe: (listener: (value: unknown) => void) => values.subscribe(path, listener),
    destroy: async () => {},
  });
  const lives = Object.fromEntries(values.paths().map((path) => [path, live(path)]));
  return nest({ ...lives, ...methods }, constants);
}

function toNode(child: Child): ScreenNode {
  if (child.kind === KIND_TEXT) return { text: child.text, children: [] };
  if (!('type' in child)) return { children: child.children.map(toNode) };
  const props = child.props as Record<string, unknown>;
  const shared = { children: child.children.map(toNode), isSkeleton: child.type.startsWith('Skeleton') };
  switch (child.type) {
    case 'Banner':
      return { ...shared, text: String(props.title) };
    case 'ProductThumbnail':
      return {
        ...shared,
        picture: { source: props.source as string | undefined, label: String(props.accessibilityLabel) },
      };
    case 'Button':
      return {
        ...shared,
        button: {
          label: String(props.accessibilityLabel),
          href: props.to as string | undefined,
          isLoading: props.loading === true,
          press: () => (props.onPress as () => void)(),
        },
      };
    default:
      return shared;
  }
}
