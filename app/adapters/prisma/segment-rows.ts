import type pg from 'pg';
import type { Segment } from '#app/domain/segments/segment.ts';

/** A shop's segments as rules, by name. */
export async function readSegments(
  client: pg.ClientBase | pg.Pool,
  shopId: number,
): Promise<readonly Segment[]> {
  const { rows } = await client.query<Segment>(
    'SELECT id, name, rule, version FROM segment WHERE shop_id = $1 ORDER BY name',
    [shopId],
  );
  return rows;
}
