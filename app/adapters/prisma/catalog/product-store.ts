import type pg from 'pg';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { ProductStore } from '#app/ports/product-store.ts';
import type { ProductFacts, VariantFacts } from '#app/ports/shop-news.ts';
import { NOTE_TRAITS } from './product-changes.ts';

/** Whether a variant's stock was told before $3. */
const STOCK_IS_OLDER = '(stock_at IS NULL OR stock_at <= $3)';

/** Products of one shop on a transaction's connection. */
export function createProductStore(client: pg.ClientBase, shopId: number): ProductStore {
  return {
    async save(product, variants, variantIds) {
      if (!(await saveProduct(client, shopId, product))) return false;
      await client.query({
        name: 'variants-gone',
        text: 'DELETE FROM variant WHERE shop_id = $1 AND product_id = $2 AND id <> ALL($3)',
        values: [shopId, product.id, variantIds],
      });
      await saveVariants(client, shopId, product, variants);
      await noteVariants(client, shopId, product.id, variantIds);
      return true;
    },
    async markDeleted(productId, at) {
      // A row even for a product not known yet: its own late news must not bring it back.
      await client.query(
        `INSERT INTO product AS known (shop_id, id, title, handle, vendor, type, tags, status, updated_at, deleted_at)
         VALUES ($1, $2, '', '', '', '', '{}', 'ARCHIVED', to_timestamp(0), $3)
         ON CONFLICT (shop_id, id) DO UPDATE SET deleted_at = coalesce(known.deleted_at, EXCLUDED.deleted_at),
           traits_changed_at = CASE WHEN known.deleted_at IS NULL THEN clock_timestamp() ELSE known.traits_changed_at END
         WHERE known.updated_at <= EXCLUDED.deleted_at`,
        [shopId, productId, toDate(at)],
      );
      await client.query(
        `UPDATE variant SET available_for_sale = false, stock_at = $3
          WHERE shop_id = $1 AND product_id = $2 AND ${STOCK_IS_OLDER}`,
        [shopId, productId, toDate(at)],
      );
    },
    async setStock(variantId, { isInStock, quantity }, at) {
      const { rowCount } = await client.query({
        name: 'variant-stock',
        text: `UPDATE variant SET available_for_sale = $4, inventory_quantity = coalesce($5, inventory_quantity), stock_at = $3
                WHERE shop_id = $1 AND id = $2 AND ${STOCK_IS_OLDER}`,
        values: [shopId, variantId, at, isInStock, quantity],
      });
      return (rowCount ?? 0) > 0;
    },
    async setInventoryLevel(inventoryItemId, available, at) {
      const { rowCount } = await client.query({
        name: 'variant-level',
        // One location's count: Shopify's own total is read again with the prices.
        text: `UPDATE variant SET inventory_quantity = $4, prices_stale = true, stock_at = $3,
                      available_for_sale = NOT inventory_tracked OR inventory_policy = 'CONTINUE' OR $4 > 0
                WHERE shop_id = $1 AND inventory_item_id = $2 AND ${STOCK_IS_OLDER}`,
        values: [shopId, inventoryItemId, at, available],
      });
      return (rowCount ?? 0) > 0;
    },
  };
}

/** False when newer news is stored. A deleted product comes back only with news from after its deletion. */
async function saveProduct(client: pg.ClientBase, shopId: number, product: ProductFacts): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'product-save',
    text: `
      INSERT INTO product AS known (shop_id, id, title, handle, vendor, type, tags, status, image_url, published_at, updated_at,
        traits_changed_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, clock_timestamp())
      ON CONFLICT (shop_id, id) DO UPDATE SET title = EXCLUDED.title, handle = EXCLUDED.handle, vendor = EXCLUDED.vendor,
        type = EXCLUDED.type, tags = EXCLUDED.tags, status = EXCLUDED.status, image_url = EXCLUDED.image_url,
        published_at = EXCLUDED.published_at, updated_at = EXCLUDED.updated_at, deleted_at = NULL,
        ${NOTE_TRAITS}
      WHERE EXCLUDED.updated_at >= known.updated_at
        AND (known.deleted_at IS NULL OR EXCLUDED.updated_at > known.deleted_at)`,
    values: [
      shopId,
      product.id,
      product.title,
      product.handle,
      product.vendor,
      product.type,
      product.tags,
      product.status,
      product.imageUrl,
      product.publishedAt === null ? null : toDate(product.publishedAt),
      toDate(product.updatedAt),
    ],
  });
  return rowCount === 1;
}

/** Variants known by id only wait, unsold, until they are read from Shopify with the prices. */
async function noteVariants(
  client: pg.ClientBase,
  shopId: number,
  productId: string,
  variantIds: readonly string[],
): Promise<void> {
  await client.query({
    name: 'variants-note',
    text: `INSERT INTO variant (shop_id, product_id, id, title, price_minor, prices_stale, available_for_sale, position)
           SELECT $1, $2, id, '', 0, true, false, place FROM unnest($3::text[]) WITH ORDINALITY AS named (id, place)
           ON CONFLICT (shop_id, id) DO NOTHING`,
    values: [shopId, productId, variantIds],
  });
}

type PricedVariant = Omit<VariantFacts, 'price'> & { readonly priceMinor: number };

/** A product may be told later than the stock that came after it. */
const TELLS_STOCK = '(known.stock_at IS NULL OR known.stock_at <= EXCLUDED.stock_at)';

async function saveVariants(
  client: pg.ClientBase,
  shopId: number,
  product: ProductFacts,
  variants: readonly PricedVariant[],
): Promise<void> {
  if (variants.length === 0) return;
  await client.query({
    name: 'variants-save',
    text: `
      INSERT INTO variant AS known (shop_id, product_id, id, title, sku, price_minor, prices_stale, inventory_item_id,
        inventory_quantity, inventory_policy, inventory_tracked, available_for_sale, position, requires_shipping, stock_at)
      SELECT $1, $2, row.id, row.title, row.sku, row."priceMinor", true, row."inventoryItemId", row."inventoryQuantity",
             row."inventoryPolicy", coalesce(row."inventoryTracked", true),
             coalesce(row."availableForSale",
                      row."inventoryPolicy" = 'CONTINUE' OR coalesce(row."inventoryQuantity", 1) > 0),
             row.position, coalesce(row."requiresShipping", true), $4
        FROM jsonb_to_recordset($3::jsonb) AS row (id text, title text, sku text, "priceMinor" bigint,
             "inventoryItemId" text, "inventoryQuantity" int, "inventoryPolicy" text, "inventoryTracked" boolean,
             "availableForSale" boolean, position int, "requiresShipping" boolean)
      ON CONFLICT (shop_id, id) DO UPDATE SET product_id = EXCLUDED.product_id, title = EXCLUDED.title, sku = EXCLUDED.sku,
        price_minor = EXCLUDED.price_minor, prices_stale = true, position = EXCLUDED.position,
        inventory_item_id = coalesce(EXCLUDED.inventory_item_id, known.inventory_item_id),
        inventory_policy = EXCLUDED.inventory_policy,
        inventory_quantity = CASE WHEN ${TELLS_STOCK} THEN coalesce(EXCLUDED.inventory_quantity, known.inventory_quantity)
                                  ELSE known.inventory_quantity END,
        available_for_sale = CASE WHEN ${TELLS_STOCK} THEN NOT known.inventory_tracked OR EXCLUDED.available_for_sale
                                  ELSE known.available_for_sale END,
        stock_at = greatest(known.stock_at, EXCLUDED.stock_at)`,
    values: [shopId, product.id, JSON.stringify(variants), toDate(product.updatedAt)],
  });
}
