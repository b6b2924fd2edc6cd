import type pg from 'pg';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { ProductTraits, ShopMarket } from '#app/domain/segments/segment.ts';
import type { ProductTraitsSource, RuleCatalog } from '#app/ports/product-traits.ts';

interface Known {
  readonly version: number;
  readonly catalog: Promise<RuleCatalog>;
}

/** Shops whose traits stay in memory: those asked about last. About 200 bytes a product. */
const SHOPS_KEPT = 50;

/** Reads traits with one statement, once for each catalog version of a shop. */
export function createProductTraits(pool: pg.Pool): ProductTraitsSource {
  const byShop = new Map<ShopId, Known>();
  const remember = (id: ShopId, known: Known): Known => {
    byShop.delete(id);
    byShop.set(id, known);
    const [oldest] = byShop.keys();
    if (byShop.size > SHOPS_KEPT && oldest !== undefined) byShop.delete(oldest);
    return known;
  };
  return {
    read({ id, versions }) {
      const known = byShop.get(id);
      if (known && known.version >= versions.catalog) return remember(id, known).catalog;
      const catalog = readCatalog(pool, id);
      // A failed read is not kept: the next caller tries again.
      catalog.catch(() => byShop.get(id)?.catalog === catalog && byShop.delete(id));
      return remember(id, { version: versions.catalog, catalog }).catalog;
    },
  };
}

async function readCatalog(pool: pg.Pool, shopId: ShopId): Promise<RuleCatalog> {
  const [products, markets] = await Promise.all([
    pool.query<ProductTraits & { id: string }>(
      'SELECT id, type, vendor, tags, collections FROM product WHERE shop_id = $1 AND deleted_at IS NULL',
      [shopId],
    ),
    pool.query<ShopMarket>('SELECT name, countries FROM market WHERE shop_id = $1 ORDER BY id', [shopId]),
  ]);
  const byId = new Map(products.rows.map((row) => [row.id, row]));
  return { markets: markets.rows, findProduct: (productId) => byId.get(productId) ?? null };
}
