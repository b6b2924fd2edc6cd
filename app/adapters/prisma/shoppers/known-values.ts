import type { Database } from '#app/adapters/postgres/database.ts';
import type { KnownValues, ValuesInUse } from '#app/ports/known-values.ts';

/** Values of each kind; of products so many more that most catalogs are whole. */
const LIMIT = 300;
const PRODUCTS = 5_000;
/** Customers whose attributes are looked at; a value that is rarer than one in these can still be typed. */
const CUSTOMERS = 20_000;

/** Counts values over stored products and customers, in one statement. */
export function createKnownValues({ pool }: Pick<Database, 'pool'>): KnownValues {
  return {
    async read(shopId) {
      const { rows } = await pool.query<ValuesInUse>(STATEMENT, [shopId, LIMIT, CUSTOMERS, PRODUCTS]);
      const [values] = rows;
      return values ?? NONE;
    },
  };
}

const NONE: ValuesInUse = {
  countries: [],
  languages: [],
  customerTags: [],
  markets: [],
  productTypes: [],
  vendors: [],
  productTags: [],
  collections: [],
  products: [],
};

/** The values of a set of rows, the most frequent first. */
const ranked = (value: string, from: string): string => `
  ARRAY(SELECT value FROM (SELECT ${value} AS value FROM ${from}) AS found
         WHERE value <> '' GROUP BY value ORDER BY count(*) DESC, value LIMIT $2)`;

const STATEMENT = `
  WITH customers AS MATERIALIZED (
         SELECT attributes FROM profile WHERE shop_id = $1 AND merged_into IS NULL
          ORDER BY hashtext(shopper_id), shopper_id LIMIT $3),
       products AS MATERIALIZED (
         SELECT id, title, type, vendor, tags, collections FROM product WHERE shop_id = $1 AND deleted_at IS NULL)
  SELECT ${ranked("attributes->>'country'", 'customers')} AS countries,
         ${ranked("attributes->>'language'", 'customers')} AS languages,
         ${ranked('tag', "customers, jsonb_array_elements_text(attributes->'tags') AS tag")} AS "customerTags",
         ARRAY(SELECT name FROM market WHERE shop_id = $1 ORDER BY name LIMIT $2) AS markets,
         ${ranked('type', 'products')} AS "productTypes",
         ${ranked('vendor', 'products')} AS vendors,
         ${ranked('tag', 'products, unnest(tags) AS tag')} AS "productTags",
         ${ranked('collection', 'products, unnest(collections) AS collection')} AS collections,
         (SELECT coalesce(json_agg(json_build_object('id', id, 'title', title) ORDER BY title, id), '[]')
            FROM (SELECT id, title FROM products ORDER BY title, id LIMIT $4) AS first) AS products`;
