import type pg from 'pg';
import { toDate } from '#app/domain/kernel/instant.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';
import type { StaleVariants } from '#app/ports/history-writer.ts';
import type { PricedVariant, ProductRows, VariantOfProduct } from '#app/ports/shop-history.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { NOTE_TRAITS } from '../product-changes.ts';

/** Upserts a part of the catalog; products that webhooks know newer keep what the webhooks said. */
export async function writeProducts(client: pg.ClientBase, shop: Shop, rows: ProductRows): Promise<void> {
  const products = rows.products.map((product) => ({
    ...product,
    publishedAt: product.publishedAt === null ? null : toDate(product.publishedAt),
    updatedAt: toDate(product.updatedAt),
  }));
  await client.query({
    name: 'history-products',
    text: `
      INSERT INTO product AS known (shop_id, id, title, handle, vendor, type, tags, status, image_url, published_at, updated_at,
        traits_changed_at)
      SELECT $1, id, title, handle, vendor, type, ARRAY(SELECT jsonb_array_elements_text(tags)), status, "imageUrl",
             "publishedAt", "updatedAt", clock_timestamp()
        FROM jsonb_to_recordset($2::jsonb) AS row (id text, title text, handle text, vendor text, type text, tags jsonb,
             status text, "imageUrl" text, "publishedAt" timestamptz, "updatedAt" timestamptz)
      ON CONFLICT (shop_id, id) DO UPDATE SET title = EXCLUDED.title, handle = EXCLUDED.handle, vendor = EXCLUDED.vendor,
        type = EXCLUDED.type, tags = EXCLUDED.tags, status = EXCLUDED.status, image_url = EXCLUDED.image_url,
        published_at = EXCLUDED.published_at, updated_at = EXCLUDED.updated_at, deleted_at = NULL,
        ${NOTE_TRAITS}
      WHERE EXCLUDED.updated_at >= known.updated_at
        AND (known.deleted_at IS NULL OR EXCLUDED.updated_at > known.deleted_at)`,
    values: [shop.id, JSON.stringify(products)],
  });
  await client.query({
    name: 'history-variants',
    text: `
      INSERT INTO variant (shop_id, product_id, id, title, sku, price_minor, prices, inventory_item_id, inventory_quantity,
        inventory_policy, inventory_tracked, available_for_sale, position, requires_shipping)
      SELECT $1, "productId", ${SELECTED} FROM ${RECORDSET}
      ON CONFLICT (shop_id, id) DO UPDATE SET product_id = EXCLUDED.product_id, ${OVERWRITE}`,
    values: [shop.id, variantsJson(shop, rows.variants)],
  });
  await writeCollections(client, shop, rows);
}

/**
 * The collections of the products of this part, and of those of earlier parts that go on here. No news but this tells of
 * collections, so a product that webhooks know newer takes them too.
 */
async function writeCollections(
  client: pg.ClientBase,
  shop: Shop,
  { products, collections }: ProductRows,
): Promise<void> {
  await client.query({
    name: 'history-collections',
    text: `
      WITH new AS (
        SELECT id, ARRAY(
                 SELECT DISTINCT title FROM (
                   SELECT title FROM unnest($3::text[], $4::text[]) AS told (product_id, title) WHERE product_id = product.id
                   UNION ALL
                   SELECT unnest(product.collections) WHERE product.id <> ALL($2)
                 ) AS titles (title) ORDER BY title) AS collections
          FROM product WHERE shop_id = $1 AND (id = ANY($2) OR id = ANY($3))
      )
      UPDATE product SET collections = new.collections, traits_changed_at = clock_timestamp()
        FROM new WHERE shop_id = $1 AND product.id = new.id AND product.collections <> new.collections`,
    values: [
      shop.id,
      products.map(({ id }) => id),
      collections.map(({ productId }) => productId),
      collections.map(({ title }) => title),
    ],
  });
}

/** Updates variants as they were just read and removes those that are gone; a row that changed meanwhile stays stale. */
export async function refreshVariants(
  client: pg.ClientBase,
  shop: Shop,
  asked: StaleVariants['variants'],
  found: readonly PricedVariant[],
): Promise<void> {
  await client.query({
    name: 'variants-refresh',
    text: `
      UPDATE variant SET (title, sku, price_minor, prices, inventory_item_id, inventory_quantity, inventory_policy,
                          inventory_tracked, available_for_sale, position, requires_shipping)
                       = (row.title, row.sku, "priceMinor", row.prices, "inventoryItemId", "inventoryQuantity",
                          "inventoryPolicy", coalesce("inventoryTracked", true), coalesce("availableForSale", true),
                          row.position, coalesce("requiresShipping", true)),
             prices_stale = variant.xmin::text IS DISTINCT FROM ($3::jsonb ->> row.id)
        FROM ${RECORDSET} WHERE variant.shop_id = $1 AND variant.id = row.id`,
    values: [
      shop.id,
      variantsJson(shop, found),
      JSON.stringify(Object.fromEntries(asked.map(({ id, version }) => [id, version]))),
    ],
  });
  const kept = new Set(found.map(({ id }) => id));
  await client.query({
    name: 'variants-not-found',
    text: 'DELETE FROM variant WHERE shop_id = $1 AND id = ANY($2)',
    values: [shop.id, asked.flatMap(({ id }) => (kept.has(id) ? [] : [id]))],
  });
}

const RECORDSET = `jsonb_to_recordset($2::jsonb) AS row (id text, "productId" text, title text, sku text, "priceMinor" bigint,
  prices jsonb, "inventoryItemId" text, "inventoryQuantity" int, "inventoryPolicy" text, "inventoryTracked" boolean,
  "availableForSale" boolean, position int, "requiresShipping" boolean)`;

const SELECTED = `id, title, sku, "priceMinor", prices, "inventoryItemId", "inventoryQuantity", "inventoryPolicy",
  coalesce("inventoryTracked", true), coalesce("availableForSale", true), position, coalesce("requiresShipping", true)`;

const OVERWRITE = `title = EXCLUDED.title, sku = EXCLUDED.sku, price_minor = EXCLUDED.price_minor, prices = EXCLUDED.prices,
  prices_stale = false, inventory_item_id = EXCLUDED.inventory_item_id, inventory_quantity = EXCLUDED.inventory_quantity,
  inventory_policy = EXCLUDED.inventory_policy, inventory_tracked = EXCLUDED.inventory_tracked,
  available_for_sale = EXCLUDED.available_for_sale, position = EXCLUDED.position,
  requires_shipping = EXCLUDED.requires_shipping`;

function variantsJson(shop: Shop, variants: readonly (PricedVariant | VariantOfProduct)[]): string {
  return JSON.stringify(
    variants.map(({ price, ...variant }) => ({
      ...variant,
      priceMinor: parseMoney(price, shop.currency)?.amountMinor ?? 0,
    })),
  );
}
