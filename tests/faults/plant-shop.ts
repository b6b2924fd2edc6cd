import type pg from 'pg';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';

const RULES = {
  frequent: 'purchases.count within 60 days > 1',
  spenders: 'purchases.spend within 5 days >= 60',
  british: 'customer.country = "GB" AND purchases.count >= 1',
  waiting: 'cart.open_for > 24 hours',
  returning: 'refunds.count >= 1',
};

/** The same shop with the same five segments in any database. Gives its id. */
export async function plantShop(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `INSERT INTO shop (domain, name, currency, timezone, installed_at, scopes)
     VALUES ($1, 'Fault run', 'GBP', 'Europe/London', '2026-01-01', '{}') RETURNING id`,
    [SHOP_DOMAIN],
  );
  const shopId = rows[0]?.id ?? 0;
  for (const [id, rule] of Object.entries(RULES))
    await pool.query('INSERT INTO segment (shop_id, id, name, rule) VALUES ($1, $2, $2, $3)', [
      shopId,
      id,
      rule,
    ]);
  return shopId;
}
