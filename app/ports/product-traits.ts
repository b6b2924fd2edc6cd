import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { Shop } from './shop-store.ts';

/** What rules may ask of a shop's catalog, held in memory. */
export type RuleCatalog = Pick<RuleContext, 'findProduct' | 'markets'>;

/** The traits of a shop's products and its markets, for rules that are decided outside a checkout. */
export interface ProductTraitsSource {
  /** As of the shop's catalog version or newer; read once for each version. */
  read(shop: Pick<Shop, 'id' | 'versions'>): Promise<RuleCatalog>;
}
