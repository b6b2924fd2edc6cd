import { evaluateBundle } from '../support/evaluate-bundle.ts';

export const NOON = Date.parse('2026-11-22T12:00:00Z');
const SHOP = 'attune-demo.myshopify.com';
/** Of the browser, as Shopify counts browsers. */
export const CLIENT = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
export const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1';

type Told = Readonly<Record<string, unknown>>;
export interface Batch {
  readonly shop: string;
  readonly key: string;
  readonly events: readonly Told[];
}

export interface RunningPixel {
  /** What the app was sent, oldest first. */
  readonly batches: readonly Batch[];
  /** Every event of those, without the fields that all have. */
  told(): readonly Told[];
  /** What happens on a page, at this address and second of the day's noon. */
  publish(name: string, data?: object, where?: { readonly page?: string; readonly second?: number }): void;
  consent(analytics: boolean): void;
}

export interface PixelWorld {
  readonly analytics?: boolean;
  readonly cartId?: string | null;
  /** Status of each answer in turn, the last one for all that follow; 0 is a connection that fails. */
  readonly statuses?: readonly number[];
  /** The browser's local storage, which its pages share; null for a browser that keeps nothing. */
  readonly storage?: Map<string, string> | null;
  /** What the ids of its events begin with. */
  readonly ids?: string;
}

/** As Shopify gives it to a worker: every answer comes later. */
function storageOf(kept: Map<string, string> | null) {
  const open = () => {
    if (kept === null) throw new DOMException('The operation is insecure.', 'SecurityError');
    return kept;
  };
  return {
    getItem: async (key: string) => open().get(key) ?? null,
    setItem: async (key: string, value: string) => void open().set(key, value),
    removeItem: async (key: string) => void open().delete(key),
  };
}

/** Runs the built pixel with the argument that Shopify's worker gives it, and without a network. */
export function runPixel(code: string, world: PixelWorld = {}): RunningPixel {
  const batches: Batch[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const { ids = 'sh' } = world;
  let seq = 0;
  const statuses = [...(world.statuses ?? [202])];
  const subscribe = (name: string, listener: (event: object) => void) => listeners.set(name, listener);
  const privacy = (analytics: boolean) => ({ analyticsProcessingAllowed: analytics });
  const fetch = async (_url: string, { body }: { readonly body: string }) => {
    batches.push(JSON.parse(body) as Batch);
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    if (!status) throw new TypeError('Failed to fetch');
    return { status };
  };
  const api = {
    settings: { key: 'the-key' },
    analytics: { subscribe },
    customerPrivacy: { subscribe },
    browser: { localStorage: storageOf(world.storage === undefined ? new Map() : world.storage) },
    init: {
      context: {},
      data: { shop: { myshopifyDomain: SHOP }, cart: world.cartId ? { id: world.cartId } : null },
      customerPrivacy: privacy(world.analytics ?? true),
    },
  };
  const extend = (point: string, start: (given: typeof api) => void) => {
    if (point === 'WebPixel::Render') start(api);
  };
  evaluateBundle(code, { shopify: { extend }, fetch });
  return {
    batches,
    told: () =>
      batches.flatMap(({ events }) => events).map(({ id: _id, clientId: _client, at: _at, ...rest }) => rest),
    publish(name, data = {}, { page = '/', second = 0 } = {}) {
      const event = { id: `${ids}-${(seq += 1)}`, name, type: 'standard', seq, clientId: CLIENT, data };
      const location = { href: `https://shop${page}`, pathname: page.replace(/[?#].*$/, '') };
      const context = { navigator: { userAgent: IPHONE }, document: { location } };
      listeners.get(name)?.({ ...event, context, timestamp: new Date(NOON + second * 1_000).toISOString() });
    },
    consent: (analytics) =>
      listeners.get('visitorConsentCollected')?.({ customerPrivacy: privacy(analytics) }),
  };
}
