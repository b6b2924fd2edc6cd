import type { IncomingMessage, ServerResponse } from 'node:http';
import { eventsRequest } from '#app/contracts/checkout-decision.ts';
import type { Log } from '#app/ports/log.ts';
import type { CheckoutFailureStore } from '#app/ports/checkout-failure-store.ts';
import type { RecordItemEvents } from '#app/use-cases/deciding/record-item-events.ts';
import { sendJson } from './answer.ts';
import { admitShop, refuse, verifyRequest } from './checkout-admission.ts';
import type { AdmissionDeps, VerifiedRequest } from './checkout-admission.ts';
import { problemsOf } from './request-problems.ts';
import type { TrackTokens } from './track-token.ts';

export interface EventsHandlerDeps extends AdmissionDeps {
  readonly log: Log;
  readonly trackTokens: TrackTokens;
  readonly recordItemEvents: RecordItemEvents;
  readonly checkoutFailures: Pick<CheckoutFailureStore, 'add'>;
}

/** POST /api/checkout/events, and the same below /proxy: 202 with the number of new events; 503 when they could not be stored, so that the caller may retry. */
export function createEventsHandler(deps: EventsHandlerDeps) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const verified = await verifyRequest(deps, request);
    if (!verified.ok) return refuse(deps, response, verified.failure);
    try {
      await recordVerified(deps, verified.value, response);
    } catch (error) {
      deps.log.error({ err: error, shop: verified.value.caller.shopDomain }, 'events not recorded');
      refuse(deps, response, { kind: 'unavailable' });
    }
  };
}

async function recordVerified(
  deps: EventsHandlerDeps,
  verified: VerifiedRequest,
  response: ServerResponse,
): Promise<void> {
  const served = await admitShop(deps, verified);
  if (!served.ok) return refuse(deps, response, served.failure);
  const parsed = eventsRequest.safeParse(verified.json);
  if (!parsed.success) {
    return refuse(deps, response, {
      kind: 'request-invalid',
      problems: problemsOf(parsed.error, verified.json),
    });
  }
  const { shop } = served.value;
  const decisionId = deps.trackTokens.verify(parsed.data.trackToken, shop.domain, deps.clock.now());
  if (decisionId === null) return refuse(deps, response, { kind: 'track-token-invalid' });
  const { events, failures } = parsed.data;
  await deps.checkoutFailures.add(shop.id, failures, deps.clock.now());
  const recorded = await deps.recordItemEvents({ shopId: shop.id, decisionId, events });
  sendJson(response, 202, recorded, deps.headers);
}
