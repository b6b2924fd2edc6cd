import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { SECONDS, toDate, type Instant } from '#app/domain/kernel/instant.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ConnectedAnswer } from '#app/domain/profiles/connected.ts';
import type { DuePulls, PullDesk, StoredPull } from '#app/ports/connection-store.ts';
import type { InboxIntake, NewDelivery } from '#app/ports/inbox.ts';
import type { Log } from '#app/ports/log.ts';
import { sentenceOf } from '#app/ports/shopify-rejected.ts';
import type { CustomerNews } from '#app/ports/shop-news.ts';
import { partitionOf, shopperKey } from '../folding/receive-delivery.ts';
import { MOST_AT_ONCE } from '#app/ports/customer-metafields.ts';
import type { ConnectionSettings } from '#app/domain/quality/connections/connection.ts';
import { readTogether } from './read-together.ts';
import {
  askConnection,
  unanswered,
  type AskConnectionPorts,
  type AskedConnection,
} from './ask-connection.ts';

export interface PullConnectionsDeps extends AskConnectionPorts {
  readonly desk: PullDesk;
  readonly inbox: InboxIntake;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where the inbox keeps what connections told; parsed by adapters/shopify/webhooks. */
const CONNECTED_TOPIC = 'attune/connected';

/** Customers a round, one after the other: nobody's server is asked two things at once. Shopify tells metafields of many in one answer. */
const CUSTOMERS = 20;
const customersOf = ({ source }: ConnectionSettings): number =>
  source.kind === 'wishlist' || source.kind === 'tier' ? MOST_AT_ONCE : CUSTOMERS;
const LEASE_SECONDS = 10 * SECONDS.minute;
/** So many failures one after the other end the round, and the pause before the next doubles up to a day. */
const FAILURES = 3;
const FIRST_PAUSE_SECONDS = 5 * SECONDS.minute;
/** Somebody who did not agree is looked at again after a day. */
const REFUSED_SECONDS = SECONDS.day;

type Pull = StoredPull & { readonly dueAt: Instant };

/**
 * Asks a shop's connections about customers who are due. What was told goes into the inbox as news of the customer, so that one fold
 * keeps profiles and memberships. A server that wants to be left alone is: nobody asks it again before. Of a connection that is off, what it told is taken back the same way. True when more may wait.
 */
export function createPullConnections(deps: PullConnectionsDeps): (signal: AbortSignal) => Promise<boolean> {
  return async (signal) => {
    const due = await deps.desk.claim(deps.clock.now(), LEASE_SECONDS, customersOf);
    if (due === null) return false;
    await (due.connection.isOn ? pullAll(deps, due, signal) : takeBack(deps, due));
    return true;
  };
}

async function pullAll(deps: PullConnectionsDeps, due: DuePulls, signal: AbortSignal): Promise<void> {
  const { desk, log, clock } = deps;
  const { shop, connection } = due;
  let failures = 0;
  let waitSeconds = 0;
  const asking = { ...deps, customerMetafields: readTogether(deps.customerMetafields, due.customers) };
  for (const customerId of due.customers) {
    if (signal.aborted || failures >= FAILURES || waitSeconds > 0) break;
    const came = await pullOne(asking, due, customerId, signal);
    failures = came.outcome === 'failed' ? failures + 1 : 0;
    waitSeconds = came.waitSeconds ?? 0;
  }
  const isFailing = failures >= Math.min(FAILURES, due.customers.length);
  const failed = isFailing ? due.failures + 1 : 0;
  const pauseSeconds = isFailing ? Math.min(FIRST_PAUSE_SECONDS * 2 ** due.failures, SECONDS.day) : 0;
  const restSeconds = Math.max(pauseSeconds, waitSeconds);
  await desk.release(shop.id, connection.id, failed, clock.now() + restSeconds);
  if (isFailing) log.warn({ shopId: shop.id, connectionId: connection.id, failed }, 'a connection fails');
}

async function pullOne(
  deps: PullConnectionsDeps,
  { shop, connection, secret, claimedAt }: DuePulls,
  shopperId: CustomerId,
  signal: AbortSignal,
): Promise<Pick<AskedConnection, 'outcome' | 'waitSeconds'>> {
  const { refreshDays } = connection.settings;
  const asked = await askConnection(deps, shop, { connection, secret }, shopperId, signal).catch(
    (error: unknown) => failedAsking(deps, shop, error, signal),
  );
  const at = deps.clock.now();
  const outcome = asked.outcome === 'refused' ? 'unknown' : asked.outcome;
  const again = asked.outcome === 'refused' ? REFUSED_SECONDS : refreshDays * SECONDS.day;
  const pull: Pull = {
    ...{ shopperId, at, outcome, problem: asked.problem },
    dueAt: at + (outcome === 'failed' ? FIRST_PAUSE_SECONDS : again),
  };
  if (isNews(asked, at)) await tell(deps, shop.domain, connection, [shopperId], at, asked);
  await deps.desk.record(shop.id, connection.id, [pull], claimedAt);
  return asked;
}

/** What goes wrong in asking about one customer keeps nobody else from being asked about. */
function failedAsking(
  { log }: PullConnectionsDeps,
  { id: shopId }: DuePulls['shop'],
  error: unknown,
  signal: AbortSignal,
): AskedConnection {
  signal.throwIfAborted();
  log.error({ shopId, err: error }, 'a connection could not be asked');
  return unanswered(sentenceOf(error));
}

/** A question that failed says nothing: what was told before holds until it expires, and is then taken back. */
function isNews({ outcome, values, knownUntil }: AskedConnection, now: Instant): boolean {
  if (outcome === 'failed') return knownUntil !== null && knownUntil <= now;
  return knownUntil !== null || Object.keys(values).length > 0;
}

async function takeBack(deps: PullConnectionsDeps, { shop, connection, customers }: DuePulls): Promise<void> {
  await tell(deps, shop.domain, connection, customers, deps.clock.now(), { values: {} });
  await deps.desk.forget(shop.id, connection.id, customers);
  await deps.desk.release(shop.id, connection.id, 0, deps.clock.now());
}

async function tell(
  { inbox }: PullConnectionsDeps,
  domain: string,
  { id, settings: { needs, keepDays } }: DuePulls['connection'],
  customers: readonly CustomerId[],
  at: Instant,
  { values, wishlist }: Pick<ConnectedAnswer, 'values' | 'wishlist'>,
): Promise<void> {
  const until = at + keepDays * SECONDS.day;
  const answer: ConnectedAnswer = { at, until, needs, values, ...(wishlist && { wishlist }) };
  const deliveries = customers.map((customerId): NewDelivery => {
    const news: CustomerNews = { kind: 'customer', customerId, at, connected: { source: id, answer } };
    const body = JSON.stringify(news);
    const eventId = `connected ${id} ${customerId} ${at}`;
    return {
      ...{ shop: domain, topic: CONNECTED_TOPIC, eventId, webhookId: eventId, apiVersion: null, body },
      triggeredAt: toDate(at),
      receivedAt: toDate(at),
      partition: partitionOf(domain, shopperKey(body)),
    };
  });
  await inbox.append(deliveries);
}
