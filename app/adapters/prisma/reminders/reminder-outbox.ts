import type pg from 'pg';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';
import { SECONDS, toDate, toInstant } from '#app/domain/kernel/instant.ts';
import type { LeftLine } from '#app/domain/reminders/abandonment.ts';
import type { ReminderOutbox } from '#app/ports/reminder-outbox.ts';

const LEASE_SECONDS = 5 * SECONDS.minute;
const INTERRUPTED_SECONDS = 10 * SECONDS.minute;

interface DueRow {
  cart_token: string;
  customer_id: CustomerId;
  changed_at: Date;
  abandoned_at: Date;
  attempts: number;
  lines: LeftLine[] | null;
}

const TAKE = `
  UPDATE abandoned_cart AS taken SET next_try_at = $3
   WHERE shop_id = $1 AND cart_token = (
     SELECT cart_token FROM abandoned_cart
      WHERE shop_id = $1 AND state = 'abandoned' AND next_try_at <= $2 AND customer_id IS NOT NULL
      ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING cart_token, customer_id, changed_at, abandoned_at, attempts, (
    SELECT lines FROM open_cart
     WHERE open_cart.shop_id = $1 AND (token = taken.cart_token OR open_cart.cart_token = taken.cart_token)
     ORDER BY updated_at DESC, kind DESC LIMIT 1) AS lines`;

/** Whoever begins a reminder of the same shopper waits, and sees then that this one was begun. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('remind ' || $1::int || ' ' || $2, 0))`;

/** Not where news of the cart waits to be looked at: it may have been ordered. */
const BEGIN = `
  UPDATE abandoned_cart AS begun SET state = 'sending', next_try_at = NULL, sent_at = $4
   WHERE shop_id = $1 AND cart_token = $2 AND state = 'abandoned' AND changed_at = $3 AND sent_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM open_cart WHERE open_cart.shop_id = $1 AND look_at <= $4
                        AND (token = $2 OR open_cart.cart_token = $2))
     AND NOT EXISTS (SELECT 1 FROM abandoned_cart other
                      WHERE other.shop_id = $1 AND other.customer_id = begun.customer_id AND other.sent_at > $5)`;

/** Gives how many rows it read or changed. */
type Run = (text: string, values: unknown[]) => Promise<number>;

/** Reminders to send, in the rows of the carts they are for: a row is the outbox and the record of what was done. */
export function createReminderOutbox(pool: pg.Pool): ReminderOutbox {
  const run: Run = async (text, values) => (await pool.query(text, values)).rowCount ?? 0;
  return {
    async take(shopId, now) {
      const { rows } = await pool.query<DueRow>(TAKE, [shopId, toDate(now), toDate(now + LEASE_SECONDS)]);
      return rows[0] ? toDue(rows[0]) : null;
    },
    async postpone(shopId, cartToken, until, problem) {
      await run(
        `UPDATE abandoned_cart SET next_try_at = $3, problem = coalesce($4, problem), attempts = attempts + ($4::text IS NOT NULL)::int
          WHERE shop_id = $1 AND cart_token = $2 AND state = 'abandoned'`,
        [shopId, cartToken, toDate(until), problem],
      );
    },
    async cancel(shopId, cartToken, why, problem) {
      await run(
        `UPDATE abandoned_cart SET state = 'cancelled', why = $3, problem = coalesce($4, problem), next_try_at = NULL,
                sent_at = CASE WHEN $3 = 'unknown' THEN sent_at END
          WHERE shop_id = $1 AND cart_token = $2 AND state IN ('abandoned', 'sending')`,
        [shopId, cartToken, why, problem],
      );
    },
    begin: (shopId, { cartToken, customerId, changedAt }, now, since) =>
      inTransaction(pool, async (client) => {
        await client.query(LOCK, [shopId, customerId]);
        const values = [shopId, cartToken, toDate(changedAt), toDate(now), toDate(since)];
        return (await client.query(BEGIN, values)).rowCount === 1;
      }),
    async finish(shopId, cartToken) {
      await run(
        `UPDATE abandoned_cart SET state = 'reminded', problem = NULL WHERE shop_id = $1 AND cart_token = $2 AND state = 'sending'`,
        [shopId, cartToken],
      );
    },
    async release(shopId, cartToken, until, problem) {
      await run(
        `UPDATE abandoned_cart SET state = 'abandoned', sent_at = NULL, next_try_at = $3, problem = $4, attempts = attempts + 1
          WHERE shop_id = $1 AND cart_token = $2 AND state = 'sending'`,
        [shopId, cartToken, toDate(until), problem],
      );
    },
    giveUpInterrupted: (shopId, now) =>
      run(
        `UPDATE abandoned_cart SET state = 'cancelled', why = 'unknown'
          WHERE shop_id = $1 AND state = 'sending' AND sent_at < $2`,
        [shopId, toDate(now - INTERRUPTED_SECONDS)],
      ),
    async nextTry(shopId) {
      const { rows } = await pool.query<{ at: Date | null }>(
        `SELECT min(next_try_at) AS at FROM abandoned_cart WHERE shop_id = $1 AND state = 'abandoned'`,
        [shopId],
      );
      return rows[0]?.at ? toInstant(rows[0].at) : null;
    },
    ...readerRecord(run),
  };
}

/** What is remembered of the readers. */
function readerRecord(run: Run): Pick<ReminderOutbox, 'wasRemindedSince' | 'hasOptedOut' | 'optOut'> {
  return {
    wasRemindedSince: async (shopId, customerId, since) =>
      (await run(
        'SELECT 1 FROM abandoned_cart WHERE shop_id = $1 AND customer_id = $2 AND sent_at > $3 LIMIT 1',
        [shopId, customerId, toDate(since)],
      )) > 0,
    hasOptedOut: async (shopId, customerId) =>
      (await run('SELECT 1 FROM email_opt_out WHERE shop_id = $1 AND customer_id = $2', [
        shopId,
        customerId,
      ])) > 0,
    async optOut(shopId, customerId, at) {
      await run(
        'INSERT INTO email_opt_out (shop_id, customer_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [shopId, customerId, toDate(at)],
      );
    },
  };
}

const toDue = (row: DueRow) => ({
  cartToken: row.cart_token,
  customerId: row.customer_id,
  changedAt: toInstant(row.changed_at),
  abandonedAt: toInstant(row.abandoned_at),
  attempts: row.attempts,
  lines: (row.lines ?? []).filter(({ quantity }) => quantity > 0),
});
