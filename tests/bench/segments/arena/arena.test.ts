import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CartChangeFact, Profile, Purchase, ViewFact } from '#app/domain/profiles/profile.ts';
import { createArena, type Arena } from '../../../../bench/segments/arena/arena.ts';
import type { News } from '../../../../bench/segments/arena/news.ts';
import { compileSegment, readsCheckout } from '#app/domain/segments/evaluate/compile.ts';
import { compilePlan, type Plan } from '#app/domain/segments/plan/plan.ts';
import { revisePlan } from '../../../../bench/segments/arena/revise-plan.ts';
import { printRule } from '#app/domain/segments/print.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aCart, aProfile, aPurchase, NOW, SEED } from '../../../domain/builders.ts';
import { DAY, profiles, shopContext } from '../../../domain/segments/profile-arbitrary.ts';
import { rule } from '../../../domain/segments/rule-arbitrary.ts';

function compile(text: string): CompiledSegment {
  const result = compileSegment({ id: text, name: text, rule: text }, 'GBP');
  if (!result.ok) throw new Error(result.failure.map(({ message }) => message).join('\n'));
  return result.value;
}

const planOf = (...texts: readonly string[]): Plan => compilePlan(texts.map(compile), 'GBP');
const arenaOf = (plan: Plan, capacity = 4): Arena =>
  createArena(plan, { capacity, timezone: 'Europe/London', start: NOW - 10 * DAY });

const ignore = (): void => undefined;

function expectVerdicts(arena: Arena, slot: number, plan: Plan, profile: Profile, now: number): void {
  const found = plan.segments.filter((_, place) => arena.isMember(slot, place)).map(({ id }) => id);
  const expected = plan.segments.filter(
    (segment) => segment.evaluate(profile, shopContext({ now })).isMember,
  );
  expect(found).toEqual(expected.map(({ id }) => id));
}

const RULES = [
  'purchases.count within 2 days >= 2',
  'purchases.spend within 4 days > 60 OR purchases.max >= 40',
  'purchases.gross_spend within 3 days >= 10 AND purchases.quantity >= 2',
  'views.count within 1 days >= 3 AND NOT purchases.last within 12 hours',
  'views.last within 2 calendar days',
  'carts.count within 2 days BETWEEN 1 AND 2',
  'carts.added_value within 3 days > 20',
  'cart.open_for > 6 hours',
  'purchases.first within 3 days AND customer.country = "GB"',
  'loyalty.engagement >= 30',
];

const age = fc.nat(6 * DAY);
const story = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('purchase' as const),
      age,
      netMinor: fc.nat(5_000),
      units: fc.nat(3),
    }),
    fc.record({ kind: fc.constant('view' as const), age }),
    fc.record({
      kind: fc.constant('cart' as const),
      age,
      changeMinor: fc.integer({ min: -3_000, max: 3_000 }),
      isOpen: fc.boolean(),
    }),
  ),
  { maxLength: 30 },
);
type Told = typeof story extends fc.Arbitrary<readonly (infer One)[]> ? One : never;

function newsOf(told: Told): News {
  const at = NOW - told.age;
  if (told.kind === 'view') return { kind: 'view', at };
  if (told.kind === 'cart')
    return { kind: 'cart', at, changeMinor: told.changeMinor, openSince: told.isOpen ? at : null };
  return {
    kind: 'purchase',
    at,
    netMinor: told.netMinor,
    grossMinor: told.netMinor + 100,
    units: told.units,
  };
}

const byTime = <Item extends { at: number }>(items: readonly Item[], item: Item): readonly Item[] =>
  [...items, item].sort((left, right) => left.at - right.at);

/** What folding the same news makes of a profile. */
function withNews(profile: Profile, news: News): Profile {
  const { at } = news;
  switch (news.kind) {
    case 'view':
      return { ...profile, views: byTime<ViewFact>(profile.views ?? [], { at, productId: null }) };
    case 'cart': {
      const { openSince, changeMinor } = news;
      const cartChanges = byTime<CartChangeFact>(profile.cartChanges ?? [], { at, changeMinor });
      return { ...profile, cartChanges, openCarts: openSince === null ? [] : [aCart('c', openSince)] };
    }
    case 'purchase': {
      const { netMinor, grossMinor, units } = news;
      const line = {
        productId: 'gid://shopify/Product/1',
        variantId: 'gid://shopify/ProductVariant/1',
        quantity: units,
        unitPriceMinor: 0,
      } as const;
      const made = aPurchase({ at, netMinor, grossMinor, lines: [line] });
      return { ...profile, purchases: byTime<Purchase>(profile.purchases, made) };
    }
  }
}

