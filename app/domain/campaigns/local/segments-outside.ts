import type { Instant } from '../../kernel/instant.ts';
import { invariant } from '../../kernel/invariant.ts';
import { profilesByConsent } from '../../profiles/within-consent.ts';
import type { Profile } from '../../profiles/profile.ts';
import { decidePlan } from '../../segments/plan/decide.ts';
import type { RuleContext } from '../../segments/segment.ts';
import type { ShopSnapshot } from '../decision.ts';

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
