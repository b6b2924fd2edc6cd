import type { Instant } from '#app/domain/kernel/instant.ts';
import { fail, ok, type Result } from '#app/domain/kernel/result.ts';
import type { Diagnostic } from '#app/domain/segments/diagnostic.ts';
import { explainRule, type Explanation } from '#app/domain/segments/explain.ts';
import { parseRule } from '#app/domain/segments/parse.ts';
import type { Clock } from '#app/ports/clock.ts';
import type { ProductTraitsSource } from '#app/ports/product-traits.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import type { ShopperScan } from '#app/ports/shopper-scan.ts';
import { contextOf } from './preview-segment.ts';
import { readShopperId } from '../shoppers/read-shopper-id.ts';

export interface ExplainMembershipPorts {
  readonly shoppers: Pick<ShopperScan, 'findProfiles'>;
  readonly traits: ProductTraitsSource;
  readonly clock: Clock;
}

export interface MembershipReason extends Explanation {
  readonly shopperId: string;
  readonly asOf: Instant;
}

export type ExplainProblem =
  | { readonly kind: 'invalid-rule'; readonly diagnostics: readonly Diagnostic[] }
  /** No profile has this id. */
  | { readonly kind: 'unknown-shopper'; readonly given: string };

/** Why one shopper is in a segment with this rule now, or not: clause by clause, with what was seen. */
export async function explainMembership(
  { shoppers, traits, clock }: ExplainMembershipPorts,
  { shop, rule, shopper }: { readonly shop: Shop; readonly rule: string; readonly shopper: string },
): Promise<Result<MembershipReason, ExplainProblem>> {
  const parsed = parseRule(rule);
  if (!parsed.ok) return fail({ kind: 'invalid-rule', diagnostics: parsed.failure });
  const shopperId = readShopperId(shopper);
  const [profile] = shopperId === null ? [] : await shoppers.findProfiles(shop.id, [shopperId]);
  if (!profile) return fail({ kind: 'unknown-shopper', given: shopper });
  const context = contextOf(shop, clock.now(), await traits.read(shop));
  const explanation = explainRule(parsed.value, profile, context, shop.currency);
  return ok({ ...explanation, shopperId: profile.shopperId, asOf: context.now });
}
