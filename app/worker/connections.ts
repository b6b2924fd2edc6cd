/** Part of the composition root (container.ts calls it): what other systems of a merchant tell of customers. */
import type pg from 'pg';
import { createConnector } from '#app/adapters/connectors/connector.ts';
import { createInbox } from '#app/adapters/prisma/inbox/inbox-store.ts';
import { createFoldTransactions } from '#app/adapters/prisma/inbox/fold-transaction.ts';
import { createPullDesk } from '#app/adapters/prisma/shoppers/pull-desk.ts';
import { createServerPace } from '#app/adapters/prisma/shoppers/server-pace.ts';
import type { CipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { createAdminClient, type LoadOfflineSession } from '#app/adapters/shopify/admin-client.ts';
import { createCustomerMetafields } from '#app/adapters/shopify/customer-metafields.ts';
import { createReminderSource } from '#app/adapters/shopify/reminder-source.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import { createPullConnections } from '#app/use-cases/connections/pull-connections.ts';

export interface ConnectionsDeps {
  readonly pool: pg.Pool;
  readonly cipher: CipherBox;
  readonly loadOfflineSession: LoadOfflineSession;
  readonly profiles: ProfileStore;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Connections {
  /** A round of asking; true when more may wait. */
  readonly pull: (signal: AbortSignal) => Promise<boolean>;
}

/** Builds it all; opens nothing. */
export function createConnections(deps: ConnectionsDeps): Connections {
  const { pool, cipher, loadOfflineSession, profiles, clock, log } = deps;
  const adminClient = createAdminClient({ loadOfflineSession });
  return {
    pull: createPullConnections({
      desk: createPullDesk(pool, cipher),
      inbox: createInbox(pool, createFoldTransactions(cipher)),
      connector: createConnector(createServerPace(pool)),
      source: createReminderSource(adminClient),
      customerMetafields: createCustomerMetafields(adminClient),
      profiles,
      clock,
      log,
    }),
  };
}