const storyPlan = planOf(...RULES);

describe('an arena', () => {
  it('decides what it was told item by item as the profile that holds the same', () => {
    const property = fc.property(story, fc.array(fc.nat(2 * DAY), { maxLength: 4 }), (stories, laters) => {
      const plan = storyPlan;
      const arena = arenaOf(plan);
      let profile = aProfile({ attributes: { country: 'GB' } });
      const slot = arena.set(7, profile, shopContext({ now: NOW }));
      const reported = new Set<number>();
      const report = (_: number, place: number, isIn: boolean): void => {
        expect(reported.has(place)).toBe(!isIn);
        if (isIn) reported.add(place);
        else reported.delete(place);
      };
      for (const told of stories) {
        const news = newsOf(told);
        profile = withNews(profile, news);
        expect(arena.take(slot, news, NOW)).toBe(true);
        expect(arena.decide(slot, NOW, report)).toBe(true);
        expectVerdicts(arena, slot, plan, profile, NOW);
      }
      let now = NOW;
      for (const later of laters) {
        now += later;
        while (!arena.advance(now, 3, report, () => expect.unreachable()));
        expectVerdicts(arena, slot, plan, profile, now);
      }
      expect([...reported].toSorted()).toEqual(
        plan.segments.flatMap((_, place) => (arena.isMember(slot, place) ? [place] : [])).toSorted(),
      );
    });
    fc.assert(property, { seed: SEED, numRuns: propertyRuns(100) });
  });

  it('decides any stored rule for any profile, and at every turn', () => {
    const property = fc.property(
      fc.array(
        rule.filter((tree) => !readsCheckout(tree)),
        { minLength: 1, maxLength: 40 },
      ),
      fc.array(profiles(0), { minLength: 2, maxLength: 4 }),
      (trees, shoppers) => {
        const plan = planOf(...trees.map(printRule));
        const arena = arenaOf(plan);
        shoppers.forEach((profile, index) => {
          const slot = arena.set(index + 1, profile, shopContext({ now: NOW }));
          expect(arena.decide(slot, NOW, ignore)).toBe(true);
        });
        for (let now = NOW; now < NOW + 6 * DAY; now += 41_000) {
          const renew = (slot: number): void => {
            const profile = shoppers[arena.keyOf(slot) - 1] ?? aProfile();
            arena.set(arena.keyOf(slot), profile, shopContext({ now }));
            expect(arena.decide(slot, now, ignore)).toBe(true);
          };
          while (!arena.advance(now, 2, ignore, renew));
          shoppers.forEach((profile, index) =>
            expectVerdicts(arena, arena.find(index + 1), plan, profile, now),
          );
        }
      },
    );
    fc.assert(property, { seed: SEED, numRuns: propertyRuns(40) });
  });

  it('takes a purchase back', () => {
    const plan = planOf('purchases.count >= 2', 'purchases.spend > 15');
    const arena = arenaOf(plan);
    const purchase = (at: number, netMinor: number): News => ({
      kind: 'purchase',
      at,
      netMinor,
      grossMinor: netMinor,
      units: 1,
    });
    const slot = arena.set(1, aProfile(), shopContext({ now: NOW }));
    for (const at of [NOW - 5, NOW - 9]) arena.take(slot, purchase(at, 1_000), NOW);
    arena.decide(slot, NOW, ignore);
    expect([arena.isMember(slot, 0), arena.isMember(slot, 1)]).toEqual([true, true]);
    expect(arena.takeBack(slot, purchase(NOW - 9, 999))).toBe(false);
    expect(arena.takeBack(slot, purchase(NOW - 9, 1_000))).toBe(true);
    arena.decide(slot, NOW, ignore);
    expect([arena.isMember(slot, 0), arena.isMember(slot, 1)]).toEqual([false, false]);
  });

  it.each([
    [
      'an average',
      'purchases.average > 5',
      { kind: 'purchase', at: NOW, netMinor: 1, grossMinor: 1, units: 1 },
    ],
    [
      'products',
      'purchases.count of product "1" > 1',
      { kind: 'purchase', at: NOW, netMinor: 1, grossMinor: 1, units: 1 },
    ],
    ['what was looked at', 'views.distinct_products > 1', { kind: 'view', at: NOW }],
    ['abandonments', 'carts.abandoned_count > 1', { kind: 'cart', at: NOW, changeMinor: 1, openSince: null }],
    ['what lies ahead', 'views.count > 1', { kind: 'view', at: NOW + 1 }],
    [
      'an amount below 0',
      'purchases.spend > 1',
      { kind: 'purchase', at: NOW, netMinor: -1, grossMinor: 0, units: 0 },
    ],
  ] as const)('wants the profile for news of %s', (_, text, news) => {
    const arena = arenaOf(planOf(text));
    const slot = arena.set(1, aProfile(), shopContext({ now: NOW }));
    expect(arena.take(slot, news, NOW)).toBe(false);
  });

  it('goes over to a changed rule slice by slice, for everybody', () => {
    const plan = planOf('purchases.count within 3 days >= 1', 'views.count >= 1', 'purchases.spend > 10');
    const arena = arenaOf(plan, 100);
    const shoppers = Array.from({ length: 100 }, (_, index) =>
      aProfile({
        purchases: Array.from({ length: index % 4 }, (_each, nth) =>
          aPurchase({ at: NOW - (4 - nth) * DAY }),
        ),
      }),
    );
    for (const [index, profile] of shoppers.entries())
      arena.decide(arena.set(index + 1, profile, shopContext({ now: NOW })), NOW, ignore);
    const revision = revisePlan(plan, 1, compile('purchases.count within 5 days = 2'), 'GBP');
    if (revision === null) throw new Error('the records hold what the rule looks at');
    const changes: number[] = [];
    const slices = [...arenaSlices(arena, revision, changes)];
    expect(slices).toEqual([30, 60, 90, 100]);
    expect(changes.length).toBe(25);
    for (const [index, profile] of shoppers.entries())
      expectVerdicts(arena, arena.find(index + 1), revision.plan, profile, NOW);
    while (!arena.advance(NOW + 3 * DAY, 10, ignore, () => expect.unreachable()));
    for (const [index, profile] of shoppers.entries())
      expectVerdicts(arena, arena.find(index + 1), revision.plan, profile, NOW + 3 * DAY);
  });

  it('has no revision for a rule that looks at what the records do not hold', () => {
    const plan = planOf('purchases.count >= 1', 'views.count >= 1');
    for (const text of [
      'carts.count > 1',
      'purchases.spend > 1',
      'customer.country = "GB"',
      'cart.open_for > 1 hours',
    ])
      expect(revisePlan(plan, 0, compile(text), 'GBP')).toBeNull();
  });

  it('moves a shopper who outgrows a block, and uses the block again', () => {
    const arena = arenaOf(planOf('views.count >= 20', 'views.count within 1 days >= 50'), 100);
    for (let key = 1; key <= 100; key++) {
      const slot = arena.set(key, aProfile(), shopContext({ now: NOW }));
      for (let view = 0; view < key; view++)
        arena.take(slot, { kind: 'view', at: NOW - (view % 7) * 60 }, NOW);
      arena.decide(slot, NOW, ignore);
    }
    for (let key = 1; key <= 100; key++) {
      const slot = arena.find(key);
      expect([arena.isMember(slot, 0), arena.isMember(slot, 1)]).toEqual([key >= 20, key >= 50]);
    }
    expect(arena.find(101)).toBe(-1);
  });
});

function* arenaSlices(
  arena: Arena,
  { plan, changed }: NonNullable<ReturnType<typeof revisePlan>>,
  changes: number[],
): Generator<number> {
  const slices = arena.follow(
    plan,
    changed,
    1,
    30,
    () => NOW,
    (slot) => changes.push(slot),
  );
  for (let slice = slices.next(); slice.done !== true; slice = slices.next()) yield slice.value;
}
