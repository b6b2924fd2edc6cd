import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import { gid } from '#sandbox/shop/gid.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type { Product } from '#sandbox/shop/shop.ts';
import { isoOf, localIsoOf } from '#sandbox/shop/time.ts';

/** The one warehouse of the sandbox. */
export const LOCATION_ID = 75_000_000_001;

function variantPayload(product: Product): Record<string, unknown> {
  return {
    admin_graphql_api_id: gid('ProductVariant', product.variantId),
    barcode: null,
    compare_at_price: null,
    created_at: localIsoOf(product.createdAt),
    id: product.variantId,
    inventory_policy: 'deny',
    position: 1,
    price: decimal(product.priceMinor),
    product_id: product.id,
    sku: product.sku,
    taxable: true,
    title: 'Default Title',
    updated_at: localIsoOf(product.updatedAt),
    option1: 'Default Title',
    option2: null,
    option3: null,
    image_id: null,
    inventory_item_id: product.inventoryItemId,
    inventory_quantity: product.inventory,
    old_inventory_quantity: product.inventory,
  };
}

function imagePayload(product: Product, origin: string): Record<string, unknown> {
  return {
    id: product.id + 1_000_000_000_000,
    alt: product.title,
    position: 1,
    product_id: product.id,
    created_at: localIsoOf(product.createdAt),
    updated_at: localIsoOf(product.createdAt),
    admin_graphql_api_id: gid('ProductImage', product.id + 1_000_000_000_000),
    width: 512,
    height: 512,
    src: productImageUrl(origin, product),
    variant_ids: [],
  };
}

/** products/update. `origin` is where the sandbox serves the pictures. */
export function productPayload(product: Product, origin: string): Record<string, unknown> {
  const image = imagePayload(product, origin);
  return {
    admin_graphql_api_id: gid('Product', product.id),
    body_html: '',
    created_at: localIsoOf(product.createdAt),
    handle: product.handle,
    id: product.id,
    product_type: product.productType,
    published_at: localIsoOf(product.createdAt),
    template_suffix: null,
    title: product.title,
    updated_at: localIsoOf(product.updatedAt),
    vendor: product.vendor,
    status: 'active',
    published_scope: 'web',
    tags: product.tags.join(', '),
    variants: [variantPayload(product)],
    options: [
      { name: 'Title', id: product.id + 1, product_id: product.id, position: 1, values: ['Default Title'] },
    ],
    images: [image],
    image,
    media: [],
    variant_gids: [
      {
        admin_graphql_api_id: gid('ProductVariant', product.variantId),
        updated_at: isoOf(product.updatedAt).replace('Z', '.000Z'),
      },
    ],
    has_variants_that_requires_components: false,
    category: null,
  };
}

export function inventoryLevelPayload(product: Product): Record<string, unknown> {
  return {
    inventory_item_id: product.inventoryItemId,
    location_id: LOCATION_ID,
    available: product.inventory,
    updated_at: localIsoOf(product.updatedAt),
    admin_graphql_api_id: `${gid('InventoryLevel', LOCATION_ID)}?inventory_item_id=${product.inventoryItemId}`,
  };
}

/** variants/in_stock and variants/out_of_stock. */
export function variantStockPayload(product: Product): Record<string, unknown> {
  const { inventory_item_id, ...variant } = variantPayload(product);
  return variant;
}
