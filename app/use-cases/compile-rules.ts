import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import type { Segment } from '#app/domain/segments/segment.ts';
import type { Log } from '#app/ports/log.ts';
import type { ProductTraitsSource, RuleCatalog } from '#app/ports/product-traits.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';

/** A shop's rules compiled once for each config version, with its catalog as it is now. A rule that does not compile has no members, and is logged. */
export function createRuleBook(
  log: Log,
  traits: ProductTraitsSource,
): (shop: Shop, readSegments: () => Promise<readonly Segment[]>) => Promise<ShopRules> {
  const byShop = new Map<number, ShopRules>();
  return async (shop, readSegments) => {
    const catalog = await traits.read(shop);
    const known = byShop.get(shop.id);
    if (known?.configVersion === shop.versions.config) return { ...known, ...catalog };
    const rules = compileRules(shop, await readSegments(), catalog, log);
    byShop.set(shop.id, rules);
    return rules;
  };
}

/** All rules of a shop at its config version. */
export function compileRules(
  shop: Shop,
  segments: readonly Segment[],
  catalog: RuleCatalog,
  log: Log,
): ShopRules {
  const compiled = segments.flatMap((segment) => {
    const result = compileSegment(segment, shop.currency);
    if (result.ok) return result.value.readsCart ? [] : [result.value];
    log.warn({ shopId: shop.id, segmentId: segment.id }, 'segment left out: its rule does not compile');
    return [];
  });
  return {
    configVersion: shop.versions.config,
    tiers: readShopSettings(shop.settings).tiers,
    ...catalog,
    segments: compiled,
  };
}
