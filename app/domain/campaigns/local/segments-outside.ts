import type { Instant } from '../../kernel/instant.ts';
import { invariant } from '../../kernel/invariant.ts';
import { profilesByConsent } from '../../profiles/within-consent.ts';
import type { Profile } from '../../profiles/profile.ts';
import { decidePlan } from '../../segments/plan/decide.ts';
import type { Rule } from '../../segments/ast.ts';
import { compileRule, runnable } from '../../segments/evaluate/compile.ts';
import type { CompiledSegment, RuleContext } from '../../segments/segment.ts';
import type { ShopSnapshot } from '../decision.ts';
import type { CartRule } from './cart-rule.ts';
import { compileCartRule } from './compile-cart-rule.ts';

/**
 * The segments a shopper is in where there is no cart and no place, and the instant before which that cannot change by time alone. Of
 * `lookAhead` verdicts that change nothing the end is looked past.
 */
export function segmentsOutside(
  snapshot: ShopSnapshot,
  profile: Profile,
  now: Instant,
  lookAhead?: number,
): { readonly memberOf: ReadonlySet<string>; readonly validUntil: number } {
  const { plan } = snapshot;
  const verdicts = decidePlan(plan, profile, contextOutside(snapshot, now), lookAhead);
  const memberOf = new Set(plan.segments.filter((_, place) => verdicts.isMember(place)).map(({ id }) => id));
  return { memberOf, validUntil: verdicts.validUntil ?? Infinity };
}

/** The same of a customer, whose checkout alone knows what they agree to: `ofConsent` are the segments that depend on it. */
export function segmentsOfCustomer(
  snapshot: ShopSnapshot,
  profile: Profile,
  now: Instant,
  lookAhead: number,
): ReturnType<typeof segmentsOutside> & { readonly ofConsent: readonly string[] } {
  const byConsent = profilesByConsent(profile).map((each) => segmentsOutside(snapshot, each, now, lookAhead));
  const [refusing] = byConsent;
  invariant(refusing, 'there is always a consent');
  const { memberOf } = refusing;
  const ofConsent = snapshot.plan.segments
    .map(({ id }) => id)
    .filter((id) => byConsent.some((each) => each.memberOf.has(id) !== memberOf.has(id)));
  return { memberOf, ofConsent, validUntil: Math.min(...byConsent.map(({ validUntil }) => validUntil)) };
}

/**
 * What is left to ask of the checkout, by segment of those asked about that reads it; null where more is asked than a checkout knows, and where it depends on what a
 * customer agrees to. And the instant before which no verdict on the rest can change by time alone.
 */
export function cartRulesOf(
  snapshot: ShopSnapshot,
  profile: Profile,
  now: Instant,
  asked: ReadonlySet<string>,
): { readonly rules: ReadonlyMap<string, CartRule | null>; readonly validUntil: number } {
  const context = contextOutside(snapshot, now);
  let validUntil = Infinity;
  const ruleOf = (tree: Rule, each: Profile): CartRule | null =>
    compileCartRule(tree, snapshot.currency, (part) => {
      const verdict = evaluatorOf(part, snapshot.currency)(each, context);
      validUntil = Math.min(validUntil, verdict.validUntil ?? Infinity);
      return verdict.isMember;
    });
  const byConsent = profilesByConsent(profile);
  const rules = snapshot.plan.segments
    .filter(({ id, readsCart }) => readsCart && asked.has(id))
    .map(({ id, tree }) => {
      const [rule = null, ...others] = byConsent.map((each) => ruleOf(tree, each));
      const isSame = others.every((other) => JSON.stringify(other) === JSON.stringify(rule));
      return [id, isSame ? rule : null] as const;
    });
  return { rules: new Map(rules), validUntil };
}

/** Parts of rules are made ready to run once. */
const evaluators = new WeakMap<Rule, CompiledSegment['evaluate']>();

function evaluatorOf(part: Rule, currency: string): CompiledSegment['evaluate'] {
  const known = evaluators.get(part);
  const evaluate = known ?? runnable(part, compileRule(part, currency)).evaluate;
  evaluators.set(part, evaluate);
  return evaluate;
}

/** What rules may ask about there. */
function contextOutside({ timezone, tiers, catalog }: ShopSnapshot, now: Instant): RuleContext {
  const products: ReadonlyMap<string, ReturnType<RuleContext['findProduct']>> = catalog.products;
  return {
    now,
    timezone,
    tiers,
    findProduct: (id) => products.get(id) ?? null,
    markets: catalog.markets,
    cart: null,
    country: null,
  };
}
