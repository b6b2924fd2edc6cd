import type { ShopId } from '#app/domain/kernel/ids.ts';

/** Values that occur in a shop, the most frequent first; not all where a shop has very many. */
export interface ValuesInUse {
  /** Of customers. */
  readonly countries: readonly string[];
  readonly languages: readonly string[];
  readonly customerTags: readonly string[];
  readonly markets: readonly string[];
  /** Of products. */
  readonly productTypes: readonly string[];
  readonly vendors: readonly string[];
  readonly productTags: readonly string[];
  readonly collections: readonly string[];
  /** By title. */
  readonly products: readonly { readonly id: string; readonly title: string }[];
}

/** What rules of a shop can be compared with. */
export interface KnownValues {
  read(shopId: ShopId): Promise<ValuesInUse>;
}
