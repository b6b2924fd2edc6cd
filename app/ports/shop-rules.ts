import type { CompiledSegment, RuleContext } from '#app/domain/segments/segment.ts';

/** A shop's segments as rules to run; those that read the cart are decided at checkout and left out. */
export interface ShopRules extends Pick<RuleContext, 'tiers' | 'findProduct' | 'markets'> {
  readonly configVersion: number;
  readonly segments: readonly CompiledSegment[];
}
