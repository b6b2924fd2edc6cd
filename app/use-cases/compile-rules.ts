import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import type { Segment } from '#app/domain/segments/segment.ts';
import type { Log } from '#app/ports/log.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { ShopRules } from '#app/ports/shop-rules.ts';

/** A shop's rules compiled once for each config version. A rule that does not compile has no members, and is logged. */
export function createRuleBook(
  log: Log,
): (shop: Shop, readSegments: () => Promise<readonly Segment[]>) => Promise<ShopRules> {
  const byShop = new Map<number, ShopRules>();
  return async (shop, readSegments) => {
    const known = byShop.get(shop.id);
    if (known?.configVersion === shop.versions.config) return known;
    const rules = compileRules(shop, await readSegments(), log);
    byShop.set(shop.id, rules);
    return rules;
  };
}

/** All rules of a shop at its config version. */
export function compileRules(shop: Shop, segments: readonly Segment[], log: Log): ShopRules {
  const compiled = segments.flatMap((segment) => {
    const result = compileSegment(segment, shop.currency);
    if (result.ok) return result.value.readsCart ? [] : [result.value];
    log.warn({ shopId: shop.id, segmentId: segment.id }, 'segment left out: its rule does not compile');
    return [];
  });
  return {
    configVersion: shop.versions.config,
    tiers: readShopSettings(shop.settings).tiers,
    findProduct: () => null,
    markets: [],
    segments: compiled,
  };
}
