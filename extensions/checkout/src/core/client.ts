import type { CheckoutFailureKind, DecisionRequestInput, EventsRequestInput } from './contract.ts';
import type { Host } from './host.ts';

/** What came back: the parsed body of a 200 answer, or why there is none. */
export type Reply = { readonly body: unknown } | { readonly failure: CheckoutFailureKind };

export interface Pending {
  /** Never rejects; waits as long as the network does. */
  readonly reply: Promise<Reply>;
  cancel(): void;
}

export interface Client {
  /** Asks once; when to ask again is the caller's to say. The question is put together when all it waits for is there, the token too. */
  decide(question: Promise<() => DecisionRequestInput>): Pending;
  /** Reports what became of items. Fails silently: a lost report must never disturb a checkout. */
  report(events: Omit<EventsRequestInput, 'token'>): Promise<void>;
}

/**
 * Talks to Attune's checkout API at `baseUrl`. The session token goes inside a text/plain body, so that the browser needs no
 * preflight request: one round trip less. The token is asked for at once.
 */
export function createClient(host: Pick<Host, 'sessionToken'>, baseUrl: string): Client {
  return {
    decide(question) {
      const abort = typeof AbortController === 'undefined' ? null : new AbortController();
      const asked = Promise.all([host.sessionToken.get(), question]).then(([token, fields]) =>
        post(
          `${baseUrl}/api/checkout/decision`,
          { ...fields(), token },
          abort ? { signal: abort.signal } : {},
        ),
      );
      return {
        reply: asked.then(readReply, () => ({ failure: 'down' as const })),
        cancel: () => abort?.abort(),
      };
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

function readReply(response: Response): Promise<Reply> | Reply {
  if (response.status === 401) return { failure: 'token' };
  if (!response.ok) return { failure: 'status' };
  return response.json().then(
    (body: unknown) => ({ body }),
    () => ({ failure: 'garbage' as const }),
  );
}

function post(url: string, body: object, options: RequestInit): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify(body),
    ...options,
  });
}
