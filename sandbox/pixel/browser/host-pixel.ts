import { createEndpoint } from '@remote-ui/rpc';
import type { Consent } from '#sandbox/checkout/host/switches.ts';
import type { PagePixel, PixelEvent } from '../page-pixel.ts';
import type { BrowserCall, PixelPrivacy, PixelWorkerApi } from '../protocol.ts';
import { forgetClientId, readClientId } from './client-id.ts';

export interface PixelHost {
  publish(event: PixelEvent): void;
  /** The visitor allows something else from now on. */
  setConsent(consent: Consent): void;
}

const WORKER_SCRIPT = '/storefront-assets/pixel-worker.js';

/**
 * Runs the app's pixel in a worker once the visitor allows what it needs, and tells it what happens on the page, also what happened
 * before. It goes on when consent is withdrawn, and is told so: the next page does not start it.
 */
export function hostPixel(pixel: PagePixel | null, given: Consent): PixelHost {
  if (pixel === null) return { publish: () => undefined, setConsent: () => undefined };
  const published: { readonly name: string; readonly event: object }[] = [];
  let consent = given;
  let running: { tell(name: string, event: object): void } | null = null;
  let clientId = '';

  const tell = ({ name, event }: { readonly name: string; readonly event: object }) =>
    running?.tell(name, { ...event, clientId });

  function startWhenAllowed(): void {
    if (pixel === null || running !== null || !pixel.needs.every((level) => consent[level])) return;
    clientId = readClientId();
    running = runPixel(pixel, consent);
    for (const event of published) tell(event);
  }

  function publish({ name, data }: PixelEvent): void {
    const event = {
      id: `sh-${crypto.randomUUID()}`,
      name,
      type: 'standard',
      seq: published.length + 1,
      data,
    };
    const one = { name, event: { ...event, timestamp: new Date().toISOString(), context: contextOf() } };
    published.push(one);
    tell(one);
  }

  for (const event of pixel.events) publish(event);
  startWhenAllowed();
  return {
    publish,
    setConsent(next) {
      if (next === consent) return;
      consent = next;
      running?.tell('visitorConsentCollected', { customerPrivacy: privacyOf(consent) });
      if (!consent.analytics) forgetClientId();
      startWhenAllowed();
    },
  };
}

function runPixel({ bundleUrl, settings, data }: PagePixel, consent: Consent) {
  // From a data: URL, so that its origin is opaque as it is on Shopify.
  const source = `importScripts(${JSON.stringify(new URL(WORKER_SCRIPT, location.href).href)})`;
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(source)}`, { name: 'web pixel' });
  worker.addEventListener('error', ({ message }) => console.error(`The web pixel failed: ${message}`));
  const { call } = createEndpoint<PixelWorkerApi>(worker, { callable: ['start', 'publish'] });
  const init = { context: contextOf(), data, customerPrivacy: privacyOf(consent) };
  const started = call.start({ bundleUrl, settings, init }, callBrowser);
  started.catch((error: unknown) => console.error('The web pixel did not start:', error));
  return {
    tell: (name: string, event: object): void =>
      void started.then(() => call.publish(name, event)).catch(() => undefined),
  };
}

const STORAGES = { sessionStorage, localStorage };

const callBrowser: BrowserCall = async (path, [key = '', value = '']) => {
  const [name, method] = path.split('.');
  const storage = name === 'localStorage' ? STORAGES.localStorage : STORAGES.sessionStorage;
  if (method === 'setItem') return storage.setItem(key, value);
  return method === 'removeItem' ? storage.removeItem(key) : storage.getItem(key);
};

const privacyOf = (consent: Consent): PixelPrivacy => ({
  analyticsProcessingAllowed: consent.analytics,
  marketingAllowed: consent.marketing,
  preferencesProcessingAllowed: consent.preferences,
  saleOfDataAllowed: consent.saleOfData,
});

function contextOf(): object {
  const { href, pathname, search } = location;
  return {
    document: { location: { href, pathname, search }, title: document.title, referrer: document.referrer },
    navigator: {
      language: navigator.language,
      userAgent: navigator.userAgent,
      cookieEnabled: navigator.cookieEnabled,
    },
    window: { innerWidth, innerHeight, screen: { width: screen.width, height: screen.height } },
  };
}
