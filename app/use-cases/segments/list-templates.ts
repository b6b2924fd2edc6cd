import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { figuresOfProfiles } from '#app/domain/segments/templates/figures.ts';
import { writeTemplates, type WrittenTemplate } from '#app/domain/segments/templates/templates.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ProductTraitsSource } from '#app/ports/product-traits.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { ShopperScan } from '#app/ports/shopper-scan.ts';
import { contextOf, estimate } from './preview-segment.ts';

export interface ListTemplatesPorts {
  readonly shoppers: Pick<ShopperScan, 'readProfiles' | 'countShoppers'>;
  readonly traits: ProductTraitsSource;
  readonly clock: Clock;
}

/** A segment to start from, and how many shoppers it would hold now. */
export interface TemplateView extends WrittenTemplate {
  readonly members: number;
  /** 0 for an exact count; else members may be off by this many, 19 times out of 20. */
  readonly plusMinus: number;
}

/** Shoppers that thresholds and sizes are taken from; drawn without looking at them. */
const DRAWN = 2_000;

/** Every template with the shop's own thresholds and its size there. */
export async function listTemplates(
  { shoppers, traits, clock }: ListTemplatesPorts,
  shop: Shop,
): Promise<readonly TemplateView[]> {
  const [all, catalog, profiles] = await Promise.all([
    shoppers.countShoppers(shop.id),
    traits.read(shop),
    collect(shoppers.readProfiles(shop.id, DRAWN)),
  ]);
  const context = contextOf(shop, clock.now(), catalog);
  const templates = writeTemplates(figuresOfProfiles(profiles, context.now, shop.currency));
  return templates.map((template) => ({
    ...template,
    ...estimate(countMembers(template, profiles, context, shop.currency), profiles.length, all),
  }));
}

function countMembers(
  { id, name, rule }: WrittenTemplate,
  profiles: readonly Profile[],
  context: RuleContext,
  currency: string,
): number {
  const compiled = compileSegment({ id, name, rule }, currency);
  if (!compiled.ok) return 0;
  return profiles.filter((profile) => compiled.value.evaluate(profile, context).isMember).length;
}

async function collect(pages: AsyncIterable<readonly Profile[]>): Promise<readonly Profile[]> {
  const profiles: Profile[] = [];
  for await (const page of pages) profiles.push(...page);
  return profiles;
}
