/** The strict context of an app's pixel: a worker without the page and without browser APIs, as on Shopify. */
import { createEndpoint, retain } from '@remote-ui/rpc';
import { hideGlobals } from '#sandbox/checkout/worker/hide-globals.ts';
import { globals } from '#sandbox/checkout/worker/worker-globals.ts';
import type { BrowserCall, PixelStart, PixelWorkerApi } from '../protocol.ts';

type Listener = (event: object) => void;
type Pixel = (api: object) => void;

const EXTENSION_POINT = 'WebPixel::Render';
const listeners = new Map<string, Set<Listener>>();
let registered: Pixel | null = null;

globals.shopify = {
  extend(point: string, pixel: Pixel) {
    if (point === EXTENSION_POINT) registered = pixel;
  },
};

const load = globals.importScripts.bind(globals);
const messenger = {
  postMessage: globals.postMessage.bind(globals),
  addEventListener: globals.addEventListener.bind(globals),
  removeEventListener: globals.removeEventListener.bind(globals),
};

function subscribe(name: string, listener: Listener): () => boolean {
  const known = listeners.get(name) ?? new Set();
  listeners.set(name, known.add(listener));
  return () => known.delete(listener);
}

async function start({ bundleUrl, settings, init }: PixelStart, browser: BrowserCall): Promise<void> {
  retain(browser);
  hideGlobals();
  load(bundleUrl);
  if (registered === null)
    throw new Error(`Expected the bundle to register ${EXTENSION_POINT}, found nothing.`);
  registered({
    analytics: { subscribe },
    customerPrivacy: { subscribe },
    browser: browserOf(browser),
    init,
    settings,
  });
}

async function publish(name: string, event: object): Promise<void> {
  for (const listener of listeners.get(name) ?? []) listener(event);
}

function browserOf(call: BrowserCall): object {
  const method =
    (path: string) =>
    (...args: string[]) =>
      call(path, args);
  const storage = (name: string) => ({
    getItem: method(`${name}.getItem`),
    setItem: method(`${name}.setItem`),
    removeItem: method(`${name}.removeItem`),
  });
  return { sessionStorage: storage('sessionStorage'), localStorage: storage('localStorage') };
}

createEndpoint<PixelWorkerApi>(messenger, { callable: [] }).expose({ start, publish });
