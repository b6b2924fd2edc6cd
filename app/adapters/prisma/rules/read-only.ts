import pg from 'pg';
import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import type { SqlQuestion } from '#app/domain/segments/sql/compile-sql.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { inTransaction } from '../../postgres/transaction.ts';

/** What a shop's rules are asked with. */
export function questionOf({ id, currency, timezone, settings }: Shop, now: Instant): SqlQuestion {
  return { shopId: id, now, currency, timezone, tiers: readShopSettings(settings).tiers };
}

const QUERY_CANCELED = '57014';

/**
 * One snapshot for all statements of `work`; null when one of them took longer than `budgetMs` (0 = no limit). Groups of
 * hundreds of thousands of shoppers fit into 64 MB; compiling a query to machine code takes longer than running it; and
 * where rows are grouped each parallel worker would group all of them for itself.
 */
export async function readOnly<Value>(
  pool: pg.Pool,
  budgetMs: number,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Value | null> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(
        `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
         SET LOCAL statement_timeout = ${budgetMs}; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
         SET LOCAL max_parallel_workers_per_gather = 0`,
      );
      return work(client);
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === QUERY_CANCELED && budgetMs > 0) return null;
    throw error;
  }
}
