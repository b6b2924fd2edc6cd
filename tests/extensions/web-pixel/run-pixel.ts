import { evaluateBundle } from '../support/evaluate-bundle.ts';

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
  publish(name: string, data?: object): void;
  consent(analytics: boolean): void;
}

export interface PixelWorld {
  readonly analytics?: boolean;
  readonly cartId?: string | null;
  /** Status of each answer in turn, the last one for all that follow; 0 is a connection that fails. */
  readonly statuses?: readonly number[];
}

/** Runs the built pixel with the argument that Shopify's worker gives it, and without a network. */
export function runPixel(code: string, world: PixelWorld = {}): RunningPixel {
  const batches: Batch[] = [];
  const listeners = new Map<string, (event: object) => void>();
  const statuses = [...(world.statuses ?? [202])];
  let seq = 0;
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
    browser: {},
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
    publish(name, data = {}) {
      const event = { id: `sh-${(seq += 1)}`, name, type: 'standard', seq, clientId: CLIENT, data };
      const context = { navigator: { userAgent: IPHONE }, document: { location: { href: 'https://shop' } } };
      listeners.get(name)?.({ ...event, context, timestamp: '2026-11-22T12:00:00.000Z' });
    },
    consent: (analytics) =>
      listeners.get('visitorConsentCollected')?.({ customerPrivacy: privacy(analytics) }),
  };
}
