import { connectionDraft } from '#app/contracts/connection.ts';
import { fieldProblems } from '#app/contracts/field-problems.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ConnectionBook } from '#app/ports/connection-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { saveTierSource, viewTierSource } from './tier-source.ts';
import {
  askConnection,
  unanswered,
  type AskConnectionPorts,
  type AskedConnection,
} from './ask-connection.ts';

export interface ConnectionDeskPorts extends AskConnectionPorts {
  readonly connections: ConnectionBook;
  readonly clock: Clock;
}

/** The page of a connection lists this many questions. */
const PULLS_PAGE = 20;
/** A person waits for the answer. */
const TEST_MS = 15_000;
const TOO_LATE = `Expected an answer within ${TEST_MS / 1_000} seconds, found none.`;

/** What a merchant does with connections. */
export function createConnectionDesk(ports: ConnectionDeskPorts) {
  const { connections, clock } = ports;
  return {
    configuredConnections: (shopId: ShopId) => connections.configured(shopId),
    listConnections: (shopId: ShopId) => connections.list(shopId, clock.now()),
    newestPulls: (shopId: ShopId, id: string) => connections.newestPulls(shopId, id, PULLS_PAGE),
    saveConnection: saveConnection.bind(null, ports),
    removeConnection: (shopId: ShopId, id: string) => connections.remove(shopId, id, clock.now()),
    testConnection: testConnection.bind(null, ports),
    viewTierSource: viewTierSource.bind(null, ports),
    saveTierSource: saveTierSource.bind(null, ports),
  };
}

/** Gives the id, or what is wrong by field. */
async function saveConnection(
  { connections, clock }: ConnectionDeskPorts,
  shopId: ShopId,
  given: unknown,
): Promise<Result<string, Readonly<Record<string, string>>>> {
  const draft = connectionDraft.safeParse(given);
  if (!draft.success) return fail(fieldProblems(draft.error));
  const { id = crypto.randomUUID(), secret, ...rest } = draft.data;
  await connections.save(shopId, { id, ...rest }, secret, clock.now());
  return ok(id);
}

/** Asks about one customer as the worker would, and keeps nothing. Null when there is no such connection. */
async function testConnection(
  ports: ConnectionDeskPorts,
  shop: Pick<Shop, 'id' | 'domain'>,
  id: string,
  customerId: CustomerId,
): Promise<AskedConnection | null> {
  const found = await ports.connections.find(shop.id, id);
  const signal = AbortSignal.timeout(TEST_MS);
  return (
    found &&
    askConnection(ports, shop, found, customerId, signal).catch((error: unknown) => {
      if (signal.aborted) return unanswered(TOO_LATE);
      throw error;
    })
  );
}
