import { createHash } from 'node:crypto';
import type { Clock } from '#app/ports/clock.ts';
import type { InboxIntake, NewDelivery } from '#app/ports/inbox.ts';
import { collectBatches } from './collect-batches.ts';

/** Deliveries of one shopper share a partition; a worker folds a partition at a time, in order. */
export const PARTITIONS = 64;

/** Deliveries that wait for the database; Shopify sends those that are refused again. */
const WAITING_LIMIT = 1_000;

/** A delivery whose signature was right, as HTTP gave it. */
export interface VerifiedDelivery {
  readonly shop: string;
  readonly topic: string;
  readonly eventId: string;
  readonly webhookId: string;
  readonly apiVersion: string | null;
  readonly triggeredAt: Date | null;
  readonly body: string;
  /** Whose news it is, where whoever received it knows; else the body is searched. */
  readonly subject?: string;
}

/** Resolves once the delivery is durable; rejects when it is not. */
export type ReceiveDelivery = (delivery: VerifiedDelivery) => Promise<void>;

/**
 * Stores verified deliveries, many in one statement under load: a burst costs a few commits, a single delivery one. Nothing
 * is understood of a body here; the worker does that.
 */
export function createReceiveDelivery(deps: { inbox: InboxIntake; clock: Clock }): ReceiveDelivery {
  const append = collectBatches<NewDelivery>({
    write: (batch) => deps.inbox.append(batch),
    sizeLimit: 100,
    // Two at once would wait for each other: both count the deliveries of the hour in one row.
    inFlightLimit: 1,
    waitingLimit: WAITING_LIMIT,
  });
  return ({ subject, ...delivery }) =>
    append({
      ...delivery,
      eventId: withoutNul(delivery.eventId),
      webhookId: withoutNul(delivery.webhookId),
      body: withoutNul(delivery.body),
      receivedAt: new Date(deps.clock.nowMs()),
      partition: partitionOf(delivery.shop, subject ?? shopperKey(delivery.body)),
    });
}

/** No PostgreSQL text holds the NUL character, and one that does would fail all deliveries that are stored with it; what folds it refuses it later. */
const withoutNul = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text);

/** Where payloads name a customer: by global id, by number, or as the first field of a customer object. */
const CUSTOMER =
  /gid:\/\/shopify\/Customer\/(\d+)|"customer_?[iI]d"\s*:\s*"?(\d+)|"customer"\s*:\s*\{\s*"id"\s*:\s*(\d+)/;
/** The first id or token of a payload about something else. */
const SUBJECT =
  /"(?:admin_graphql_api_id|order_id|product_id|inventory_item_id|token|id)"\s*:\s*"?([^",}\s]{1,255})/;

/**
 * The text that decides a delivery's partition: the customer it names, else its subject. Found without parsing: folding does
 * not depend on the order of deliveries, the key only keeps one shopper's news off two workers at once.
 */
export function shopperKey(body: string): string {
  const customer = CUSTOMER.exec(body);
  const id = customer?.[1] ?? customer?.[2] ?? customer?.[3];
  return id === undefined ? (SUBJECT.exec(body)?.[1] ?? '') : `customer:${id}`;
}

/** A stable number from 0 to PARTITIONS - 1. */
export function partitionOf(shop: string, key: string): number {
  return createHash('sha1').update(`${shop}\n${key}`).digest().readUInt32BE(0) % PARTITIONS;
}
