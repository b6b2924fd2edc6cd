import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { SavedDetailStore } from '#app/ports/order-store.ts';
import type { AddressCipher } from '../shops/address-cipher.ts';

/** The newer of the known and the told address and payment type, each by its own time. */
const KEEP_NEWER = `
  ON CONFLICT (shop_id, shopper_id) DO UPDATE SET
    address_cipher = CASE WHEN EXCLUDED.address_at >= coalesce(known.address_at, '-infinity')
                          THEN EXCLUDED.address_cipher ELSE known.address_cipher END,
    address_at = coalesce(greatest(known.address_at, EXCLUDED.address_at), known.address_at, EXCLUDED.address_at),
    payment_type = CASE WHEN EXCLUDED.payment_at >= coalesce(known.payment_at, '-infinity')
                        THEN EXCLUDED.payment_type ELSE known.payment_type END,
    payment_at = coalesce(greatest(known.payment_at, EXCLUDED.payment_at), known.payment_at, EXCLUDED.payment_at)`;

/** Saved details of one shop's shoppers on a transaction's connection. */
export function createSavedDetailStore(
  client: pg.ClientBase,
  shopId: ShopId,
  addresses: AddressCipher,
): SavedDetailStore {
  const saveAll: SavedDetailStore['saveAll'] = async (details) => {
    if (details.length === 0) return;
    const rows = details.map(({ shopperId, address, paymentType, at }) => ({
      shopperId,
      address: address === null ? null : addresses.seal(address, shopId),
      addressAt: address === null ? null : toDate(at),
      paymentType,
      paymentAt: paymentType === null ? null : toDate(at),
    }));
    await client.query({
      name: 'detail-save',
      text: `
        INSERT INTO saved_detail AS known (shop_id, shopper_id, address_cipher, address_at, payment_type, payment_at)
        SELECT $1, row."shopperId", row.address, row."addressAt", row."paymentType", row."paymentAt"
          FROM jsonb_to_recordset($2::jsonb)
            AS row ("shopperId" text, address text, "addressAt" timestamptz, "paymentType" text, "paymentAt" timestamptz)
        ${KEEP_NEWER}`,
      values: [shopId, JSON.stringify(rows)],
    });
  };
  return {
    saveAll,
    async rekey(from, to) {
      await client.query(
        `WITH gone AS (DELETE FROM saved_detail WHERE shop_id = $1 AND shopper_id = $2 RETURNING *)
         INSERT INTO saved_detail AS known (shop_id, shopper_id, address_cipher, address_at, payment_type, payment_at)
         SELECT shop_id, $3, address_cipher, address_at, payment_type, payment_at FROM gone ${KEEP_NEWER}`,
        [shopId, from, to],
      );
    },
  };
}
