import type { ProductId, ShopId } from '#app/domain/kernel/ids.ts';
import type { Result } from '#app/domain/kernel/result.ts';

/** What a merchant set for all recommendations of the shop. A product may be gone since. */
export interface MerchandisingChoices {
  /** Offered first, in this order, to everyone. */
  readonly pin: readonly ProductId[];
  /** Never offered. */
  readonly ban: readonly ProductId[];
  /** With a product in the cart, the others go before what was learned. */
  readonly pairs: readonly { readonly product: ProductId; readonly offer: readonly ProductId[] }[];
  /** From relevance alone, 0, to profit alone, 1. */
  readonly marginDial: number;
}

/** `version` rises with every save; 0 = nothing was ever set. */
export interface StoredMerchandising extends MerchandisingChoices {
  readonly version: number;
}

export interface MerchandisingStore {
  find(shopId: ShopId): Promise<StoredMerchandising>;
  /** Stores it unless somebody else did since `expectedVersion`, and raises the shop's config version in the same transaction. */
  save(
    shopId: ShopId,
    expectedVersion: number,
    choices: MerchandisingChoices,
  ): Promise<Result<StoredMerchandising, { readonly kind: 'stale' }>>;
}
