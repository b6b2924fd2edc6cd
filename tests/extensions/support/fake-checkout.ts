import { readFileSync } from 'node:fs';
import { decisionRequest, eventsRequest } from '#app/contracts/checkout-decision.ts';
import { LOCAL_KEY, LOCAL_NAMESPACE } from '#app/domain/campaigns/local/payload.ts';
import type { HostAddress, HostLine, LineChange } from '#extensions/checkout/src/core/host.ts';

/** What a checkout is like before the extension runs. Everything has a plain default: a British guest's open cart. */
export interface CheckoutSetup {
  readonly lines?: readonly HostLine[];
  readonly settings?: Record<string, unknown>;
  readonly stored?: Record<string, unknown>;
  readonly storageDelayMs?: number;
  readonly isEditor?: boolean;
  readonly isRendered?: boolean;
  readonly isSignedIn?: boolean;
  /** False: buyerIdentity, shippingAddress and applyShippingAddressChange are missing, as without access to protected data. */
  readonly hasProtectedData?: boolean;
  readonly shippingAddress?: HostAddress;
  readonly canAddLine?: boolean;
  readonly analyticsAllowed?: boolean;
  /** Variant ids that applyCartLinesChange refuses. */
  readonly soldOut?: readonly string[];
  readonly refusesAddress?: boolean;
  /** applyCartLinesChange takes nothing out. */
  readonly refusesRemoval?: boolean;
  /** Answer of the Storefront query: nodes, or a failure. */
  readonly storefront?: readonly unknown[] | 'fails';
  /** Nodes of every Storefront query but the first: what changed before the tap. */
  readonly storefrontLater?: readonly unknown[];
  /** The buyer buys for a company. */
  readonly isBusiness?: boolean;
  /** Of the cart. */
  readonly attributes?: readonly { readonly key: string; readonly value: string }[];
  /** What Attune wrote for checkouts to decide by: of the shop, and of products by gid. */
  readonly metafields?: Readonly<Record<string, object>>;
  readonly checkoutToken?: string;
  /** Answers of the decision endpoint, in turn; the last one repeats. */
  readonly decisions?: readonly ServerAnswer[];
  /** formatCurrency throws: stands for any fault while rendering. */
  readonly breaksFormatting?: boolean;
  /** Thank-you targets have no cart or address writers. */
  readonly isThankYou?: boolean;
}

export type ServerAnswer =
  { readonly status: number; readonly body: unknown; readonly delayMs?: number } | 'down' | 'hangs';

/** One call the extension made to its host or its server. */
export interface HostCall {
  readonly to: string;
  readonly with: unknown;
}

export type FakeCheckout = ReturnType<typeof createFakeCheckout>;

const texts: unknown = JSON.parse(
  readFileSync(new URL('../../../extensions/checkout/locales/en.default.json', import.meta.url), 'utf8'),
);

