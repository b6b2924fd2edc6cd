import type { Money } from '#app/domain/kernel/money.ts';
import type { ProductId, ShopId } from '#app/domain/kernel/ids.ts';

export interface FoundProduct {
  readonly id: ProductId;
  readonly title: string;
  readonly imageUrl: string | null;
  /** Lowest variant price in the shop's currency; null without variants. */
  readonly price: Money | null;
  /** Active and published. */
  readonly isPublished: boolean;
}

export interface ProductSearch {
  /** Products on sale whose title or sku holds every word of `text`, by title. */
  search(shopId: ShopId, text: string, limit: number): Promise<readonly FoundProduct[]>;
  /** In the order of `ids`; unknown and deleted ones are left out. */
  findMany(shopId: ShopId, ids: readonly ProductId[]): Promise<readonly FoundProduct[]>;
}
