import type { Instant } from '#app/domain/kernel/instant.ts';
import type { ProductId, VariantId } from '#app/domain/kernel/ids.ts';
import type { ProductFacts, VariantFacts } from './shop-news.ts';

/** A shop's products inside one transaction. */
export interface ProductStore {
  /**
   * Stores a product and its variants unless newer news is there; variants not in `variantIds` go. Contextual prices are
   * marked stale. Gives false when the stored product is newer.
   */
  save(
    product: ProductFacts,
    variants: readonly (Omit<VariantFacts, 'price'> & { readonly priceMinor: number })[],
    variantIds: readonly VariantId[],
  ): Promise<boolean>;
  markDeleted(productId: ProductId, at: Instant): Promise<void>;
  /** False when the variant is not known or nothing changed. */
  setStock(variantId: VariantId, isInStock: boolean, quantity: number | null): Promise<boolean>;
  /** Available units of one location: the variant's availability follows. False when nothing changed. */
  setInventoryLevel(inventoryItemId: string, available: number): Promise<boolean>;
}
