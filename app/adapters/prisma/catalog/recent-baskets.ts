import type { Database } from '#app/adapters/postgres/database.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import { isGid } from '#app/domain/kernel/ids.ts';
import type { RecentBaskets } from '#app/ports/recent-baskets.ts';

/** Baskets from the orders' lines. */
export function createRecentBaskets({ pool }: Pick<Database, 'pool'>): RecentBaskets {
  return {
    async newest(shopId, limit) {
      const { rows } = await pool.query<Row>(
        `SELECT processed_at, country,
                ARRAY(SELECT DISTINCT line ->> 'productId' FROM jsonb_array_elements(lines) AS line
                       WHERE line ->> 'productId' IS NOT NULL ORDER BY 1) AS products
           FROM orders
          WHERE shop_id = $1 AND cancelled_at IS NULL AND NOT test AND jsonb_array_length(lines) > 1
          ORDER BY processed_at DESC, id DESC LIMIT $2`,
        [shopId, limit],
      );
      return rows.flatMap(({ processed_at, country, products }) => {
        const known = products.filter((id) => isGid('Product', id));
        return known.length < 2 ? [] : { at: toInstant(processed_at), country, products: known };
      });
    },
  };
}

interface Row {
  processed_at: Date;
  country: string | null;
  products: string[];
}
