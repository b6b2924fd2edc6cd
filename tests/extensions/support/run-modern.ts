import '@remote-dom/core/polyfill';
import { createRemoteElement, RemoteRootElement } from '@remote-dom/core/elements';
import { RemoteReceiver } from '@remote-dom/core/receivers';
import { modernElements } from '#sandbox/checkout/elements/modern-elements.ts';
import { evaluateBundle, nest } from './evaluate-bundle.ts';
import type { Running } from './evaluate-bundle.ts';
import type { FakeCheckout } from './fake-checkout.ts';
import type { ScreenNode } from './screen.ts';

type SignalClass = new (value: unknown) => { value: unknown };
type ReceivedNode = RemoteReceiver['root']['children'][number];

customElements.define('remote-root', RemoteRootElement as unknown as CustomElementConstructor);
for (const [tag, { properties, events }] of Object.entries(modernElements)) {
  const element = createRemoteElement({ properties: Object.keys(properties), events: [...events] });
  for (const event of events) Reflect.set(element.prototype, `on${event}`, null);
  // Preact makes an attribute of a prop that the element does not have, and of `href`, which it has.
  const { setAttribute } = element.prototype;
  element.prototype.setAttribute = function (name: string, value: string) {
    if (!Object.hasOwn(properties, name)) throw new Error(`<${tag}> has no property ${name}.`);
    setAttribute.call(this, name, value);
  };
  customElements.define(tag, element as unknown as CustomElementConstructor);
}

/** Runs one target of the 2026-07 bundle: remote-dom, the global `shopify`, live values as signals of the bundle's own class. */
export async function runModern(code: string, target: string, checkout: FakeCheckout): Promise<Running> {
  const registry = new Map<string, () => Promise<void>>();
  let Signal: SignalClass | undefined;
  const shopify = {
    extend: (name: string, run: () => Promise<void>) => registry.set(name, run),
    setSignals: (given: SignalClass) => (Signal = given),
  };
  const receiver = new RemoteReceiver();
  const body = document.createElement('remote-root') as unknown as RemoteRootElement;
  body.connect(receiver.connection);
  const ownDocument = Object.create(document, { body: { value: body } });
  evaluateBundle(code, { shopify, document: ownDocument, ...checkout.globals });
  if (!Signal) throw new Error('Expected the bundle to hand its Signal class to the host.');
  Object.assign(shopify, createApi(checkout, Signal));
  const run = registry.get(target);
  if (!run)
    throw new Error(`Expected the bundle to register ${target}, found ${[...registry.keys()].join(', ')}.`);
  await run();
  return { targets: [...registry.keys()], screen: () => receiver.root.children.map(toNode) };
}

function createApi({ values, methods, constants }: FakeCheckout, Signal: SignalClass): object {
  const live = (path: string) => {
    const signal = new Signal(values.get(path));
    values.subscribe(path, (value) => (signal.value = value));
    return Object.defineProperty(signal, 'current', { get: () => signal.value });
  };
  const lives = Object.fromEntries(values.paths().map((path) => [path, live(path)]));
  return nest({ ...lives, ...methods }, constants);
}

function toNode(node: ReceivedNode): ScreenNode {
  if (!('element' in node)) return { text: node.data, children: [] };
  const { element, properties, eventListeners } = node;
  const shared = {
    children: node.children.map(toNode),
    isSkeleton: element.startsWith('s-skeleton'),
  };
  switch (element) {
    case 's-banner':
      return { ...shared, text: String(properties['heading']) };
    case 's-product-thumbnail':
      return {
        ...shared,
        picture: { source: properties['src'] as string | undefined, label: String(properties['alt']) },
      };
    case 's-button':
    case 's-link':
      return {
        ...shared,
        button: {
          label: String(properties['accessibilityLabel']),
          href: properties['href'] as string | undefined,
          isLoading: properties['loading'] === true,
          press: () => eventListeners['click']?.(),
        },
      };
    default:
      return shared;
  }
}
