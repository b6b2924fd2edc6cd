import type { Instant } from '../kernel/instant.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Rule } from './ast.ts';

/** A named rule over facts, as the merchant wrote it. */
export interface Segment {
  readonly id: string;
  readonly name: string;
  readonly rule: string;
  readonly version: number;
}

/** What else than the profile a rule may ask about: the shop's settings and, at checkout, the cart. */
export interface RuleContext {
  readonly now: Instant;
  /** IANA zone of the shop, for calendar days. */
  readonly timezone: string;
  readonly tiers: readonly LoyaltyTier[];
  /** What a product is now, by its gid; null for one that the shop does not know (any more). */
  readonly findProduct: (productId: string) => ProductTraits | null;
  readonly markets: readonly ShopMarket[];
  readonly cart: {
    readonly subtotalMinor: number;
    readonly productIds: readonly string[];
    readonly quantity: number;
  } | null;
  readonly country: string | null;
}

/** A loyalty tier; the first of the list that fits wins. `days` null = ever. */
export interface LoyaltyTier {
  readonly name: string;
  /** Who has it is in the tier. Left out: who has spent or ordered as much as it takes. */
  readonly tag?: string | undefined;
  /** What a customer spends for it, in the shop's currency, within so many days; left out where spending does not earn it. */
  readonly spend?: { readonly amountMinor: number; readonly days: number | null } | undefined;
  /** How many orders earn it. */
  readonly orders?: { readonly count: number; readonly days: number | null } | undefined;
}

/** What a tier that is counted takes: so much spent, in minor units, or so many orders. */
export interface TierThreshold {
  readonly of: 'spend' | 'count';
  readonly least: number;
  readonly days: number | null;
}

/** By what rules tell products apart. */
export interface ProductTraits {
  readonly type: string;
  readonly vendor: string;
  readonly tags: readonly string[];
  /** Titles. */
  readonly collections: readonly string[];
}

/** One of the shop's markets; the first that holds a country is its market. */
export interface ShopMarket {
  readonly name: string;
  readonly countries: readonly string[];
}

export interface Verdict {
  readonly isMember: boolean;
  /** The verdict cannot change by time alone before this instant; null = never by time. */
  readonly validUntil: Instant | null;
}

/** A rule made ready to run. */
export interface CompiledSegment {
  readonly id: string;
  readonly name: string;
  /** True when the rule reads the cart: then membership is decided per checkout, not stored. */
  readonly readsCart: boolean;
  readonly tree: Rule;
  evaluate(profile: Profile, context: RuleContext): Verdict;
}
