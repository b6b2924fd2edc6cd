/** Part of the composition root (container.ts calls it): what checkouts decide by themselves. */
import { setImmediate as pause } from 'node:timers/promises';
import type pg from 'pg';
import { createLocalPayloadStore } from '#app/adapters/prisma/campaigns/local-payload-store.ts';
import { createPastItems } from '#app/adapters/prisma/campaigns/past-items.ts';
import { createAdminClient, type LoadOfflineSession } from '#app/adapters/shopify/admin-client.ts';
import { createMetafields } from '#app/adapters/shopify/metafields.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { Log } from '#app/ports/log.ts';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import type { ShopSnapshots } from '#app/ports/shop-snapshots.ts';
import { createSyncLocal } from '#app/use-cases/campaigns/sync-local.ts';

export interface LocalDecisionsDeps {
  readonly pool: pg.Pool;
  readonly loadOfflineSession: LoadOfflineSession;
  readonly checkout: { readonly snapshots: ShopSnapshots; readonly profiles: ProfileStore };
  readonly clock: Clock;
  readonly log: Log;
}

export interface LocalDecisions {
  /** A round of writing; true when more waits. */
  readonly sync: () => Promise<boolean>;
}

/** Builds it all; opens nothing. */
export function createLocalDecisions(deps: LocalDecisionsDeps): LocalDecisions {
  const { pool, loadOfflineSession, checkout, clock, log } = deps;
  return {
    sync: createSyncLocal({
      store: createLocalPayloadStore(pool),
      metafields: createMetafields(createAdminClient({ loadOfflineSession })),
      snapshots: checkout.snapshots,
      profiles: checkout.profiles,
      pastItems: createPastItems(pool),
      clock,
      log,
      pause,
    }),
  };
}
