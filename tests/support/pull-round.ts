import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createPullDesk } from '#app/adapters/prisma/shoppers/pull-desk.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import type { CipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import {
  createPullConnections,
  type PullConnectionsDeps,
} from '#app/use-cases/connections/pull-connections.ts';
import type { IngestionWorld } from './ingestion.ts';

/** One round of asking connections, as the world's worker makes it; whoever is asked without being given rejects. True when there may be more. */
export function pullRound(
  world: IngestionWorld,
  cipher: CipherBox,
  asked: Pick<PullConnectionsDeps, 'connector'> & Partial<PullConnectionsDeps>,
): Promise<boolean> {
  const { pool } = world.database;
  const round = createPullConnections({
    desk: createPullDesk(pool, cipher),
    inbox: world.ingestion.inbox,
    source: { read: () => Promise.reject(new Error('Nobody asks for an address.')) },
    customerMetafields: { read: () => Promise.reject(new Error('Nobody asks for a metafield.')) },
    profiles: createProfileStore(
      pool,
      createShopperReader(() => ({})),
    ),
    clock: world.clock,
    log: silentLog,
    ...asked,
  });
  return round(new AbortController().signal);
}
