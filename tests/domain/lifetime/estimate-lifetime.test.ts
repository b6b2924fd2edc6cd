import { describe, expect, it } from 'vitest';
import { estimateLifetime } from '#app/domain/lifetime/estimate-lifetime.ts';
import { RFM_GROUPS } from '#app/domain/lifetime/rfm.ts';
import { findFact, type Fact } from '#app/domain/facts/catalogue.ts';
import { someBuyers } from '#tests/support/buyers.ts';
import { NOW } from '../builders.ts';

const BUYERS = someBuyers(400, NOW);
const { report, estimates } = estimateLifetime(BUYERS, NOW);

describe('estimateLifetime', () => {
  it('says something of everybody who bought, once', () => {
    expect(estimates.map(([id]) => id)).toEqual(BUYERS.map(({ id }) => id));
    expect(report).toMatchObject({ customers: 400, objection: null, doesTellWhoStops: true });
  });

  it('expects in the part held out about what came in it', () => {
    const { expected = 0, bought = 0 } = report.heldOut ?? {};
    expect(bought).toBeGreaterThan(300);
    expect(Math.abs(expected - bought) / bought).toBeLessThan(0.25);
  });

  it('gives those still alive and spending more a higher value', () => {
    const valueOf = (isBest: boolean): number => {
      const own = estimates.filter(([, { alive }]) => (alive ?? 0) > 90 === isBest);
      return own.reduce((sum, [, { valueMinor }]) => sum + (valueMinor ?? 0), 0) / own.length;
    };
    expect(valueOf(true)).toBeGreaterThan(3 * valueOf(false));
  });

  it('rounds chances to tenths of a percent from 0 to 100', () => {
    for (const [, { alive, returns }] of estimates)
      for (const chance of [alive ?? NaN, returns]) {
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(100);
        expect(Math.round(chance * 10) / 10).toBe(chance);
      }
  });

  it('tells how the values lie, so that a fifth of the customers is above the eighth tenth', () => {
    const eighth = report.deciles['lifetime.value']?.[7] ?? NaN;
    const above = estimates.filter(([, { valueMinor }]) => (valueMinor ?? 0) > eighth);
    expect(above.length / estimates.length).toBeCloseTo(0.2, 1);
  });

  it('does not say who is alive where nobody is seen to stop', () => {
    const loyal = Array.from({ length: 200 }, (_, id) => ({
      id,
      purchases: Array.from({ length: 12 }, (_, month) => ({
        time: NOW - Math.round((month * 30 + ((id * 7 + month * 11) % 23)) * 86_400),
        value: 1_000 + id,
      })),
    }));
    const shop = estimateLifetime(loyal, NOW);
    expect(shop.report.doesTellWhoStops).toBe(false);
    expect(new Set(shop.estimates.map(([, { alive }]) => alive))).toEqual(new Set([null]));
    expect(shop.estimates.every(([, { returns }]) => returns > 50)).toBe(true);
  });

  it('says nothing of a shop with too few customers, and why', () => {
    const few = estimateLifetime(BUYERS.slice(0, 30), NOW);
    expect(few.estimates).toEqual([]);
    expect(few.report.objection).toMatch(/^Not enough data: 50 customers/);
  });
});

describe('lifetime.group', () => {
  it('offers the groups that there are', () => {
    const fact: Fact | null = findFact('lifetime.group');
    expect(fact?.values).toEqual(RFM_GROUPS);
  });
});
