import type pg from 'pg';
import { toDate } from '#app/domain/kernel/instant.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';
import type { StaleVariants } from '#app/ports/history-writer.ts';
import type { ProductRows, VariantOfProduct, VariantReading } from '#app/ports/shop-history.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { NOTE_TRAITS } from '../catalog/product-changes.ts';

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
        is_gift_card, requires_selling_plan, hidden_from_search, unpublished_in, traits_changed_at)
      SELECT $1, id, title, handle, vendor, type, ARRAY(SELECT jsonb_array_elements_text(tags)), status, "imageUrl",
             "publishedAt", "updatedAt", ${TERMS}, clock_timestamp()
        FROM jsonb_to_recordset($2::jsonb) AS row (id text, title text, handle text, vendor text, type text, tags jsonb,
             status text, "imageUrl" text, "publishedAt" timestamptz, "updatedAt" timestamptz, ${TERMS_RECORD})
      ON CONFLICT (shop_id, id) DO UPDATE SET title = EXCLUDED.title, handle = EXCLUDED.handle, vendor = EXCLUDED.vendor,
        type = EXCLUDED.type, tags = EXCLUDED.tags, status = EXCLUDED.status, image_url = EXCLUDED.image_url,
        published_at = EXCLUDED.published_at, updated_at = EXCLUDED.updated_at, deleted_at = NULL,
        is_gift_card = EXCLUDED.is_gift_card, requires_selling_plan = EXCLUDED.requires_selling_plan,
        hidden_from_search = EXCLUDED.hidden_from_search, unpublished_in = EXCLUDED.unpublished_in,
        ${NOTE_TRAITS}
      WHERE EXCLUDED.updated_at >= known.updated_at
        AND (known.deleted_at IS NULL OR EXCLUDED.updated_at > known.deleted_at)`,
    values: [shop.id, JSON.stringify(products)],
  });
  await client.query({
    name: 'history-variants',
    text: `
      INSERT INTO variant (shop_id, product_id, id, title, sku, price_minor, prices, inventory_item_id, inventory_quantity,
        inventory_policy, inventory_tracked, available_for_sale, position, requires_shipping, unit_cost_minor,
        minimum_quantity)
      SELECT $1, "productId", ${SELECTED} FROM ${RECORDSET}
      ON CONFLICT (shop_id, id) DO UPDATE SET product_id = EXCLUDED.product_id, ${OVERWRITE}`,
    values: [shop.id, variantsJson(shop, rows.variants)],
  });
  await writeCollections(client, shop, rows);
  await writeComponents(client, shop, rows);
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

/** What is in the bundles of this part, and of those of earlier parts that go on here. Like collections, told by nothing else. */
async function writeComponents(
  client: pg.ClientBase,
  shop: Shop,
  { products, components }: ProductRows,
): Promise<void> {
  await client.query({
    name: 'history-components',
    text: `
      WITH told AS (
        SELECT variant.product_id, component FROM unnest($3::text[], $4::text[]) AS part (bundle_id, component)
          JOIN variant ON variant.shop_id = $1 AND variant.id = bundle_id
      ), new AS (
        SELECT id, ARRAY(
                 SELECT DISTINCT component FROM (
                   SELECT component FROM told WHERE product_id = product.id
                   UNION ALL
                   SELECT unnest(product.components) WHERE product.id <> ALL($2)
                 ) AS parts (component) ORDER BY component) AS components
          FROM product WHERE shop_id = $1 AND (id = ANY($2) OR id IN (SELECT product_id FROM told))
      )
      UPDATE product SET components = new.components
        FROM new WHERE shop_id = $1 AND product.id = new.id AND product.components <> new.components`,
    values: [
      shop.id,
      products.map(({ id }) => id),
      components.map(({ bundleId }) => bundleId),
      components.map(({ componentId }) => componentId),
    ],
  });
}

/** Updates variants, and the terms of their products, as they were just read and removes those that are gone; a row that changed meanwhile stays stale. */
export async function refreshVariants(
  client: pg.ClientBase,
  shop: Shop,
  asked: StaleVariants['variants'],
  found: readonly VariantReading[],
): Promise<void> {
  await client.query({
    name: 'variants-refresh',
    text: `
      UPDATE variant SET (title, sku, price_minor, prices, inventory_item_id, inventory_quantity, inventory_policy,
                          inventory_tracked, available_for_sale, position, requires_shipping, unit_cost_minor,
                          minimum_quantity)
                       = (row.title, row.sku, "priceMinor", row.prices, "inventoryItemId", "inventoryQuantity",
                          "inventoryPolicy", coalesce("inventoryTracked", true), coalesce("availableForSale", true),
                          row.position, coalesce("requiresShipping", true), "unitCostMinor", "minimumQuantity"),
             prices_stale = variant.xmin::text IS DISTINCT FROM ($3::jsonb ->> row.id)
        FROM ${RECORDSET} WHERE variant.shop_id = $1 AND variant.id = row.id`,
    values: [
      shop.id,
      variantsJson(shop, found),
      JSON.stringify(Object.fromEntries(asked.map(({ id, version }) => [id, version]))),
    ],
  });
  await client.query({
    name: 'terms-refresh',
    text: `
      UPDATE product SET (is_gift_card, requires_selling_plan, hidden_from_search, unpublished_in) = (${TERMS})
        FROM jsonb_to_recordset($2::jsonb) AS row (id text, ${TERMS_RECORD})
       WHERE product.shop_id = $1 AND product.id = row.id`,
    values: [shop.id, JSON.stringify(termsOf(found))],
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
  "availableForSale" boolean, position int, "requiresShipping" boolean, "unitCostMinor" bigint, "minimumQuantity" int)`;

