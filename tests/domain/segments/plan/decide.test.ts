import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { compileSegment, readsCheckout } from '#app/domain/segments/evaluate/compile.ts';
import { exactVerdict } from '#app/domain/segments/evaluate/next-change.ts';
import { decidePlan } from '#app/domain/segments/plan/decide.ts';
import { compilePlan, type Plan } from '#app/domain/segments/plan/plan.ts';
import { printRule } from '#app/domain/segments/print.ts';
import type { CompiledSegment, RuleContext } from '#app/domain/segments/segment.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aContext, aProfile, aPurchase, NOW, SEED } from '../../builders.ts';
import { cart, DAY, profiles, shopContext } from '../profile-arbitrary.ts';
import { rule } from '../rule-arbitrary.ts';

function compile(text: string): CompiledSegment {
  const result = compileSegment({ id: text, name: text, rule: text }, 'GBP');
  if (!result.ok) throw new Error(result.failure.map(({ message }) => message).join('\n'));
  return result.value;
}

const planOf = (...texts: readonly string[]): Plan => compilePlan(texts.map(compile), 'GBP');

const earliest = (times: readonly (number | null)[]): number =>
  Math.min(...times.map((time) => time ?? Infinity));

function checkAgainstClosures(plan: Plan, profile: Profile, context: RuleContext): number {
  const decided = decidePlan(plan, profile, context);
  const verdicts = plan.segments.map((segment) => segment.evaluate(profile, context));
  verdicts.forEach(({ isMember }, place) => {
    if (decided.isMember(place) !== isMember)
      throw new Error(`${plan.segments[place]?.name}: expected ${isMember} at ${context.now}`);
  });
  const bound = decided.validUntil ?? Infinity;
  expect(bound).toBeGreaterThan(context.now);
  expect(bound).toBeLessThanOrEqual(earliest(verdicts.map(({ validUntil }) => validUntil)));
  return bound;
}

/** What reads the clock on the wall is bound to turn again for ever. */
const isStored = (tree: Rule): boolean => !readsCheckout(tree);

const rules = fc.array(rule, { minLength: 1, maxLength: 40 });
const shift = fc.integer({ min: -DAY, max: 5 * DAY });

describe('a plan', () => {
  it('gives every rule the verdict of its closures, at any instant and at every bound', () => {
    let [verdicts, regular, profilesSeen] = [0, 0, 0];
    const property = fc.property(
      rules,
      fc.array(fc.oneof(profiles(0), profiles(2 * DAY)), { minLength: 3, maxLength: 3 }),
      cart,
      shift,
      (trees, shoppers, held, later) => {
        const plan = planOf(...trees.map(printRule));
        for (const profile of shoppers) {
          profilesSeen++;
          if (plan.pen.write(profile, shopContext({ now: NOW + later })) !== null) regular++;
          let now = NOW + later;
          for (let step = 0; step < 8 && now !== Infinity; step++) {
            const context = { cart: held, country: held && 'GB' };
            const bound = checkAgainstClosures(plan, profile, shopContext({ ...context, now }));
            if (bound < Infinity)
              checkAgainstClosures(plan, profile, shopContext({ ...context, now: bound - 1 }));
            verdicts += 2 * trees.length;
            now = bound;
          }
        }
      },
    );
    fc.assert(property, { seed: SEED, numRuns: propertyRuns(400) });
    expect(verdicts).toBeGreaterThan(50_000);
    expect(regular).toBeGreaterThan(profilesSeen / 2);
  });

  it('looks past the instants at which no verdict changes', () => {
    const property = fc.property(
      fc.array(rule.filter(isStored), { minLength: 1, maxLength: 4 }),
      profiles(0),
      shift,
      (trees, profile, later) => {
        const plan = planOf(...trees.map(printRule));
        const context = shopContext({ now: NOW + later });
        const { validUntil } = decidePlan(plan, profile, context, 100);
        const turns = plan.segments.map((segment) => exactVerdict(segment, profile, context).nextChangeAt);
        expect(validUntil ?? Infinity).toBe(earliest(turns));
      },
    );
    fc.assert(property, { seed: SEED, numRuns: propertyRuns(150) });
  });

  it('keeps what rules have in common once', () => {
    const { parts } = planOf(
      'purchases.count within 60 days > 5 AND customer.country = "GB"',
      'customer.country = "GB" OR NOT purchases.count within 1440 hours <= 5',
      'purchases.count within 30 days >= 6 AND purchases.spend within 60 days >= 100',
    );
    expect(parts.columns.all.length).toBe(1);
    expect(parts.stills.all.length).toBe(1);
    expect(parts.terms.all.length).toBe(3);
  });

  it('asks the closures about a profile that no record describes', () => {
    const plan = planOf('purchases.count within 2 days >= 1', 'purchases.spend >= 10');
    const ahead = aProfile({ purchases: [aPurchase({ at: NOW + 60 })] });
    const negative = aProfile({ purchases: [aPurchase({ at: NOW, netMinor: -5 }), aPurchase({ at: NOW })] });
    for (const profile of [ahead, negative]) {
      expect(plan.pen.write(profile, aContext())).toBeNull();
      checkAgainstClosures(plan, profile, aContext());
    }
  });

  it('holds records of any length', () => {
    const plan = planOf('purchases.count within 60 days >= 2000', 'purchases.spend >= 50000');
    const purchases = Array.from({ length: 5_000 }, (_, index) =>
      aPurchase({ at: NOW - (5_000 - index) * 600 }),
    );
    const { isMember, validUntil } = decidePlan(plan, aProfile({ purchases }), aContext());
    expect([isMember(0), isMember(1)]).toEqual([true, true]);
    expect(validUntil).toBe(NOW - 2_000 * 600 + 60 * DAY);
  });

  it('holds a rule that is always or never true', () => {
    const plan = planOf('purchases.count >= 0', 'purchases.count = 2.5', 'loyalty.engagement > 100');
    const { isMember, validUntil } = decidePlan(plan, aProfile(), aContext());
    expect([isMember(0), isMember(1), isMember(2)]).toEqual([true, false, false]);
    expect(validUntil).toBeNull();
  });
});
