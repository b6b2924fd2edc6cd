import type { CompiledSegment, LoyaltyTier } from '#app/domain/segments/segment.ts';

/** A shop's segments as rules to run; those that read the cart are decided at checkout and left out. */
export interface ShopRules {
  readonly configVersion: number;
  readonly tiers: readonly LoyaltyTier[];
  readonly segments: readonly CompiledSegment[];
}
