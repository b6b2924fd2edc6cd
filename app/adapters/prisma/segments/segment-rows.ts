import type pg from 'pg';
import type { ProductTraits, Segment, ShopMarket } from '#app/domain/segments/segment.ts';
import type { RuleSource, StoredRule } from '#app/ports/shop-rules.ts';

/** A shop's segments as they are served, by name. */
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

/** A shop's rules, those under construction too, with its markets and products. */
export function createRuleSource(client: pg.ClientBase | pg.Pool, shopId: number): RuleSource {
  return {
    async rules() {
      const { rows } = await client.query<StoredRule>(
        'SELECT id, name, rule, version, next_rule AS "nextRule" FROM segment WHERE shop_id = $1 ORDER BY name',
        [shopId],
      );
      return rows;
    },
    async markets() {
      const { rows } = await client.query<ShopMarket>(
        'SELECT name, countries FROM market WHERE shop_id = $1 ORDER BY id',
        [shopId],
      );
      return rows;
    },
    async products() {
      const { rows } = await client.query<ProductTraits & { id: string }>(
        'SELECT id, type, vendor, tags, collections FROM product WHERE shop_id = $1 AND deleted_at IS NULL',
        [shopId],
      );
      return new Map(rows.map(({ id, ...traits }) => [id, traits]));
    },
  };
}
