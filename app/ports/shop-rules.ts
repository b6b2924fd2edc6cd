import type { Plan } from '#app/domain/segments/plan/plan.ts';
import type { ProductTraits, RuleContext, Segment, ShopMarket } from '#app/domain/segments/segment.ts';

/** A segment with the rule that is being built, if any. A segment whose two rules are the same is new. */
export interface StoredRule extends Segment {
  readonly nextRule: string | null;
}

/** Where a shop's rules, and what they rest on, are read from. */
export interface RuleSource {
  rules(): Promise<readonly StoredRule[]>;
  markets(): Promise<readonly ShopMarket[]>;
  /** By product gid. */
  products(): Promise<ReadonlyMap<string, ProductTraits>>;
}

/** A shop's segments as rules to run; those that read the cart are decided at checkout and left out. */
export interface ShopRules extends Pick<RuleContext, 'tiers' | 'findProduct' | 'markets'> {
  readonly configVersion: number;
  /** Memberships decided under an older config version may differ without news and without time passing. */
  readonly rulesVersion: number;
  /** Rules whose members are stored, then rules under construction: who will be in once they are built. */
  readonly plan: Plan;
  /** How many of the plan's rules are stored ones. */
  readonly storedCount: number;
}
