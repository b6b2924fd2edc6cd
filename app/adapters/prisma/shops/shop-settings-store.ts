import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import type { ShopSettingsStore } from '#app/ports/shop-settings-store.ts';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { publishRules } from '../segments/rules-version.ts';

/** A share that stays the same is no change. */
const KEEP_SHARE = `
  WITH known AS (
    SELECT id, coalesce((settings ->> 'holdout')::float8, 0) AS share FROM shop WHERE id = $1
  )
  INSERT INTO holdout_change (shop_id, at, before, after)
  SELECT id, clock_timestamp(), share, $2::float8 FROM known WHERE share <> $2::float8`;

/** Settings in the shop's row, whose lock keeps changes in their order. Fields of newer versions stay as they are. */
export function createShopSettingsStore({ pool }: Pick<Database, 'pool'>): ShopSettingsStore {
  return {
    save: (shopId, change, isAsOpened = () => true) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<{ settings: unknown }>(
          'SELECT settings FROM shop WHERE id = $1 FOR UPDATE',
          [shopId],
        );
        if (!isAsOpened(rows[0]?.settings)) return false;
        if (change.holdout !== undefined) await client.query(KEEP_SHARE, [shopId, change.holdout]);
        await client.query(
          'UPDATE shop SET settings = settings || $2::jsonb, updated_at = now() WHERE id = $1',
          [shopId, JSON.stringify(change)],
        );
        if (change.reminders)
          await client.query(
            'UPDATE open_cart SET look_at = to_timestamp(0) WHERE shop_id = $1 AND completed_at IS NULL',
            [shopId],
          );
        if (change.tiers) await publishRules(client, shopId);
        else await publishChange(client, { shopId, kind: 'config' });
        return true;
      }),
  };
}
