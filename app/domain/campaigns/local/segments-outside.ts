import type { Instant } from '../../kernel/instant.ts';
import type { CheckoutConsent } from '../../profiles/consent.ts';
import { consentsThatMatter, withinConsent, type AskedLevel } from '../../profiles/within-consent.ts';
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

/** The same of a customer, whose checkout alone knows what they agree to: of the segments that depend on it, `ofConsent` has what is left to ask. */
export function segmentsOfCustomer(
  snapshot: ShopSnapshot,
  profile: Profile,
  now: Instant,
  lookAhead: number,
): ReturnType<typeof segmentsOutside> & { readonly ofConsent: ReadonlyMap<string, CartRule> } {
  const { levels, consents } = consentsThatMatter(profile);
  const byConsent = consents.map((consent) =>
    segmentsOutside(snapshot, withinConsent(profile, consent), now, lookAhead),
  );
  const ofConsent = snapshot.plan.segments.flatMap(({ id }) => {
    const rule = byAnswer(
      levels,
      consents.map((consent, place) => [consent, byConsent[place]?.memberOf.has(id) ?? false]),
    );
    return typeof rule === 'boolean' ? [] : [[id, rule] as const];
  });
  return {
    memberOf: byConsent[0]?.memberOf ?? new Set(),
    ofConsent: new Map(ofConsent),
    validUntil: Math.min(...byConsent.map(({ validUntil }) => validUntil)),
  };
}

/** One rule out of those that hold with each answer; the rule itself where they are the same. */
function byAnswer(
  levels: readonly AskedLevel[],
  rules: readonly (readonly [CheckoutConsent, CartRule])[],
): CartRule {
  const [[, first = false] = []] = rules;
  if (rules.every(([, rule]) => JSON.stringify(rule) === JSON.stringify(first))) return first;
  const any = rules
    .filter(([, rule]) => rule !== false)
    .map(([consent, rule]) => {
      const answer = levels.map((agrees): CartRule => (consent[agrees] ? { agrees } : { not: { agrees } }));
      return { all: [...answer, rule] };
    });
  return { any };
}

/**
 * What is left to ask of the checkout, by segment of those asked about that reads it; null where more is asked than a checkout
 * knows. And the instant before which no verdict on the rest can change by time alone.
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
  const { levels, consents } = consentsThatMatter(profile);
  const rules = snapshot.plan.segments
    .filter(({ id, readsCart }) => readsCart && asked.has(id))
    .map(({ id, tree }) => {
      const byConsent = consents.flatMap((consent) => {
        const rule = ruleOf(tree, withinConsent(profile, consent));
        return rule === null ? [] : [[consent, rule] as const];
      });
      return [id, byConsent.length < consents.length ? null : byAnswer(levels, byConsent)] as const;
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
