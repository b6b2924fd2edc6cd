import pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { seedCheckoutShop } from './checkout-shop.ts';
import { cloneDatabase } from './database.ts';
import { ENCRYPTION_KEY } from './running-server.ts';

/** A checkout shop (checkout-shop.ts) in a database of the test file's own. */
export interface OpenCheckoutShop {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly shopId: ShopId;
  close(): Promise<void>;
}

export async function openCheckoutShop(domain: string): Promise<OpenCheckoutShop> {
  const database = await cloneDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const close = async (): Promise<void> => {
    await pool.end();
    await database.drop();
  };
  return {
    databaseUrl: database.url,
    pool,
    shopId: await seedCheckoutShop(pool, domain, ENCRYPTION_KEY),
    close,
  };
}
