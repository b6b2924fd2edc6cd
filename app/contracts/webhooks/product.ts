/** products/*, variants/in_stock, variants/out_of_stock, inventory_levels/update. */
import { z } from 'zod';
import { decimal, globalId, resourceIds, restId, tagList, text, time } from './fields.ts';

const variant = z.object({
  ...resourceIds('ProductVariant'),
  title: text,
  sku: text.nullish(),
  price: decimal,
  position: z.number().int().nullish(),
  inventory_policy: text.nullish(),
  inventory_item_id: restId.nullish(),
  inventory_quantity: z.number().int().nullish(),
  requires_shipping: z.boolean().nullish(),
});
export type VariantPayload = z.infer<typeof variant>;

export const productPayload = z.object({
  ...resourceIds('Product'),
  title: text,
  handle: text.nullish(),
  vendor: text.nullish(),
  product_type: text.nullish(),
  tags: tagList.nullish(),
  status: text,
  published_at: time.nullish(),
  updated_at: time,
  image: z.object({ src: text.nullish() }).nullish(),
  images: z.array(z.object({ src: text.nullish() })).nullish(),
  variants: z.array(variant),
  /** Every variant, also those beyond the first hundred, which come by id only. */
  variant_gids: z.array(z.object({ admin_graphql_api_id: globalId('ProductVariant') })).nullish(),
});
export type ProductPayload = z.infer<typeof productPayload>;

export const productDeletePayload = z.object({ id: restId });

export const variantStockPayload = z.object({
  ...resourceIds('ProductVariant'),
  product_id: restId,
  inventory_quantity: z.number().int().nullish(),
  updated_at: time.nullish(),
});

export const inventoryLevelPayload = z.object({
  inventory_item_id: restId,
  location_id: restId,
  available: z.number().int().nullish(),
  updated_at: time.nullish(),
  admin_graphql_api_id: text.nullish(),
});
