import type { Pool } from 'pg';
import type { SavedAddress, SavedDetails } from '#app/domain/campaigns/decision.ts';
import type { ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { KnownShopper, ProfileStore } from '#app/ports/profile-store.ts';

interface ShopperRow {
  shopper_id: ShopperId;
  data: Profile | null;
  updated_at: Date | null;
  address_cipher: string | null;
  payment_type: string | null;
}

type OpenAddress = (sealed: string, shopId: ShopId) => SavedAddress;

/** Follows merges (at most five: longer chains are a loop) and takes the saved details of whoever is left. */
const FIND = {
  name: 'find-shopper',
  text: `
    WITH RECURSIVE chain AS (
      SELECT shopper_id, merged_into, data, updated_at, 1 AS depth
        FROM profile WHERE shop_id = $1 AND shopper_id = $2
      UNION ALL
      SELECT next.shopper_id, next.merged_into, next.data, next.updated_at, chain.depth + 1
        FROM chain JOIN profile next ON next.shop_id = $1 AND next.shopper_id = chain.merged_into
       WHERE chain.depth < 5
    ), survivor AS (
      SELECT shopper_id, data, updated_at FROM chain ORDER BY depth DESC LIMIT 1
    )
    SELECT COALESCE(survivor.shopper_id, saved.shopper_id) AS shopper_id, survivor.data, survivor.updated_at,
           saved.address_cipher, saved.payment_type
      FROM survivor FULL JOIN (
        SELECT * FROM saved_detail
         WHERE shop_id = $1 AND shopper_id = COALESCE((SELECT shopper_id FROM survivor), $2)
      ) saved ON true`,
};

/** Profiles as rows, read in one prepared query. `openAddress` is AddressCipher.open. */
export function createProfileStore(pool: Pool, openAddress: OpenAddress): ProfileStore {
  return {
    async find(shopId, shopperId) {
      const { rows } = await pool.query<ShopperRow>({ ...FIND, values: [shopId, shopperId] });
      return rows[0] === undefined ? null : toShopper(rows[0], (sealed) => openAddress(sealed, shopId));
    },
  };
}

function toShopper(row: ShopperRow, openAddress: (sealed: string) => SavedAddress): KnownShopper {
  return {
    shopperId: row.shopper_id,
    profile: row.data,
    profileUpdatedAt: row.updated_at === null ? null : toInstant(row.updated_at),
    savedDetails: () => toSavedDetails(row, openAddress),
  };
}

function toSavedDetails(row: ShopperRow, openAddress: (sealed: string) => SavedAddress): SavedDetails | null {
  if (row.address_cipher === null && row.payment_type === null) return null;
  const address = row.address_cipher === null ? null : openAddress(row.address_cipher);
  return { address, paymentType: row.payment_type };
}
