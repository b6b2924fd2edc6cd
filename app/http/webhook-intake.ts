import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Log } from '#app/ports/log.ts';
import type { ReceiveDelivery, VerifiedDelivery } from '#app/use-cases/folding/receive-delivery.ts';
import { sendJson } from './answer.ts';
import { sendFailure } from './failure-to-response.ts';
import { readBody } from './body.ts';
import type { Handler } from './fast-path.ts';

/** The most bytes a delivery may have. */
export const MAX_WEBHOOK_BYTES = 5 * 1024 * 1024;
const MAX_HEADER = 255;

export interface WebhookIntakeDeps {
  /** The app's client secret: Shopify signs every delivery with it. */
  readonly apiSecret: string;
  readonly receive: ReceiveDelivery;
  readonly log: Log;
}

/**
 * POST /webhooks, all topics. 401 unless the HMAC of the raw bytes is right, 400 without the headers that name the delivery,
 * 413 over 5 MB, 503 when it could not be stored (Shopify then sends it again); otherwise 200, and only once it is durable.
 */
export function createWebhookIntake({ apiSecret, receive, log }: WebhookIntakeDeps): Handler {
  return async (request, response) => {
    const body = await readBody(request, MAX_WEBHOOK_BYTES);
    if (!body.ok)
      return sendFailure(response, body.failure === 'too-large' ? 'body-too-large' : 'body-incomplete');
    if (!isSigned(body.value, header(request, 'hmac-sha256'), apiSecret))
      return sendFailure(response, 'webhook-signature');
    const delivery = readDelivery(request, body.value);
    if (typeof delivery === 'string')
      return sendFailure(response, 'webhook-header', { message: `Expected a header ${delivery}.` });
    try {
      await receive(delivery);
    } catch (error) {
      log.error({ err: error, topic: delivery.topic }, 'webhook delivery not stored');
      return sendFailure(response, 'unavailable', { headers: { 'Retry-After': '5' } });
    }
    sendJson(response, 200, {});
  };
}

/** A Shopify header under either of its names: X-Shopify-* and, on newer deliveries, Shopify-*. */
function header(request: IncomingMessage, name: string): string | null {
  const value = request.headers[`x-shopify-${name}`] ?? request.headers[`shopify-${name}`];
  return typeof value === 'string' && value !== '' && value.length <= MAX_HEADER ? value : null;
}

/** Constant time in the signature. */
function isSigned(body: Buffer, signature: string | null, secret: string): boolean {
  if (signature === null) return false;
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The delivery, or the name of the header it lacks. */
function readDelivery(request: IncomingMessage, body: Buffer): VerifiedDelivery | string {
  const topic = header(request, 'topic');
  const shop = header(request, 'shop-domain');
  const webhookId = header(request, 'webhook-id');
  if (topic === null) return 'X-Shopify-Topic';
  if (shop === null) return 'X-Shopify-Shop-Domain';
  if (webhookId === null) return 'X-Shopify-Webhook-Id';
  const triggeredAt = Date.parse(header(request, 'triggered-at') ?? '');
  return {
    shop: shop.toLowerCase(),
    topic,
    // The webhook id stays the same over retries too: it stands in where no event id is sent.
    eventId: header(request, 'event-id') ?? webhookId,
    webhookId,
    apiVersion: header(request, 'api-version'),
    triggeredAt: Number.isNaN(triggeredAt) ? null : new Date(triggeredAt),
    body: body.toString('utf8'),
  };
}