const SELECTED = `id, title, sku, "priceMinor", prices, "inventoryItemId", "inventoryQuantity", "inventoryPolicy",
  coalesce("inventoryTracked", true), coalesce("availableForSale", true), position, coalesce("requiresShipping", true),
  "unitCostMinor", "minimumQuantity"`;

const OVERWRITE = `title = EXCLUDED.title, sku = EXCLUDED.sku, price_minor = EXCLUDED.price_minor, prices = EXCLUDED.prices,
  prices_stale = false, inventory_item_id = EXCLUDED.inventory_item_id, inventory_quantity = EXCLUDED.inventory_quantity,
  inventory_policy = EXCLUDED.inventory_policy, inventory_tracked = EXCLUDED.inventory_tracked,
  available_for_sale = EXCLUDED.available_for_sale, position = EXCLUDED.position,
  requires_shipping = EXCLUDED.requires_shipping, unit_cost_minor = EXCLUDED.unit_cost_minor,
  minimum_quantity = EXCLUDED.minimum_quantity`;

const TERMS_RECORD = `"isGiftCard" boolean, "requiresSellingPlan" boolean, "isHiddenFromSearch" boolean, "unpublishedIn" jsonb`;
const TERMS = `"isGiftCard", "requiresSellingPlan", "isHiddenFromSearch", ARRAY(SELECT jsonb_array_elements_text("unpublishedIn"))`;

/** Once for each product. */
function termsOf(found: readonly VariantReading[]): readonly object[] {
  return [...new Map(found.map(({ productId, terms }) => [productId, { id: productId, ...terms }])).values()];
}

function variantsJson(shop: Shop, variants: readonly VariantOfProduct[]): string {
  return JSON.stringify(
    variants.map(({ price, unitCost, ...variant }) => ({
      ...variant,
      unitCostMinor: unitCost === null ? null : (parseMoney(unitCost, shop.currency)?.amountMinor ?? null),
      priceMinor: parseMoney(price, shop.currency)?.amountMinor ?? 0,
    })),
  );
}
