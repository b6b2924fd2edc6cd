import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule, Window } from '#app/domain/segments/ast.ts';
import { FACTS } from '#app/domain/facts/catalogue.ts';
import { durationSeconds } from '#app/domain/segments/duration.ts';
import { conditionsOf, valuesOf } from '#app/domain/segments/ast.ts';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import { printRule } from '#app/domain/segments/print.ts';
import type { Profile } from '#app/domain/profiles/profile.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import { aCart, aContext, aProfile, aPurchase, NOW, SEED } from '../../builders.ts';
import { oracle } from '../oracle.ts';
import { cart, DAY, profiles, shopContext } from '../profile-arbitrary.ts';
import { conditionOn, rule } from '../rule-arbitrary.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

function compile(text: string, currency = 'GBP'): CompiledSegment {
  const result = compileSegment({ id: 's', name: 'S', rule: text }, currency);
  if (!result.ok) throw new Error(result.failure.map(({ message }) => message).join('\n'));
  return result.value;
}

/** How long after something happened the window lets it in or out. */
function widthsOf(window: Window | null): readonly number[] {
  if (window?.kind === 'duration') return [durationSeconds(window)];
  if (window?.kind !== 'lagged') return [];
  const { from, to, unit } = window;
  return [from, to].map((amount) => durationSeconds({ amount, unit }));
}

/** Every instant at which anything about this rule and profile could change, and the seconds around them. */
function edges(of: Rule, profile: Profile): readonly number[] {
  const widths = conditionsOf(of).flatMap((each) => [
    ...widthsOf(each.kind === 'recent' ? each.window : each.fact.window),
    ...valuesOf(each).flatMap((value) => (value.kind === 'duration' ? [durationSeconds(value)] : [])),
  ]);
  const { purchases, views, searches, cartChanges, abandonments, checkouts, refunds } = profile;
  const series = [purchases, views, searches, cartChanges, abandonments, checkouts, refunds];
  const starts = [
    ...series.flatMap((items = []) => items.map(({ at }) => at)),
    ...profile.openCarts.map(({ startedAt }) => startedAt),
    ...(profile.attributes.createdAt === null ? [] : [profile.attributes.createdAt]),
  ];
  const midnights = Array.from({ length: 12 }, (_, day) => NOW + (day - 6) * DAY + DAY / 2);
  const turns = [0, ...widths, 30 * DAY].flatMap((width) => starts.map((start) => start + width));
  return [...new Set([...turns, ...midnights].flatMap((edge) => [edge - 1, edge, edge + 1]))];
}

const exact = fc.oneof(...FACTS.map(conditionOn));

describe('a compiled segment', () => {
  it('agrees with the oracle at any instant and around every boundary', () => {
    let verdicts = 0;
    fc.assert(
      fc.property(
        rule,
        profiles(2 * DAY),
        cart,
        fc.integer({ min: -DAY, max: 5 * DAY }),
        (tree, profile, held, shift) => {
          const segment = compile(printRule(tree));
          for (const now of [NOW + shift, ...edges(tree, profile)]) {
            const context = shopContext({ now, cart: held, country: held && 'GB' });
            expect(segment.evaluate(profile, context).isMember).toBe(oracle(tree, profile, context));
            verdicts++;
          }
        },
      ),
      { seed: SEED, numRuns: propertyRuns(400) },
    );
    expect(verdicts).toBeGreaterThan(50_000);
  });

  it('does not change before the instant its verdict is valid until', () => {
    fc.assert(
      fc.property(
        rule,
        profiles(2 * DAY),
        fc.integer({ min: -DAY, max: 5 * DAY }),
        (tree, profile, shift) => {
          const now = NOW + shift;
          const { isMember, validUntil } = compile(printRule(tree)).evaluate(profile, shopContext({ now }));
          if (validUntil !== null) expect(validUntil).toBeGreaterThan(now);
          const end = validUntil ?? Infinity;
          for (const later of [end - 1, ...edges(tree, profile)])
            if (later >= now && later < end && later !== Infinity)
              expect(oracle(tree, profile, shopContext({ now: later }))).toBe(isMember);
        },
      ),
      { seed: SEED, numRuns: propertyRuns(400) },
    );
  });

  it('names the exact second at which a single condition turns', () => {
    let turns = 0;
    fc.assert(
      fc.property(exact, profiles(0), fc.integer({ min: 0, max: 5 * DAY }), (tree, profile, shift) => {
        const now = NOW + shift;
        const { isMember, validUntil } = compile(printRule(tree)).evaluate(profile, shopContext({ now }));
        if (validUntil === null) return;
        turns++;
        expect(oracle(tree, profile, shopContext({ now: validUntil }))).toBe(!isMember);
        expect(oracle(tree, profile, shopContext({ now: validUntil - 1 }))).toBe(isMember);
      }),
      { seed: SEED, numRuns: propertyRuns(6_000) },
    );
    expect(turns).toBeGreaterThan(200);
  });

  it('holds a count until its k-th newest purchase leaves the window', () => {
    const times = [50, 40, 30, 20, 10, 5].map((days) => NOW - days * DAY);
    const profile = aProfile({ purchases: times.map((at) => aPurchase({ at })) });
    const segment = compile('purchases.count within 60 days >= 4');
    expect(segment.evaluate(profile, aContext())).toEqual({
      isMember: true,
      validUntil: NOW - 30 * DAY + 60 * DAY,
    });
  });

  it('takes the window as half open: an event leaves exactly W seconds after it happened', () => {
    const profile = aProfile({ purchases: [aPurchase({ at: NOW })] });
    const segment = compile('purchases.count within 1 hour > 0');
    const at = (now: number) => segment.evaluate(profile, aContext({ now })).isMember;
    expect([at(NOW - 1), at(NOW), at(NOW + 3_599), at(NOW + 3_600)]).toEqual([false, true, true, false]);
  });

  it('knows when an open cart passes its age, to the second', () => {
    const profile = aProfile({ openCarts: [aCart('c', NOW - DAY)] });
    expect(compile('cart.open_for > 24 hours').evaluate(profile, aContext())).toEqual({
      isMember: false,
      validUntil: NOW + 1,
    });
  });

  it.each([
    ['GBP', 12_345, true],
    ['JPY', 123, false],
    ['KWD', 123_450, true],
  ])('reads money in the minor units of %s', (currency, netMinor, isMember) => {
    const profile = aProfile({ purchases: [aPurchase({ at: NOW - 1, netMinor })] });
    const result = compileSegment({ id: 's', name: 'S', rule: 'purchases.spend = 123.45' }, currency);
    expect(result.ok && result.value.evaluate(profile, aContext()).isMember).toBe(isMember);
  });

  it('refuses an amount with more decimals than the currency has', () => {
    const result = compileSegment({ id: 's', name: 'S', rule: 'purchases.spend > 123.45' }, 'JPY');
    expect(result).toMatchObject({
      ok: false,
      failure: [{ code: 'money-digits', currency: 'JPY', digits: 0, span: { start: 18, end: 24 } }],
    });
  });

  it('says whether it must be decided per checkout', () => {
    expect(compile('purchases.count > 5').readsCart).toBe(false);
    expect(compile('cart.open_for > 1 hour').readsCart).toBe(false);
    expect(compile('purchases.count > 5 OR NOT cart.subtotal > 50').readsCart).toBe(true);
    expect(compile('checkout.country = "GB"').readsCart).toBe(true);
  });
});
