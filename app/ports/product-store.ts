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
  /** What was in stock at `at`. False when the variant is not known or newer news of its stock is stored. */
  setStock(
    variantId: VariantId,
    stock: { readonly isInStock: boolean; readonly quantity: number | null },
    at: Date,
  ): Promise<boolean>;
  /** Available units of one location at `at`: the variant's availability follows. False as for setStock. */
  setInventoryLevel(inventoryItemId: string, available: number, at: Date): Promise<boolean>;
}
