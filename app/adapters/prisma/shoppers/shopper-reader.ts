import {
  createProfileCache,
  type KeptProfile,
  type ProfileCache,
} from '#app/adapters/system/profile-cache.ts';
import type { SavedAddress, SavedDetails } from '#app/domain/campaigns/decision.ts';
import type { ProductId, ShopId, ShopperId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { Estimates } from '#app/domain/profiles/estimates.ts';
import type { KnownShopper } from '#app/ports/profile-store.ts';
import { readProfile } from './profile-rows.ts';

export interface ShopperRow {
  shopper_id: ShopperId;
  /** Which write of the row it is; null without a profile. */
  version: string | null;
  /** Null also where the version is the known one. */
  data: Buffer | null;
  /** Null like the data, and before the shop's models are first fitted. */
  estimates: Estimates | null;
  /** Null like the data, and where nothing came back. */
  returned: ProductId[] | null;
  updated_at: Date | null;
  address_cipher: string | null;
  payment_type: string | null;
  synced_segments: string[] | null;
}

type OpenAddress = (sealed: string, shopId: ShopId) => SavedAddress;

/**
 * Follows merges (at most five: longer chains are a loop) and takes the saved details of whoever is left; nobody is where that one was
 * deleted. A profile is sent only
 * when its version is another than $3: `xmin`, the transaction that wrote the row, with the row's key. What came back changes
 * with the purchases, so with the profile.
 */
export const SHOPPER = `
  WITH RECURSIVE chain AS (
    SELECT shopper_id, merged_into, is_deleted, data, estimates, updated_at, xmin::text || ' ' || shopper_id AS version, 1 AS depth
      FROM profile WHERE shop_id = $1 AND shopper_id = $2
    UNION ALL
    SELECT next.shopper_id, next.merged_into, next.is_deleted, next.data, next.estimates, next.updated_at,
           next.xmin::text || ' ' || next.shopper_id, chain.depth + 1
      FROM chain JOIN profile next ON next.shop_id = $1 AND next.shopper_id = chain.merged_into
     WHERE chain.depth < 5
  ), survivor AS (
    SELECT shopper_id, data, estimates, updated_at, version
      FROM (SELECT * FROM chain ORDER BY depth DESC LIMIT 1) AS last WHERE NOT is_deleted
  )
  SELECT COALESCE(survivor.shopper_id, saved.shopper_id) AS shopper_id, survivor.version, survivor.updated_at,
         CASE WHEN survivor.version IS DISTINCT FROM $3 THEN survivor.data END AS data,
         CASE WHEN survivor.version IS DISTINCT FROM $3 THEN survivor.estimates END AS estimates,
         CASE WHEN survivor.version IS DISTINCT FROM $3 THEN (
           SELECT array_agg(DISTINCT line."productId")
             FROM orders, jsonb_to_recordset(lines) AS line ("productId" text, quantity int, "currentQuantity" int)
            WHERE orders.shop_id = $1 AND customer_id = survivor.shopper_id AND cancelled_at IS NULL AND NOT test
              AND line."productId" IS NOT NULL AND line."currentQuantity" < line.quantity
         ) END AS returned,
         saved.address_cipher, saved.payment_type,
         (SELECT segment_ids FROM customer_segments WHERE shop_id = $1
             AND shopper_id = COALESCE(survivor.shopper_id, saved.shopper_id)) AS synced_segments
    FROM survivor FULL JOIN (
      SELECT * FROM saved_detail
       WHERE shop_id = $1 AND shopper_id = COALESCE((SELECT shopper_id FROM survivor), $2)
    ) saved ON true`;

/** One question for a shopper: the version to ask with, and how to read the row that comes back. */
export interface ShopperQuestion {
  /** Of the profile that is known; empty without one. */
  readonly version: string;
  read(row: ShopperRow): KnownShopper;
}

/** Asks for rows of SHOPPER. The bytes of a profile are sent once for as long as its row stays as it was. */
export type ShopperReader = (shopId: ShopId, shopperId: ShopperId) => ShopperQuestion;

/** `openAddress` is AddressCipher.open. */
export function createShopperReader(openAddress: OpenAddress): ShopperReader {
  const kept = createProfileCache();
  return (shopId, shopperId) => {
    const key = `${shopId} ${shopperId}`;
    const known = kept.get(key);
    return {
      version: known?.version ?? '',
      read: (row) => toShopper(row, keptOf(row, key, known, kept), (sealed) => openAddress(sealed, shopId)),
    };
  };
}

/** The bytes are copied: what the driver hands out is a part of something larger. */
function keptOf(
  { version, data, estimates, returned }: ShopperRow,
  key: string,
  known: KeptProfile | undefined,
  kept: ProfileCache,
): KeptProfile | null {
  if (version === null) return null;
  if (data === null) return known ?? null;
  const sent = { version, data: new Uint8Array(data), estimates, returned: returned ?? [] };
  kept.set(key, sent);
  return sent;
}

function toShopper(
  row: ShopperRow,
  kept: KeptProfile | null,
  openAddress: (sealed: string) => SavedAddress,
): KnownShopper {
  return {
    shopperId: row.shopper_id,
    profile: kept && readProfile({ ...kept, shopper_id: row.shopper_id }),
    profileUpdatedAt: row.updated_at === null ? null : toInstant(row.updated_at),
    returned: new Set(kept?.returned),
    syncedSegments: row.synced_segments ?? [],
    savedDetails: () => toSavedDetails(row, openAddress),
  };
}

function toSavedDetails(row: ShopperRow, openAddress: (sealed: string) => SavedAddress): SavedDetails | null {
  if (row.address_cipher === null && row.payment_type === null) return null;
  const address = row.address_cipher === null ? null : openAddress(row.address_cipher);
  return { address, paymentType: row.payment_type };
}
