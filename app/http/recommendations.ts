import type { IncomingMessage, ServerResponse } from 'node:http';
import { recommendationsQuery } from '#app/contracts/recommendations-api.ts';
import type { Log } from '#app/ports/log.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import type { ApiKeys } from '#app/use-cases/installation/api-keys.ts';
import type { Recommend, RecommendRefusal } from '#app/use-cases/recommending/recommend.ts';
import { sendJson } from './answer.ts';
import { bearerOf } from './checkout-token.ts';
import { sendFailure } from './failure-to-response.ts';
import type { FailureDetails, FailureKind } from './failure-to-response.ts';
import type { RateLimiter } from './rate-limit.ts';
import { problemsOf } from './request-problems.ts';

export interface RecommendationsHandlerDeps {
  readonly apiKeys: ApiKeys;
  readonly snapshots: ShopSnapshots;
  readonly limiter: RateLimiter;
  readonly recommend: Recommend;
  readonly log: Log;
}

/** Personal, and only for the key that asked. */
const HEADERS = { 'Cache-Control': 'no-store', Vary: 'Authorization' };

/**
 * GET /api/recommendations for server-side callers. Checks in this order: key 401, shop 403, rate of the key 429, query 400,
 * segment 404. A failure of ours is 503, unlike in checkout: a server can ask again.
 */
export function createRecommendationsHandler(deps: RecommendationsHandlerDeps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await answer(deps, request, response);
    } catch (error) {
      deps.log.error({ err: error }, 'recommendations failed');
      refuse(response, 'unavailable');
    }
  };
}

async function answer(
  deps: RecommendationsHandlerDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const key = bearerOf(request.headers.authorization);
  if (key === undefined) return refuse(response, 'api-key-missing');
  const caller = await deps.apiKeys.identify(key);
  if (caller === null) return refuse(response, 'api-key-unknown');
  const served = await deps.snapshots.find(caller.shopDomain);
  if (served === null) return refuse(response, 'shop-not-installed');
  const seconds = await deps.limiter.secondsToWait(caller.keyId);
  if (seconds !== null)
    return refuse(response, 'rate-exceeded', { headers: { 'Retry-After': String(seconds) } });
  const given = queryOf(request.url ?? '');
  const query = recommendationsQuery.safeParse(given);
  if (!query.success)
    return refuse(response, 'request-invalid', { problems: problemsOf(query.error, given) });
  const recommended = await deps.recommend({ served, query: query.data });
  if (!recommended.ok) return refuseQuery(response, recommended.failure);
  sendJson(response, 200, recommended.value, HEADERS);
}

function queryOf(url: string): Record<string, string> {
  const start = url.indexOf('?');
  return Object.fromEntries(new URLSearchParams(start === -1 ? '' : url.slice(start)));
}

function refuseQuery(response: ServerResponse, failure: RecommendRefusal): void {
  if (failure.kind === 'segment-unknown') return refuse(response, 'segment-unknown');
  const { kind: _, ...problem } = failure;
  refuse(response, 'request-invalid', { problems: [problem] });
}

function refuse(response: ServerResponse, kind: FailureKind, details: FailureDetails = {}): void {
  sendFailure(response, kind, { ...details, headers: { ...HEADERS, ...details.headers } });
}
