import type pg from 'pg';

/** First key of the advisory locks on a shop's rules; the second is the shop's id. */
const RULES_LOCK = 41_003;

/**
 * Whoever decides memberships keeps the shop's rules from being swapped until their transaction ends. Taken before the rules
 * are read and before any profile is locked, so that nobody waits in a circle.
 */
export async function shareRules(client: pg.ClientBase, shopIds: readonly number[]): Promise<void> {
  await client.query({
    name: 'share-rules',
    text: `SELECT pg_advisory_xact_lock_shared(${RULES_LOCK}, id) FROM (SELECT unnest($1::int[]) AS id ORDER BY id) AS shops`,
    values: [shopIds],
  });
}

/** Waits until nobody decides memberships of the shop, and keeps everybody from it until the transaction ends. */
export async function holdRules(client: pg.ClientBase, shopId: number): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(${RULES_LOCK}, $1)`, [shopId]);
}
