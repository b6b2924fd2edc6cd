import { wordPatterns } from '#app/adapters/postgres/word-patterns.ts';
import type { Database } from '#app/adapters/postgres/database.ts';
import { isGid } from '#app/domain/kernel/ids.ts';
import type { FoundProduct, ProductSearch } from '#app/ports/product-search.ts';

/** Search over the catalog as it is stored, without a call to Shopify. */
export function createProductSearch({ pool }: Pick<Database, 'pool'>): ProductSearch {
  return {
    async search(shopId, text, limit) {
      const { rows } = await pool.query<ProductRow>(
        `${PRODUCTS} AND status = 'ACTIVE' AND published_at IS NOT NULL
        AND (title ILIKE ALL($2) OR EXISTS (
          SELECT FROM variant WHERE variant.shop_id = product.shop_id AND product_id = product.id AND sku ILIKE ALL($2)))
        ORDER BY title, id LIMIT $3`,
        [shopId, wordPatterns(text), limit],
      );
      return rows.flatMap(toFound);
    },
    async findMany(shopId, ids) {
      const { rows } = await pool.query<ProductRow>(`${PRODUCTS} AND id = ANY($2)`, [shopId, [...ids]]);
      const found = new Map(rows.flatMap(toFound).map((product) => [product.id, product]));
      return [...new Set(ids)].flatMap((id) => found.get(id) ?? []);
    },
  };
}

interface ProductRow {
  id: string;
  title: string;
  image_url: string | null;
  is_published: boolean;
  price_minor: string | null;
  currency: string;
}

const PRODUCTS = `
  SELECT id, title, image_url, status = 'ACTIVE' AND published_at IS NOT NULL AS is_published,
         (SELECT min(price_minor) FROM variant
          WHERE variant.shop_id = product.shop_id AND product_id = product.id) AS price_minor,
         (SELECT currency FROM shop WHERE shop.id = product.shop_id) AS currency
  FROM product WHERE shop_id = $1 AND deleted_at IS NULL`;

function toFound(row: ProductRow): FoundProduct[] {
  if (!isGid('Product', row.id)) return [];
  const price =
    row.price_minor === null ? null : { amountMinor: Number(row.price_minor), currency: row.currency };
  return [{ id: row.id, title: row.title, imageUrl: row.image_url, price, isPublished: row.is_published }];
}
