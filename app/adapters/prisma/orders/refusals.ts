import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { fail } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { StoreRefusal } from '#app/ports/segment-store.ts';

/** PostgreSQL's unique_violation. */
const UNIQUE_VIOLATION = '23505';

/** Why an update with an expected version changed no row: another version, or no row. */
export async function refusalOf(
  client: pg.PoolClient,
  table: 'segment' | 'campaign',
  shopId: ShopId,
  id: string,
): Promise<StoreRefusal> {
  const { rows } = await client.query<{ version: number }>(
    `SELECT version FROM ${table} WHERE shop_id = $1 AND id = $2`,
    [shopId, id],
  );
  return rows[0] ? { kind: 'stale', currentVersion: rows[0].version } : { kind: 'not-found' };
}

/** Turns the database's refusal of a second row of the same name into ours; other errors go on. */
export async function refuseTakenName<Value>(
  write: () => Promise<Result<Value, StoreRefusal>>,
): Promise<Result<Value, StoreRefusal>> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)
      return fail({ kind: 'name-taken' });
    throw error;
  }
}
