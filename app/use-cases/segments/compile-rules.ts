import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import { compilePlan } from '#app/domain/segments/plan/plan.ts';
import { readsTraits } from '#app/domain/segments/reads-traits.ts';
import type { CompiledSegment, ProductTraits, Segment } from '#app/domain/segments/segment.ts';
import type { Log } from '#app/ports/log.ts';
import type { RuleSource, ShopRules, StoredRule } from '#app/ports/shop-rules.ts';
import type { Shop } from '#app/ports/shop-store.ts';

/** Gives a shop's rules as of its versions. */
export type RuleBook = (shop: Shop, source: RuleSource) => Promise<ShopRules>;

/**
 * A shop's rules compiled once for each config version; where they tell products apart, once for each version of the catalog
 * too. A rule that does not compile has no members, and is logged.
 */
export function createRuleBook(log: Log): RuleBook {
  const byShop = new Map<number, { readonly key: string; readonly rules: ShopRules }>();
  return async (shop, source) => {
    const { config, catalog } = shop.versions;
    const known = byShop.get(shop.id);
    if (known?.key === `${config}` || known?.key === `${config} ${catalog}`) return known.rules;
    const { rules, needsProducts } = await loadRules(shop, source, log);
    byShop.set(shop.id, { key: needsProducts ? `${config} ${catalog}` : `${config}`, rules });
    return rules;
  };
}

/** All rules of a shop at its config version. */
async function loadRules(
  shop: Shop,
  source: RuleSource,
  log: Log,
): Promise<{ readonly rules: ShopRules; readonly needsProducts: boolean }> {
  const stored = await source.rules();
  const needsProducts = stored.some(needsTraits);
  const products: ReadonlyMap<string, ProductTraits> = needsProducts ? await source.products() : new Map();
  const compile = (segment: Segment): readonly CompiledSegment[] => compileStored(segment, shop, log);
  const segments = stored.filter((segment) => segment.rule !== segment.nextRule).flatMap(compile);
  const nextSegments = stored.flatMap(({ nextRule, ...segment }) =>
    nextRule === null ? [] : compile({ ...segment, rule: nextRule }),
  );
  const rules: ShopRules = {
    configVersion: shop.versions.config,
    rulesVersion: shop.versions.rules,
    tiers: readShopSettings(shop.settings).tiers,
    findProduct: (id) => products.get(id) ?? null,
    markets: await source.markets(),
    plan: compilePlan([...segments, ...nextSegments], shop.currency),
    storedCount: segments.length,
  };
  return { rules, needsProducts };
}

function compileStored(segment: Segment, shop: Shop, log: Log): readonly CompiledSegment[] {
  const result = compileSegment(segment, shop.currency);
  if (result.ok) return result.value.readsCart ? [] : [result.value];
  log.warn({ shopId: shop.id, segmentId: segment.id }, 'segment left out: its rule does not compile');
  return [];
}

function needsTraits({ rule, nextRule }: StoredRule): boolean {
  return [rule, nextRule].some((text) => text !== null && tellsProductsApart(text));
}

/** Whether a rule asks for products by type, vendor, tag or collection. */
export function tellsProductsApart(rule: string): boolean {
  const parsed = parseRule(rule);
  return parsed.ok && readsTraits(parsed.value);
}
