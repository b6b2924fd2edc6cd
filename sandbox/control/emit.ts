import { BadRequest } from '#sandbox/http/body.ts';
import type { Shop } from '#sandbox/shop/shop.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import { outgoingOf } from '#sandbox/webhooks/announce.ts';
import type { Outgoing } from '#sandbox/webhooks/deliver.ts';
import {
  customerRedactPayload,
  dataRequestPayload,
  shopRedactPayload,
} from '#sandbox/webhooks/payloads/customer.ts';
import { shopPayload } from '#sandbox/webhooks/payloads/shop.ts';
import { readCustomer, readOrder, readProduct, readTexts } from './read-input.ts';

type Body = Readonly<Record<string, unknown>>;

/** A payload given as it is: any topic, known to the sandbox or not. */
function rawOutgoing(topic: string, payload: unknown): Outgoing | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null;
  return { topic, payload: { ...payload } };
}

/**
 * The webhook that POST /control/emit asks for: `{topic, id}` for a resource of the shop, `{topic, customerId}` for the
 * compliance topics, or `{topic, payload}` for any payload at all.
 */
export function readEmission(body: Body, shop: Shop, settings: SandboxSettings, origin: string): Outgoing {
  const topic = String(body['topic'] ?? '');
  const raw = rawOutgoing(topic, body['payload']);
  if (raw) return raw;
  const { identity } = shop;
  const now = settings.now();
  switch (topic) {
    case 'orders/create':
    case 'orders/paid':
    case 'orders/updated':
    case 'orders/cancelled':
      return outgoingOf(shop, { topic, order: readOrder(shop, body['id']) }, origin);
    case 'customers/create':
    case 'customers/update':
      return outgoingOf(shop, { topic, customer: readCustomer(shop, body['id']) }, origin);
    case 'customer.tags_added':
    case 'customer.tags_removed': {
      const customer = readCustomer(shop, body['id']);
      return outgoingOf(shop, { topic, customer, tags: readTexts(body, 'tags'), at: now }, origin);
    }
    case 'products/update':
    case 'inventory_levels/update':
    case 'variants/in_stock':
    case 'variants/out_of_stock':
      return outgoingOf(shop, { topic, product: readProduct(shop, body['id']) }, origin);
    case 'customers/data_request':
      return { topic, payload: dataRequestPayload(identity, readCustomer(shop, body['customerId']), now) };
    case 'customers/redact':
      return { topic, payload: customerRedactPayload(identity, readCustomer(shop, body['customerId'])) };
    case 'shop/redact':
      return { topic, payload: shopRedactPayload(identity) };
    case 'shop/update':
      return { topic, payload: shopPayload(identity, now) };
    default:
      throw new BadRequest(
        `Expected a topic the sandbox can make by itself, or a payload with it; found "${topic}".`,
      );
  }
}
