import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSegment } from '#app/domain/segments/evaluate/compile.ts';
import type { LifetimeEstimate } from '#app/domain/profiles/estimates.ts';
import type { CompiledSegment } from '#app/domain/segments/segment.ts';
import {
  figuresOf,
  figuresOfProfiles,
  quantile,
  type ShopFigures,
} from '#app/domain/segments/templates/figures.ts';
import { RFM_TEMPLATES } from '#app/domain/segments/templates/rfm-templates.ts';
import { TEMPLATES, writeTemplates } from '#app/domain/segments/templates/templates.ts';
import { aContext, aProfile, aPurchase, NOW, SEED } from '../../builders.ts';

const DAY = 86_400;
const numRuns = process.env['LONG'] === '1' ? 20_000 : 1_000;
const NO_BUYERS = figuresOf({ now: NOW, currency: 'GBP', buyers: [], orderMinors: [], expected: [] });

const ESTIMATE: LifetimeEstimate = {
  alive: null,
  returns: 0,
  purchases90Days: 0,
  purchases365Days: 0,
  valueMinor: null,
  group: 'loyal',
};

function compiled(ids: readonly string[], figures: ShopFigures): readonly CompiledSegment[] {
  return writeTemplates(figures)
    .filter(({ id }) => ids.includes(id))
    .map((template) => {
      const result = compileSegment(template, 'GBP');
      if (!result.ok) throw new Error(`${template.id}: ${JSON.stringify(result.failure)}`);
      return result.value;
    });
}

const purchase = fc
  .tuple(fc.integer({ min: 0, max: 500 * DAY }), fc.integer({ min: 0, max: 40_000 }))
  .map(([age, netMinor]) => aPurchase({ at: NOW - age, netMinor }));
const buyer = fc
  .array(purchase, { minLength: 1, maxLength: 9 })
  .map((purchases) => aProfile({ purchases: purchases.sort((left, right) => left.at - right.at) }));
const shop = fc.array(buyer, { maxLength: 60 }).map((profiles) => figuresOfProfiles(profiles, NOW, 'GBP'));

describe('every template', () => {
  it.each(writeTemplates(NO_BUYERS))('$id compiles, and says why to use it', (template) => {
    const result = compileSegment(template, 'GBP');
    expect(result.ok ? [] : result.failure).toEqual([]);
    expect(template.why.length).toBeGreaterThan(20);
  });

  it('has an id and a name of its own', () => {
    expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(TEMPLATES.length);
    expect(new Set(TEMPLATES.map(({ name }) => name)).size).toBe(TEMPLATES.length);
  });

  it('compiles with the figures of any shop, in a currency without decimals too', () => {
    fc.assert(
      fc.property(fc.array(buyer, { maxLength: 40 }), fc.constantFrom('GBP', 'JPY'), (profiles, currency) => {
        for (const template of writeTemplates(figuresOfProfiles(profiles, NOW, currency))) {
          const result = compileSegment(template, currency);
          expect(result.ok ? [] : result.failure).toEqual([]);
        }
      }),
      { numRuns: numRuns / 10, seed: SEED },
    );
  });
});

describe('a shop whose buyers came longer ago than a rule can say', () => {
  const profiles = Array.from({ length: 40 }, (_, index) =>
    aProfile({ purchases: [aPurchase({ at: NOW - (3_640 + 40 * index) * DAY, netMinor: 1_000 })] }),
  );
  const figures = figuresOfProfiles(profiles, NOW, 'GBP');

  it('has templates that compile, with thresholds as long as they may be', () => {
    expect(figures.daysSinceLast).toEqual([3_657, 3_658, 3_659, 3_660]);
    for (const template of writeTemplates(figures))
      expect(compileSegment(template, 'GBP')).toMatchObject({ ok: true });
  });

  it('has each of them in one group of recency, frequency and money', () => {
    const groups = compiled(
      RFM_TEMPLATES.map(({ id }) => id),
      figures,
    );
    for (const profile of profiles)
      expect(groups.filter(({ evaluate }) => evaluate(profile, aContext()).isMember)).toHaveLength(1);
  });
});

