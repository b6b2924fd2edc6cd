import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import type { ShopSettingsStore } from '#app/ports/shop-settings-store.ts';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { publishRules } from './rules-version.ts';

/** Settings in the shop's row. Fields of newer versions stay as they are. */
export function createShopSettingsStore({ pool }: Pick<Database, 'pool'>): ShopSettingsStore {
  return {
    save: (shopId, change) =>
      inTransaction(pool, async (client) => {
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
      }),
  };
}
