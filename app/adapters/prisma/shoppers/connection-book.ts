import type pg from 'pg';
import { connectionSettings } from '#app/contracts/connection.ts';
import type { CustomerId, ShopId } from '#app/domain/kernel/ids.ts';
import { toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { ConnectionSettings } from '#app/domain/quality/connections/connection.ts';
import type {
  Connection,
  ConnectionBook,
  ConnectionReport,
  PullOutcome,
} from '#app/ports/connection-store.ts';
import { inTransaction, retryDeadlocks } from '../../postgres/transaction.ts';
import { lockShop } from '../shops/lock-shop.ts';
import type { CipherBox } from '../shops/token-cipher.ts';

export interface ConnectionRow {
  id: string;
  name: string;
  is_on: boolean;
  settings: unknown;
  secret_cipher: string | null;
  failures: number;
  paused_until: Date | null;
}

interface ReportRow extends ConnectionRow {
  told: number;
  unknown: number;
  contradicted: number;
  failed: number;
  newest_at: Date | null;
  problem: string | null;
}

const CONNECTION_COLUMNS = 'id, name, is_on, settings, secret_cipher, failures, paused_until';

const counted = (outcome: PullOutcome): string =>
  `(count(*) FILTER (WHERE outcome = '${outcome}'))::int AS ${outcome}`;

const LIST = `
  SELECT ${CONNECTION_COLUMNS}, pulls.*,
         (SELECT problem FROM connection_pull WHERE shop_id = $1 AND connection_id = connection.id AND outcome = 'failed'
           ORDER BY at DESC LIMIT 1) AS problem
    FROM connection, LATERAL (
      SELECT ${counted('told')}, ${counted('unknown')}, ${counted('contradicted')}, ${counted('failed')}, max(at) AS newest_at
        FROM connection_pull WHERE shop_id = $1 AND connection_id = connection.id) AS pulls
   WHERE shop_id = $1 AND removed_at IS NULL ORDER BY created_at, id`;

/** A secret goes to the server that it was entered for, and to no other. */
const SAVE = `
  INSERT INTO connection AS known (shop_id, id, name, is_on, settings, secret_cipher, created_at)
  VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)
  ON CONFLICT (shop_id, id) DO UPDATE SET
    name = EXCLUDED.name, is_on = EXCLUDED.is_on, removed_at = NULL, settings = EXCLUDED.settings, failures = 0, paused_until = NULL,
    secret_cipher = CASE WHEN $8 THEN EXCLUDED.secret_cipher
      WHEN split_part(known.settings->'source'->>'url', '/', 3) = split_part(EXCLUDED.settings->'source'->>'url', '/', 3)
      THEN known.secret_cipher END`;

/** Rows are taken in the order in which the pull desk takes them. */
const ASK_ALL = `
  WITH asked AS (
    SELECT shopper_id FROM connection_pull WHERE shop_id = $1 AND connection_id = $2 ORDER BY shopper_id FOR UPDATE)
  UPDATE connection_pull AS pull SET due_at = $3
    FROM asked
   WHERE pull.shop_id = $1 AND pull.connection_id = $2 AND pull.shopper_id = asked.shopper_id`;

/** A secret opens for its own shop and connection only. */
export const secretContext = (shopId: ShopId, id: string): string => `connection/${shopId}/${id}`;

async function find(
  client: pg.Pool | pg.PoolClient,
  shopId: ShopId,
  id: string,
): Promise<ConnectionRow | null> {
  const { rows } = await client.query<ConnectionRow>(
    `SELECT ${CONNECTION_COLUMNS} FROM connection WHERE shop_id = $1 AND id = $2 AND removed_at IS NULL`,
    [shopId, id],
  );
  return rows[0] ?? null;
}

/** Connections as rows, their secrets sealed. */
export function createConnectionBook(pool: pg.Pool, cipher: CipherBox): ConnectionBook {
  return {
    async configured(shopId) {
      const { rows } = await pool.query<ConnectionRow>(
        `SELECT ${CONNECTION_COLUMNS} FROM connection WHERE shop_id = $1 AND removed_at IS NULL ORDER BY created_at, id`,
        [shopId],
      );
      return rows.map(toConnection);
    },
    async list(shopId, now) {
      const { rows } = await pool.query<ReportRow>(LIST, [shopId]);
      return rows.map((row) => toReport(row, toDate(now)));
    },
    async find(shopId, id) {
      const row = await find(pool, shopId, id);
      return row ? { connection: toConnection(row), secret: openSecret(row, shopId, cipher) } : null;
    },
    async save(shopId, { id, name, isOn, settings }, secret, now, isAsOpened = () => true) {
      const sealed = secret ? cipher.seal(secret, secretContext(shopId, id)) : null;
      const values = [shopId, id, name, isOn, JSON.stringify(settings), sealed, toDate(now)];
      const isSaved = await inTransaction(pool, async (client) => {
        await lockShop(client, shopId);
        const stored = await find(client, shopId, id);
        if (!isAsOpened(stored && toConnection(stored))) return false;
        await client.query(SAVE, [...values, secret !== undefined]);
        return true;
      });
      if (!isSaved) return false;
      await retryDeadlocks(() => pool.query(ASK_ALL, [shopId, id, toDate(now)]));
      return true;
    },
    async remove(shopId, id, now) {
      await pool.query(
        'UPDATE connection SET is_on = false, removed_at = $3 WHERE shop_id = $1 AND id = $2',
        [shopId, id, toDate(now)],
      );
    },
    async newestPulls(shopId, id, limit) {
      const { rows } = await pool.query<{
        shopper_id: CustomerId;
        at: Date;
        outcome: PullOutcome;
        problem: string | null;
      }>(
        `SELECT shopper_id, at, outcome, problem FROM connection_pull WHERE shop_id = $1 AND connection_id = $2
          ORDER BY at DESC, shopper_id LIMIT $3`,
        [shopId, id, limit],
      );
      return rows.map(({ shopper_id, at, ...row }) => ({ shopperId: shopper_id, at: toInstant(at), ...row }));
    },
  };
}

export function toConnection({ id, name, is_on, settings }: ConnectionRow): Connection {
  return { id, name, isOn: is_on, settings: connectionSettings.parse(settings) satisfies ConnectionSettings };
}

export function openSecret(
  { id, secret_cipher }: Pick<ConnectionRow, 'id' | 'secret_cipher'>,
  shopId: ShopId,
  cipher: CipherBox,
): string | null {
  return secret_cipher === null ? null : cipher.open(secret_cipher, secretContext(shopId, id));
}

function toReport(row: ReportRow, now: Date): ConnectionReport {
  const { told, unknown, contradicted, failed, newest_at, paused_until, problem } = row;
  return {
    ...toConnection(row),
    hasSecret: row.secret_cipher !== null,
    customers: { told, unknown, contradicted, failed },
    newestAt: newest_at && toInstant(newest_at),
    problem,
    pausedUntil: paused_until !== null && paused_until > now ? toInstant(paused_until) : null,
  };
}
