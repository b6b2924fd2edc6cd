import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';

/** What merchants save of a shop waits for one another, also where no row of it is stored yet. Rows that refer to the shop go on. */
export async function lockShop(client: pg.PoolClient, shopId: ShopId): Promise<void> {
  await client.query('SELECT FROM shop WHERE id = $1 FOR NO KEY UPDATE', [shopId]);
}
