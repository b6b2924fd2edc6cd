import type { ServerResponse } from 'node:http';
import { MAX_PIXEL_BYTES, pixelBatch, type PixelBatch } from '#app/contracts/pixel-events.ts';
import { time } from '#app/contracts/webhooks/fields.ts';
import type { Log } from '#app/ports/log.ts';
import type { ReceiveDelivery, VerifiedDelivery } from '#app/use-cases/folding/receive-delivery.ts';
import { sendJson } from './answer.ts';
import { parseJson, readBody } from './body.ts';
import { CHECKOUT_HEADERS } from './cors.ts';
import {
  sendFailure,
  type FailureDetails,
  type FailureKind,
  type RequestProblem,
} from './failure-to-response.ts';
import type { Handler } from './fast-path.ts';
import type { PixelKeys } from './pixel-key.ts';
import type { RateLimiter } from './rate-limit.ts';
import { problemsOf } from './request-problems.ts';

export interface PixelIntakeDeps {
  readonly keys: Pick<PixelKeys, 'verify'>;
  readonly limiter: RateLimiter;
  readonly receive: ReceiveDelivery;
  readonly log: Log;
}

/**
 * POST /api/pixel/events, as text/plain so that browsers ask nothing first. 202 once the events are durable in the inbox, where a
 * second telling of an event adds nothing; 400 for a batch of another shape, 401 for a key that is not the shop's, 413 over 64 KB,
 * 429 over the shop's rate, 503 when they could not be stored.
 */
export function createPixelIntake({ keys, limiter, receive, log }: PixelIntakeDeps): Handler {
  return async (request, response) => {
    const body = await readBody(request, MAX_PIXEL_BYTES);
    if (!body.ok)
      return refuse(response, body.failure === 'too-large' ? 'body-too-large' : 'body-incomplete');
    const json = parseJson(body.value.toString('utf8'));
    const batch = pixelBatch.safeParse(json);
    if (!batch.success)
      return refuse(response, 'request-invalid', { problems: problemsOf(batch.error, json) });
    const shop = batch.data.shop.toLowerCase();
    if (!keys.verify(batch.data.key, shop)) return refuse(response, 'pixel-key');
    const seconds = await limiter.secondsToWait(shop);
    if (seconds !== null)
      return refuse(response, 'rate-exceeded', { headers: { 'Retry-After': String(seconds) } });
    const deliveries = deliveriesOf(shop, batch.data);
    if (deliveries === null) return refuse(response, 'request-invalid', { problems: [TOO_DEEP] });
    try {
      await Promise.all(deliveries.map((delivery) => receive(delivery)));
    } catch (error) {
      log.error({ err: error, shop }, 'pixel events not stored');
      return refuse(response, 'unavailable', { headers: { 'Retry-After': '5' } });
    }
    sendJson(response, 202, { events: batch.data.events.length }, CHECKOUT_HEADERS);
  };
}

const TOO_DEEP: RequestProblem = {
  path: 'events',
  expected: 'events of few levels',
  found: 'more than can be written',
};

/** Null when an event is nested so deeply that it can be read and not written. */
function deliveriesOf(shop: string, { events, sentAt }: PixelBatch): VerifiedDelivery[] | null {
  try {
    return events.map((event) => deliveryOf(shop, { ...event, sentAt }));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** An event goes the way of a webhook delivery; those of one browser are folded by one worker at a time. */
function deliveryOf(shop: string, event: PixelBatch['events'][number]) {
  const at = time.safeParse(event['at']);
  return {
    shop,
    topic: `pixel/${event.name}`,
    eventId: event.id,
    webhookId: event.id,
    apiVersion: null,
    triggeredAt: at.success ? new Date(at.data) : null,
    body: JSON.stringify(event),
    subject: `visitor:${event.clientId}`,
  };
}

function refuse(response: ServerResponse, kind: FailureKind, details: FailureDetails = {}): void {
  sendFailure(response, kind, { ...details, headers: { ...CHECKOUT_HEADERS, ...details.headers } });
}
