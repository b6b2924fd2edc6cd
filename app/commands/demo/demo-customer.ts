import type pg from 'pg';

/** A customer worth looking at: in the most segments, then with the most recent order. */
export interface DemoCustomer {
  /** gid://shopify/Customer/… */
  readonly id: string;
  /** Why this one, e.g. "in the segments Gold, loyal, Recent buyers". */
  readonly why: string;
}

/** @throws Error when no customer is in any segment. */
export async function findDemoCustomer(db: pg.Pool): Promise<DemoCustomer> {
  const { rows } = await db.query<{ id: string; names: string[] }>(`
    SELECT p.shopper_id AS id, array_agg(s.name ORDER BY s.name) AS names
    FROM profile p JOIN segment s ON s.shop_id = p.shop_id AND s.id = ANY (p.segment_ids)
    WHERE p.merged_into IS NULL AND p.shopper_id LIKE 'gid://shopify/Customer/%'
    GROUP BY p.shop_id, p.shopper_id, p.updated_at
    ORDER BY count(*) DESC, p.shopper_id LIMIT 1`);
  const [first] = rows;
  if (!first) throw new Error('No customer is in any segment: was the history read?');
  return { id: first.id, why: `in the segments ${first.names.map((name) => `“${name}”`).join(', ')}` };
}
