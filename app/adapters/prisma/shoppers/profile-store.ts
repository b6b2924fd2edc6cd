import type { Pool } from 'pg';
import type { ProfileStore } from '#app/ports/profile-store.ts';
import { SHOPPER, type ShopperReader, type ShopperRow } from './shopper-reader.ts';

/** Profiles as rows, read in one prepared query each time, so that none is ever stale. */
export function createProfileStore(pool: Pool, ask: ShopperReader): ProfileStore {
  return {
    async find(shopId, shopperId) {
      const asked = ask(shopId, shopperId);
      const { rows } = await pool.query<ShopperRow>({
        name: 'find-shopper',
        text: SHOPPER,
        values: [shopId, shopperId, asked.version],
      });
      return rows[0] ? asked.read(rows[0]) : null;
    },
  };
}
