import type pg from 'pg';
import { publishChange } from '#app/adapters/postgres/change-feed.ts';
import { inTransaction, retryDeadlocks } from '#app/adapters/postgres/transaction.ts';
import { IS_UNDONE } from '../orders/undone.ts';

/** Without a budget there is nothing to count, unless one was taken away. */
const IS_COUNTED = `id = ANY($2)
   AND (is_spent OR limits ->> 'acceptances' IS NOT NULL
     OR content -> 'budget' ->> 'orders' IS NOT NULL OR content -> 'budget' ->> 'amount' IS NOT NULL)`;

/** Two transactions that each add a last use count one after the other: else neither would see the other's. */
const IN_TURN = {
  name: 'budgets-in-turn',
  text: `SELECT FROM campaign WHERE shop_id = $1 AND ${IS_COUNTED} ORDER BY id FOR NO KEY UPDATE`,
};

/** Of an undone acceptance the budget is given back. An amount given in another currency than the budget's, before the shop changed its own, does not count. */
const SETTLE = {
  name: 'settle-budgets',
  text: `
    WITH counted AS (
      SELECT id, coalesce((SELECT count(*) FROM item_event AS event
                            WHERE event.shop_id = $1 AND event.campaign_id = campaign.id
                              AND event.kind = 'acceptance' AND NOT ${IS_UNDONE})
                          >= (limits ->> 'acceptances')::bigint, false)
              OR coalesce((SELECT count(*) >= (content -> 'budget' ->> 'orders')::bigint
                             OR sum(amount_minor) FILTER (WHERE currency = content -> 'budget' -> 'amount' ->> 'currency')
                                >= (content -> 'budget' -> 'amount' ->> 'amountMinor')::bigint
                             FROM incentive_use AS used WHERE used.shop_id = $1 AND used.campaign_id = campaign.id), false) AS is_spent
        FROM campaign WHERE shop_id = $1 AND ${IS_COUNTED}
    )
    UPDATE campaign SET is_spent = counted.is_spent FROM counted
     WHERE campaign.shop_id = $1 AND campaign.id = counted.id AND campaign.is_spent <> counted.is_spent`,
};

/** Marks campaigns whose budget is spent, and unmarks those where it is not any more. True when any changed. */
export async function settleBudgets(
  client: pg.PoolClient,
  shopId: number,
  campaignIds: readonly string[],
): Promise<boolean> {
  await client.query({ ...IN_TURN, values: [shopId, campaignIds] });
  const { rowCount } = await client.query({ ...SETTLE, values: [shopId, campaignIds] });
  return (rowCount ?? 0) > 0;
}

/** The same in a transaction of its own, with the news of it. */
export async function settleBudgetsAlone(
  pool: pg.Pool,
  shopId: number,
  campaignIds: readonly string[],
): Promise<void> {
  const settle = async (client: pg.PoolClient): Promise<void> => {
    if (await settleBudgets(client, shopId, campaignIds))
      await publishChange(client, { shopId, kind: 'config' });
  };
  await retryDeadlocks(() => inTransaction(pool, settle));
}
