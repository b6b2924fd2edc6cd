import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';
import { ok } from '#app/domain/kernel/result.ts';
import type { Result } from '#app/domain/kernel/result.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { explainRule } from '#app/domain/segments/explain.ts';
import type { ClauseSeen, Explanation } from '#app/domain/segments/explain.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ProductTraitsSource, RuleCatalog } from '#app/ports/product-traits.ts';
import type { SegmentCounter } from '#app/ports/segment-counter.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { ShopperScan } from '#app/ports/shopper-scan.ts';

export interface PreviewSegmentPorts {
  readonly counter: SegmentCounter;
  readonly shoppers: ShopperScan;
  readonly clock: Clock;
  readonly traits: ProductTraitsSource;
}

const SAMPLE_SIZE = 5;
const OUTSIDE_SIZE = 3;
/** Of so many, drawn without looking at them, those who bought last are shown. */
const DRAWN = 50;

/** A shopper as a preview shows one. */
export interface SampleShopper {
  readonly shopperId: string;
  readonly purchases: number;
  /** Net, in the shop's currency. */
  readonly spentMinor: number;
  readonly lastPurchaseAt: Instant | null;
  /** The clauses that decided, whether each holds, and what was seen. */
  readonly because: readonly Pick<ClauseSeen, 'text' | 'isTrue' | 'seen'>[];
}

export interface SegmentPreview {
  readonly members: number;
  /** 0 for an exact count; else members may be off by this many, 19 times out of 20. */
  readonly plusMinus: number;
  readonly shoppers: number;
  /** True when the rule reads the checkout: outside one, its facts are missing. */
  readonly readsCart: boolean;
  /** Some members; of those looked at the ones who bought last, first. */
  readonly sample: readonly SampleShopper[];
  /** A few who are not members. */
  readonly outside: readonly SampleShopper[];
  readonly asOf: Instant;
}

/** Who would be in a segment with this rule now, before it is saved: counted by the database, explained from profiles. */
export async function previewSegment(
  { counter, shoppers, clock, traits }: PreviewSegmentPorts,
  { shop, rule }: { shop: Shop; rule: string },
): Promise<Result<SegmentPreview, readonly Diagnostic[]>> {
  const compiled = compileSegment({ id: 'preview', name: 'preview', rule }, shop.currency);
  const parsed = parseRule(rule);
  if (!parsed.ok) return parsed;
  if (!compiled.ok) return compiled;
  const context = contextOf(shop, clock.now(), await traits.read(shop));
  const [counted, others] = await Promise.all([
    counter.count(shop, parsed.value, context.now, DRAWN),
    readFirst(shoppers.readProfiles(shop.id, DRAWN)),
  ]);
  const drawn = await shoppers.findProfiles(shop.id, counted.some);
  const show = (profile: Profile): SampleShopper =>
    toSample(profile, explainRule(parsed.value, profile, context, shop.currency));
  const notIn = others.filter((profile) => !compiled.value.evaluate(profile, context).isMember);
  return ok({
    ...estimate(counted.members, counted.looked, counted.shoppers),
    shoppers: counted.shoppers,
    readsCart: compiled.value.readsCart,
    sample: drawn.toSorted(byLastPurchase).slice(0, SAMPLE_SIZE).map(show),
    outside: notIn.toSorted(byLastPurchase).slice(0, OUTSIDE_SIZE).map(show),
    asOf: context.now,
  });
}

async function readFirst(pages: AsyncIterable<readonly Profile[]>): Promise<readonly Profile[]> {
  for await (const page of pages) return page;
  return [];
}

/** The context of a rule outside a checkout. */
export function contextOf(
  shop: Pick<Shop, 'timezone' | 'settings'>,
  now: Instant,
  catalog: RuleCatalog,
): RuleContext {
  return {
    now,
    timezone: shop.timezone,
    tiers: readShopSettings(shop.settings).tiers,
    ...catalog,
    cart: null,
    country: null,
  };
}

/**
 * Members of the whole from members of a sample without replacement, with the half width of the 95 % normal interval
 * (Cochran, Sampling Techniques, 3.2, with the finite population correction). 40 of 100, all scanned: 40 exactly. Where the sample holds no
 * member, or members only, that interval has no width: then it goes to as many others as a sample misses 1 time out of 20.
 */
export function estimate(hits: number, scanned: number, all: number): { members: number; plusMinus: number } {
  if (scanned === 0 || scanned >= all) return { members: hits, plusMinus: 0 };
  const share = hits / scanned;
  const members = Math.round(share * all);
  if (hits === 0 || hits === scanned) return { members, plusMinus: mostMissed(scanned, all) };
  const error = Math.sqrt(((share * (1 - share)) / scanned) * ((all - scanned) / (all - 1)));
  return { members, plusMinus: Math.max(1, Math.ceil(1.96 * error * all)) };
}

/** So many shoppers that a sample without replacement holds none of them with a chance of 5 %: (1 - scanned / all) to their power. */
function mostMissed(scanned: number, all: number): number {
  return Math.min(all - scanned, Math.ceil(Math.log(0.05) / Math.log1p(-scanned / all)));
}

function byLastPurchase(left: Profile, right: Profile): number {
  return (right.purchases.at(-1)?.at ?? 0) - (left.purchases.at(-1)?.at ?? 0);
}

function toSample(profile: Profile, { deciding }: Explanation): SampleShopper {
  return {
    shopperId: profile.shopperId,
    purchases: profile.purchases.length,
    spentMinor: profile.purchases.reduce((sum, purchase) => sum + purchase.netMinor, 0),
    lastPurchaseAt: profile.purchases.at(-1)?.at ?? null,
    because: deciding.map(({ text, isTrue, seen }) => ({ text, isTrue, seen })),
  };
}