describe('the groups of recency, frequency and money', () => {
  const ids = RFM_TEMPLATES.map(({ id }) => id);

  it('hold every buyer exactly once', () => {
    fc.assert(
      fc.property(shop, buyer, (figures, profile) => {
        const groups = compiled(ids, figures).filter(
          (segment) => segment.evaluate(profile, aContext()).isMember,
        );
        expect(groups).toHaveLength(1);
      }),
      { numRuns, seed: SEED },
    );
  });

  it('hold nobody who never bought', () => {
    const groups = compiled(ids, NO_BUYERS).filter(
      ({ evaluate }) => evaluate(aProfile(), aContext()).isMember,
    );
    expect(groups).toEqual([]);
  });

  it.each([
    ['champions', 3, 12_000, 5],
    ['loyal', 3, 12_000, 100],
    ['potential-loyalists', 2, 4_000, 45],
    ['new-customers', 1, 900_000, 2],
    ['promising', 1, 1_000, 45],
    ['needs-attention', 2, 4_000, 90],
    ['about-to-sleep', 1, 1_000, 90],
    ['at-risk', 3, 12_000, 200],
    ['cannot-lose', 3, 40_000, 400],
    ['hibernating', 1, 1_000, 200],
    ['lost', 2, 4_000, 300],
  ])('put %s where they belong', (id, orders, spendMinor, days) => {
    const purchases = Array.from({ length: orders }, (_, index) =>
      aPurchase({ at: NOW - days * DAY + index - orders, netMinor: spendMinor / orders }),
    );
    const [segment] = compiled([id], NO_BUYERS);
    expect(segment?.evaluate(aProfile({ purchases }), aContext()).isMember).toBe(true);
  });
});

describe('new, occasional and frequent buyers', () => {
  it('are told apart: nobody is in two', () => {
    fc.assert(
      fc.property(buyer, (profile) => {
        const groups = compiled(['new-buyers', 'occasional-buyers', 'frequent-buyers'], NO_BUYERS);
        expect(groups.filter((segment) => segment.evaluate(profile, aContext()).isMember)).toHaveLength(1);
      }),
      { numRuns, seed: SEED },
    );
  });
});

describe('figuresOf', () => {
  it('takes thresholds from the quantiles of the shop', () => {
    const buyers = Array.from({ length: 100 }, (_, index) => ({
      lastAt: NOW - (index + 1) * DAY,
      spendMinor: (index + 1) * 1_000,
      orders: 2,
    }));
    expect(
      figuresOf({
        now: NOW,
        currency: 'GBP',
        buyers,
        orderMinors: buyers.map(({ spendMinor }) => spendMinor / 2),
        expected: buyers.map(({ spendMinor }, index) => ({
          ...ESTIMATE,
          valueMinor: 2 * spendMinor,
          returns: index,
        })),
      }),
    ).toEqual({
      daysSinceLast: [20, 40, 60, 80],
      goodSpend: '500',
      topSpend: '800',
      highOrder: '400',
      highValue: '1600',
      lowReturn: 19,
    });
  });

  it('keeps its thresholds apart where all buyers are alike', () => {
    const buyers = Array.from({ length: 30 }, () => ({
      lastAt: NOW - 3 * DAY,
      spendMinor: 2_000,
      orders: 3,
    }));
    const figures = figuresOf({ now: NOW, currency: 'GBP', buyers, orderMinors: [], expected: [] });
    expect(figures.daysSinceLast).toEqual([3, 4, 5, 6]);
    expect(figures).toMatchObject({ goodSpend: '20', topSpend: '20.01' });
  });
});

describe('quantile', () => {
  it.each([
    [[1, 2, 3, 4], 0.5, 2],
    [[4, 1, 3, 2], 0.8, 4],
    [[7], 0.2, 7],
    [[], 0.5, 0],
  ])('of %j at %d is %d', (values, share, expected) => {
    expect(quantile(values, share)).toBe(expected);
  });
});
