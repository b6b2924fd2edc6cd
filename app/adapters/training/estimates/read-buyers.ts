import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { Buyer } from '#app/domain/lifetime/estimate-lifetime.ts';
import type { PurchaseAt } from '#app/domain/lifetime/purchase-summary.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { TEACHES } from '../read-shop-history.ts';

const PAGE = 5_000;

interface PurchaseRow {
  customer_id: string;
  time: number;
  net_minor: number;
}

/**
 * The purchases of every customer, valued as in a profile: after discounts, before tax and shipping, less refunds; those in another currency
 * than the shop's count, and are worth nothing.
 */
export function readBuyers(pool: pg.Pool, shopId: ShopId): Promise<readonly Buyer<string>[]> {
  return inTransaction(pool, async (client) => {
    await client.query(
      `DECLARE bought NO SCROLL CURSOR FOR
         SELECT customer_id, floor(extract(epoch FROM processed_at))::float8 AS time,
                CASE WHEN orders.currency = shop.currency
                     THEN greatest(0, subtotal_minor - refunded_minor)::float8 ELSE 0 END AS net_minor
           FROM orders JOIN shop ON shop.id = orders.shop_id
          WHERE shop_id = $1 AND customer_id IS NOT NULL AND ${TEACHES}
          ORDER BY customer_id, processed_at, orders.id`,
      [shopId],
    );
    const buyers: { id: string; purchases: PurchaseAt[] }[] = [];
    for (;;) {
      const { rows } = await client.query<PurchaseRow>(`FETCH ${PAGE} FROM bought`);
      for (const { customer_id: id, time, net_minor: value } of rows) {
        const last = buyers.at(-1);
        if (last?.id === id) last.purchases.push({ time, value });
        else buyers.push({ id, purchases: [{ time, value }] });
      }
      if (rows.length < PAGE) return buyers;
    }
  });
}
