import { setTimeout as sleep } from 'node:timers/promises';
import { ADMIN_API_VERSION } from '#app/contracts/api-versions.ts';
import { ShopifyRejected } from '#app/ports/shopify-rejected.ts';
import { readGraphqlAnswer, type GraphqlAnswer } from './graphql-answer.ts';

/** An offline token of a shop, refreshed when it was about to expire; null when the shop has none. */
export type LoadOfflineSession = (
  shopDomain: string,
) => Promise<{ readonly accessToken?: string | undefined } | null>;

export interface AdminClientDeps {
  readonly loadOfflineSession: LoadOfflineSession;
  /** Of one attempt; default 30 s. */
  readonly timeoutMs?: number;
  /** Attempts in all; default 6. */
  readonly attempts?: number;
  /** Waits between attempts; tests give their own. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** The Admin GraphQL API of one shop. */
export interface AdminApi {
  /**
   * The `data` of the answer. Throttled requests wait as long as Shopify's cost report says and go out again; so do
   * timeouts and 5xx, with growing pauses. Rejects with ShopifyRejected otherwise.
   */
  query(text: string, variables?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

const MAX_PAUSE_MS = 20_000;

export function createAdminClient(deps: AdminClientDeps): (shopDomain: string) => AdminApi {
  const { attempts = 6, wait = sleep } = deps;
  return (shopDomain) => ({
    async query(text, variables = {}) {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await send(deps, shopDomain, JSON.stringify({ query: text, variables }));
        if (answer.kind === 'data') return answer.data;
        if (!answer.failure.retryable || attempt >= attempts) throw answer.failure;
        await wait(Math.min(answer.retryAfterMs ?? 250 * 2 ** attempt, MAX_PAUSE_MS));
      }
    },
  });
}

async function send(deps: AdminClientDeps, shopDomain: string, body: string): Promise<GraphqlAnswer> {
  const session = await deps.loadOfflineSession(shopDomain);
  if (!session?.accessToken) {
    const failure = new ShopifyRejected('The shop has no access token: it has not installed Attune.', {
      retryable: false,
    });
    return { kind: 'failure', failure, retryAfterMs: null };
  }
  try {
    const response = await fetch(`https://${shopDomain}/admin/api/${ADMIN_API_VERSION}/graphql.json`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'X-Shopify-Access-Token': session.accessToken,
      },
      body,
      signal: AbortSignal.timeout(deps.timeoutMs ?? 30_000),
    });
    return readGraphqlAnswer(response.status, response.headers.get('retry-after'), await response.text());
  } catch (cause) {
    const failure = new ShopifyRejected('Shopify could not be reached.', { retryable: true, cause });
    return { kind: 'failure', failure, retryAfterMs: null };
  }
}