/** Holds the values, answers the calls, and records them. The two stacks wrap `values` in their own kind of live value. */
export function createFakeCheckout(setup: CheckoutSetup) {
  const { hasProtectedData = true, isThankYou = false, decisions = [{ status: 200, body: null }] } = setup;
  const calls: HostCall[] = [];
  const storage = new Map<string, unknown>(Object.entries(setup.stored ?? {}));
  const record = (to: string, given: unknown) => calls.push({ to, with: structuredClone(given) });
  let asked = 0;
  let queries = 0;
  let lineCount = 0;

  const values = new LiveValues({
    lines: setup.lines ?? [],
    'localization.country': { isoCode: 'GB' },
    'localization.currency': { isoCode: 'GBP' },
    'localization.language': { isoCode: 'en' },
    checkoutToken: setup.checkoutToken ?? 'checkout-1',
    appMetafields: Object.entries(setup.metafields ?? {}).map(toMetafield),
    attributes: setup.attributes ?? [],
    settings: setup.settings ?? {},
    'extension.rendered': setup.isRendered ?? true,
    customerPrivacy: {
      allowedProcessing: { analytics: setup.analyticsAllowed ?? true, marketing: false, preferences: true },
    },
    instructions: {
      lines: { canAddCartLine: setup.canAddLine ?? true, canRemoveCartLine: true },
      delivery: { canSelectCustomAddress: true },
    },
    ...(hasProtectedData && {
      'buyerIdentity.customer': setup.isSignedIn ? { id: 'gid://shopify/Customer/1' } : undefined,
      'buyerIdentity.purchasingCompany': setup.isBusiness
        ? { company: { id: 'gid://shopify/Company/1' } }
        : undefined,
      shippingAddress: setup.shippingAddress,
    }),
  });

  async function applyCartLinesChange(change: LineChange) {
    record('applyCartLinesChange', change);
    const lines = values.get('lines') as readonly HostLine[];
    if (change.type === 'removeCartLine') {
      if (setup.refusesRemoval) return { type: 'error', message: 'Locked' };
      values.set(
        'lines',
        lines.filter((line) => line.id !== change.id),
      );
      return { type: 'success' };
    }
    if (setup.soldOut?.includes(change.merchandiseId)) return { type: 'error', message: 'Sold out' };
    const added = {
      ...line(change.merchandiseId),
      id: `added-${++lineCount}`,
      attributes: change.attributes,
    };
    values.set('lines', [...lines, added]);
    return { type: 'success' };
  }

  async function applyShippingAddressChange(change: { address: HostAddress }) {
    record('applyShippingAddressChange', change);
    if (setup.refusesAddress) return { type: 'error', errors: [{ message: 'Locked' }] };
    values.set('shippingAddress', { ...(values.get('shippingAddress') as HostAddress), ...change.address });
    return { type: 'success', errors: null };
  }

  async function fetch(url: string, init: RequestInit) {
    const isPlain = new Headers(init.headers).get('content-type') === 'text/plain';
    if (!isPlain) throw new Error('Expected a text/plain body: anything else costs a preflight request.');
    const body: unknown = JSON.parse(String(init.body));
    if (url.endsWith('/events')) {
      if (!init.keepalive) throw new Error('Expected keepalive: the page may be left right after a tap.');
      const { events, ...rest } = eventsRequest.parse(body);
      // Events of the two stacks are some milliseconds apart.
      record(`${init.method} ${url}`, { ...rest, events: events.map(({ at: _at, ...event }) => event) });
      return new Response(null, { status: 204 });
    }
    record(`${init.method} ${url}`, decisionRequest.parse(body));
    const answer = decisions[Math.min(asked++, decisions.length - 1)] ?? 'down';
    if (answer === 'down') throw new TypeError('Failed to fetch');
    if (answer === 'hangs') return new Promise<Response>(() => {});
    if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  }

  const methods = {
    'storage.read': async (key: string) => {
      record('storage.read', key);
      if (setup.storageDelayMs) await new Promise((resolve) => setTimeout(resolve, setup.storageDelayMs));
      return storage.get(key) ?? null;
    },
    'storage.write': async (key: string, data: unknown) => {
      record('storage.write', key);
      storage.set(key, structuredClone(data));
    },
    'sessionToken.get': async () => 'token-1',
    'analytics.publish': async (name: string, data: unknown) => {
      record('analytics.publish', { name, data });
      return true;
    },
    query: async (_query: string, options: { variables: unknown }) => {
      record('query', options.variables);
      if (setup.storefront === 'fails') throw new Error('Storefront is down');
      const later = queries++ > 0 ? setup.storefrontLater : undefined;
      return { data: { nodes: later ?? setup.storefront ?? [] } };
    },
    ...(!isThankYou && { applyCartLinesChange }),
    ...(!isThankYou && hasProtectedData && { applyShippingAddressChange }),
    'i18n.translate': translate,
    'i18n.formatCurrency': (amount: number, options: { currency: string }) => {
      if (setup.breaksFormatting) throw new Error('no formatting');
      return new Intl.NumberFormat('en', { style: 'currency', ...options }).format(amount);
    },
  };

  const constants = { extension: { target: '', editor: setup.isEditor ? { type: 'checkout' } : undefined } };
  const faults: string[] = [];
  /** Globals of the worker. */
  const globals = {
    fetch,
    reportError: (error: unknown) => faults.push(String(error)),
    console: { ...console, error: () => undefined },
  };
  return {
    calls,
    faults,
    values,
    methods,
    constants,
    globals,
    storage,
    events: () => reportedEvents(calls),
    failures: () => reportedFailures(calls),
  };
}

/** As an extension finds it. */
function toMetafield([owner, value]: [string, object]) {
  const target = owner === 'shop' ? { type: 'shop', id: '1' } : { type: 'product', id: owner };
  return { target, metafield: { namespace: LOCAL_NAMESPACE, key: LOCAL_KEY, value: JSON.stringify(value) } };
}

function reportedEvents(calls: readonly HostCall[]): string[] {
  return calls
    .filter(({ to }) => to.endsWith('/api/checkout/events'))
    .flatMap(({ with: body }) => (body as { events: { kind: string; itemKey: string }[] }).events)
    .map(({ kind, itemKey }) => `${kind} ${itemKey}`);
}

function reportedFailures(calls: readonly HostCall[]): string[] {
  return calls
    .filter(({ to }) => to.endsWith('/api/checkout/events'))
    .flatMap(({ with: body }) => (body as { failures: { kind: string; count: number }[] }).failures)
    .map(({ kind, count }) => `${kind} ${count}`);
}

function translate(key: string, replacements: Record<string, unknown> = {}): string {
  const found = key
    .split('.')
    .reduce<unknown>((group, step) => (group as Record<string, unknown>)[step], texts);
  if (typeof found !== 'string') throw new Error(`No text "${key}" in en.default.json.`);
  return found.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(replacements[name]));
}

/** A cart line of one unit whose product has the same number as the variant. */
export function line(variantId: string): HostLine {
  const number = variantId.split('/').at(-1);
  return {
    id: `line-${number}`,
    quantity: 1,
    merchandise: { id: variantId, product: { id: `gid://shopify/Product/${number}` } },
    cost: { totalAmount: { amount: 2.5, currencyCode: 'GBP' } },
    attributes: [],
  };
}

/** Values by path, with listeners: what a host keeps on its side of the wire. */
export class LiveValues {
  readonly #values: Map<string, unknown>;
  readonly #listeners = new Map<string, Set<(value: unknown) => void>>();

  constructor(initial: Record<string, unknown>) {
    this.#values = new Map(Object.entries(initial));
  }

  paths(): string[] {
    return [...this.#values.keys()];
  }

  get(path: string): unknown {
    return this.#values.get(path);
  }

  set(path: string, value: unknown): void {
    this.#values.set(path, value);
    for (const listener of this.#listeners.get(path) ?? []) listener(value);
  }

  subscribe(path: string, listener: (value: unknown) => void): () => void {
    const listeners = this.#listeners.get(path) ?? new Set();
    this.#listeners.set(path, listeners.add(listener));
    return () => listeners.delete(listener);
  }
}
