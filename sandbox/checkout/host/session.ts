import type { CheckoutChange, CheckoutOutcome, CheckoutView } from '../checkout-shop.ts';
import type { ApiState } from './api-values.ts';
import type { CheckoutClient } from './checkout-client.ts';
import type { EventLog } from './event-log.ts';
import type { PageData } from './page-data.ts';
import type { Consent, Switches } from './switches.ts';

/** The one state of a page: the checkout as the server last told it, and how it is hosted. Every extension reads it. */
export interface Session {
  readonly data: PageData;
  readonly client: CheckoutClient;
  readonly log: EventLog;
  readonly checkout: CheckoutView;
  readonly switches: Switches;
  /** A new object after every change, for React. */
  readonly snapshot: SessionSnapshot;
  apiState(isRendered: boolean): ApiState;
  change(change: CheckoutChange): Promise<CheckoutOutcome>;
  placeOrder(): Promise<CheckoutOutcome>;
  choosePayment(handle: string): void;
  setConsent(consent: Consent): void;
  /** Cached until a minute before its end, as on Shopify. */
  sessionToken(): Promise<string>;
  subscribe(listener: () => void): () => void;
}

export interface SessionSnapshot {
  readonly checkout: CheckoutView;
  readonly switches: Switches;
  readonly paymentHandle: string;
}

const TOKEN_LIFE_MS = 4 * 60_000;

export function createSession(
  data: PageData,
  switches: Switches,
  client: CheckoutClient,
  log: EventLog,
): Session {
  const listeners = new Set<() => void>();
  let snapshot: SessionSnapshot = {
    checkout: data.checkout,
    switches,
    paymentHandle: data.checkout.order?.paymentHandle ?? data.paymentOptions[0]?.handle ?? '',
  };
  const inTurn = createTurns();
  const token = createTokenCache(() =>
    client.sessionToken({ withCustomer: snapshot.switches.hasProtectedData }),
  );

  function update(patch: Partial<SessionSnapshot>): void {
    snapshot = { ...snapshot, ...patch };
    for (const listener of listeners) listener();
  }

  function settle(what: string, outcome: CheckoutOutcome): CheckoutOutcome {
    if (outcome.type === 'success') update({ checkout: outcome.checkout });
    log.add({
      kind: 'shop',
      target: null,
      text: outcome.type === 'success' ? what : `${what}: ${outcome.message}`,
    });
    return outcome;
  }

  return {
    data,
    client,
    log,
    get checkout() {
      return snapshot.checkout;
    },
    get switches() {
      return snapshot.switches;
    },
    get snapshot() {
      return snapshot;
    },
    apiState: (isRendered) => ({ data, isRendered, ...snapshot }),
    change: async (change) => settle(change.type, await inTurn(() => client.change(change))),
    placeOrder: async () =>
      settle('order placed', await inTurn(() => client.placeOrder(snapshot.paymentHandle))),
    choosePayment: (handle) => update({ paymentHandle: handle }),
    setConsent: (consent) => update({ switches: { ...snapshot.switches, consent } }),
    sessionToken: () => token.get(),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** One request at a time: an order is placed after the changes before it, and no older answer hides a newer one. */
function createTurns(): (ask: () => Promise<CheckoutOutcome>) => Promise<CheckoutOutcome> {
  let last: Promise<unknown> = Promise.resolve();
  return (ask) => {
    const outcome = last.then(ask).catch(refusalOf);
    last = outcome;
    return outcome;
  };
}

/** The server could not be asked: for the page and the extension that is a refusal like any other. */
function refusalOf(error: unknown): CheckoutOutcome {
  return { type: 'error', message: error instanceof Error ? error.message : String(error) };
}

function createTokenCache(mint: () => Promise<string>): { get(): Promise<string> } {
  let kept: { readonly text: Promise<string>; readonly until: number } | null = null;
  return {
    get() {
      if (kept !== null && kept.until > Date.now()) return kept.text;
      const text = mint();
      kept = { text, until: Date.now() + TOKEN_LIFE_MS };
      text.catch(() => {
        kept = null;
      });
      return text;
    },
  };
}
