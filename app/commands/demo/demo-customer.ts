import type pg from 'pg';

/** A customer whom the shop's most important running campaign is made for, with a recent order. */
export interface DemoCustomer {
  /** gid://shopify/Customer/… */
  readonly id: string;
  /** The segment's name. */
  readonly segment: string;
  /** Why this one, e.g. "in the segment “Gold, loyal”". */
  readonly why: string;
}

/** @throws Error when no customer is in the audience of a running campaign. */
export async function findDemoCustomer(db: pg.Pool): Promise<DemoCustomer> {
  const { rows } = await db.query<{ id: string; segment: string }>(`
    SELECT p.shopper_id AS id, s.name AS segment
    FROM campaign c
    JOIN segment s ON s.shop_id = c.shop_id AND s.id = ANY (c.audience)
    JOIN profile p ON p.shop_id = c.shop_id AND s.id = ANY (p.segment_ids)
    JOIN saved_detail d ON d.shop_id = p.shop_id AND d.shopper_id = p.shopper_id AND d.address_cipher IS NOT NULL
    WHERE c.status = 'running' AND p.merged_into IS NULL AND p.attributes->>'country' = 'GB'
    ORDER BY c.priority DESC, p.shopper_id LIMIT 1`);
  const [first] = rows;
  if (!first) throw new Error('No customer is in the audience of a running campaign: was the history read?');
  return { ...first, why: `in the segment “${first.segment}”` };
}
