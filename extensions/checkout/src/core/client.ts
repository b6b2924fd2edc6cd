import type { DecisionRequestInput, EventsRequest } from './contract.ts';
import type { Host } from './host.ts';
import { settleWithin } from './settle.ts';

const DECISION_TIMEOUT_MS = 3000;

export interface Pending {
  /** The parsed body of a 200 answer; null on any failure or after three seconds. Never rejects. */
  readonly body: Promise<unknown>;
  cancel(): void;
}

export interface Client {
  /** Asks once, without a retry: the next change of the cart asks again. `question` may wait for the cached dismissals. */
  decide(question: Promise<DecisionRequestInput>): Pending;
  /** Reports what became of items. Fails silently: a lost report must never disturb a checkout. */
  report(events: Omit<EventsRequest, 'token'>): Promise<void>;
}

/**
 * Talks to Attune's checkout API at `baseUrl`. The session token goes inside a text/plain body, so that the browser needs no
 * preflight request: one round trip less. The token is asked for at once, while the question is still being put together.
 */
export function createClient(host: Pick<Host, 'sessionToken'>, baseUrl: string): Client {
  return {
    decide(question) {
      const abort = typeof AbortController === 'undefined' ? null : new AbortController();
      const cancel = () => abort?.abort();
      const asked = Promise.all([host.sessionToken.get(), question]).then(async ([token, fields]) => {
        const url = `${baseUrl}/api/checkout/decision`;
        const response = await post(url, { ...fields, token }, abort ? { signal: abort.signal } : {});
        return response.ok ? response.json() : null;
      });
      const body = settleWithin<unknown, null>(asked, DECISION_TIMEOUT_MS, null).then((value) => {
        if (value === null) cancel();
        return value;
      });
      return { body, cancel };
    },
    async report(events) {
      try {
        const token = await host.sessionToken.get();
        await post(`${baseUrl}/api/checkout/events`, { ...events, token }, { keepalive: true });
      } catch {
        // Silent by contract, see Client.report.
      }
    },
  };
}

function post(url: string, body: object, options: RequestInit): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify(body),
    ...options,
  });
}
