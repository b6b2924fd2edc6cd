import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

export const API_SECRET = 'shpss_test_secret_of_attune';
export const SHOP_DOMAIN = 'attune-test.myshopify.com';

export interface DeliveryOptions {
  readonly topic: string;
  readonly body: unknown;
  readonly shop?: string;
  readonly eventId?: string;
  readonly webhookId?: string;
  readonly triggeredAt?: string;
  readonly secret?: string;
  /** Header names: X-Shopify-* or the newer Shopify-*. */
  readonly prefix?: 'X-Shopify-' | 'Shopify-';
}

/** A signed delivery as Shopify sends it. A body that is text goes out as it is. */
export function signedDelivery(options: DeliveryOptions): { body: string; headers: Record<string, string> } {
  const { prefix = 'X-Shopify-', secret = API_SECRET } = options;
  const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
  return {
    body,
    headers: {
      'Content-Type': 'application/json',
      [`${prefix}Topic`]: options.topic,
      [`${prefix}Shop-Domain`]: options.shop ?? SHOP_DOMAIN,
      [`${prefix}Hmac-Sha256`]: createHmac('sha256', secret).update(body).digest('base64'),
      [`${prefix}Webhook-Id`]: options.webhookId ?? randomUUID(),
      [`${prefix}Event-Id`]: options.eventId ?? randomUUID(),
      [`${prefix}Triggered-At`]: options.triggeredAt ?? '2026-11-20T10:00:00.000Z',
      [`${prefix}Api-Version`]: '2026-10',
    },
  };
}

/** Sends a signed delivery over HTTP. */
export async function deliver(url: string, options: DeliveryOptions): Promise<Response> {
  return fetch(`${url}/webhooks`, { method: 'POST', ...signedDelivery(options) });
}

const FIXTURES = new URL('../fixtures/webhooks/', import.meta.url);

/** Shopify's published sample of a topic, as text: its long ids would lose digits as numbers. */
export function sampleOf(topic: string): string {
  return readFileSync(new URL(`${topic.replace('/', '.')}.json`, FIXTURES), 'utf8');
}
