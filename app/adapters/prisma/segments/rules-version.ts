import type pg from 'pg';
import { publishChange } from '../../postgres/change-feed.ts';

/**
 * Publishes a change of what stored rules mean (tiers, currency, time zone, markets): every shopper is looked at again. Like
 * publishChange, make it the last statement of the transaction.
 */
export async function publishRules(client: pg.PoolClient, shopId: number): Promise<void> {
  const version = await publishChange(client, { shopId, kind: 'config' });
  await client.query('UPDATE shop SET rules_version = $2 WHERE id = $1', [shopId, version]);
}
