import type pg from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import { readPairs } from '#app/contracts/merchandising.ts';
import { isGid, type ProductId, type ShopId } from '#app/domain/kernel/ids.ts';
import { fail, ok } from '#app/domain/kernel/result.ts';
import type {
  MerchandisingChoices,
  MerchandisingStore,
  StoredMerchandising,
} from '#app/ports/merchandising-store.ts';

interface Row {
  pin: string[];
  ban: string[];
  pairs: unknown;
  margin_dial: number;
  version: number;
}

const COLUMNS = 'pin, ban, pairs, margin_dial, version';
const NOTHING_SET: StoredMerchandising = { pin: [], ban: [], pairs: [], marginDial: 0, version: 0 };

/** One row a shop, made by the first save. A change and the news of it are one transaction. */
export function createMerchandisingStore({ pool }: Pick<Database, 'pool'>): MerchandisingStore {
  return {
    find: (shopId) => readMerchandising(pool, shopId),
    save: (shopId, expectedVersion, choices) =>
      inTransaction(pool, async (client) => {
        const [row] = await write(client, shopId, expectedVersion, choices);
        if (!row) return fail({ kind: 'stale' } as const);
        await publishChange(client, { shopId, kind: 'config' });
        return ok(toMerchandising(row));
      }),
  };
}

export async function readMerchandising(pool: pg.Pool, shopId: ShopId): Promise<StoredMerchandising> {
  const { rows } = await pool.query<Row>(`SELECT ${COLUMNS} FROM merchandising WHERE shop_id = $1`, [shopId]);
  return rows[0] ? toMerchandising(rows[0]) : NOTHING_SET;
}

async function write(
  client: pg.PoolClient,
  shopId: ShopId,
  expectedVersion: number,
  { pin, ban, pairs, marginDial }: MerchandisingChoices,
): Promise<readonly Row[]> {
  const values = [shopId, pin, ban, JSON.stringify(pairs), marginDial];
  if (expectedVersion === 0) {
    const { rows } = await client.query<Row>(
      `INSERT INTO merchandising (shop_id, pin, ban, pairs, margin_dial) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
      values,
    );
    return rows;
  }
  const { rows } = await client.query<Row>(
    `UPDATE merchandising SET (pin, ban, pairs, margin_dial) = ($2, $3, $4, $5), version = version + 1, updated_at = now()
      WHERE shop_id = $1 AND version = $6 RETURNING ${COLUMNS}`,
    [...values, expectedVersion],
  );
  return rows;
}

function toMerchandising(row: Row): StoredMerchandising {
  const isProduct = (id: string): id is ProductId => isGid('Product', id);
  return {
    pin: row.pin.filter(isProduct),
    ban: row.ban.filter(isProduct),
    pairs: readPairs(row.pairs),
    marginDial: row.margin_dial,
    version: row.version,
  };
}
