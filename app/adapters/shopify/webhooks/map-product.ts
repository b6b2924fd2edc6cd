import type { ProductPayload, VariantPayload } from '#app/contracts/webhooks/product.ts';
import { gid, type VariantId } from '#app/domain/kernel/ids.ts';
import { toInstant } from '#app/domain/kernel/instant.ts';
import type { ProductNews, VariantFacts } from '#app/ports/shop-news.ts';
import { instantOf } from '../order-parts.ts';
import { globalIdOf } from './map-order.ts';

export function toProductNews(payload: ProductPayload): ProductNews {
  const variants = payload.variants.map(toVariantFacts);
  const named = payload.variant_gids?.map(({ admin_graphql_api_id: id }) => id as VariantId) ?? [];
  return {
    kind: 'product',
    product: {
      id: globalIdOf('Product', payload),
      title: payload.title,
      handle: payload.handle ?? '',
      vendor: payload.vendor ?? '',
      type: payload.product_type ?? '',
      tags: payload.tags ?? [],
      status: payload.status.toUpperCase(),
      imageUrl: payload.image?.src ?? payload.images?.[0]?.src ?? null,
      publishedAt: instantOf(payload.published_at),
      updatedAt: toInstant(payload.updated_at),
    },
    variants,
    variantIds: [...new Set([...variants.map(({ id }) => id), ...named])],
  };
}

/** The payload says neither whether stock is tracked nor whether the variant can be bought. */
function toVariantFacts(variant: VariantPayload, index: number): VariantFacts {
  return {
    id: globalIdOf('ProductVariant', variant),
    title: variant.title,
    sku: variant.sku ?? null,
    price: variant.price,
    position: variant.position ?? index + 1,
    inventoryItemId: variant.inventory_item_id ? gid('InventoryItem', variant.inventory_item_id) : null,
    inventoryQuantity: variant.inventory_quantity ?? null,
    inventoryPolicy: variant.inventory_policy?.toUpperCase() === 'CONTINUE' ? 'CONTINUE' : 'DENY',
    inventoryTracked: null,
    availableForSale: null,
    requiresShipping: variant.requires_shipping ?? null,
  };
}
