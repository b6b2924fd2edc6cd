/** In a simulated shop whose truth is known. `npm run bench -- experiments` prints the same figures for large counts. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../bench/random.ts';
import { studyCoverage } from '../../bench/experiments/coverage.ts';
import { createFolder } from '../../bench/experiments/fold.ts';
import { studyHarm } from '../../bench/experiments/harm.ts';
import { studyPeeking } from '../../bench/experiments/peeking.ts';
import { simulate } from '#app/domain/experiments/simulation/simulate.ts';
import { FLATTERING, NO_EFFECT, SHOP, trueEffect } from '#app/domain/experiments/simulation/world.ts';
import { propertyRuns } from '../support/property-runs.ts';

const small = { ...SHOP, shoppers: 800, days: 14 };

describe('the simulated shop', () => {
  it('adds nothing where the arm does nothing', () => {
    expect(trueEffect(SHOP)).toEqual({ profitPerUnit: 0, profitPerCheckout: 0, completionPerCheckout: 0 });
  });

  it('adds on average what it says', () => {
    const offer = { ...NO_EFFECT, takeRate: 1, value: 200, completionLift: 0.2 };
    const world = { ...SHOP, shoppers: 30_000, order: { ...SHOP.order, meanValue: 1 }, offer };
    const folder = createFolder(simulate(world, createRandom(1)));
    folder.takeUntil(Infinity);
    const [control, treated] = folder.arms().map(({ units, columns }) => ({
      profit: columns.get('profit')!.reduce((sum, value) => sum + value, 0) / units,
    }));
    expect((treated!.profit - control!.profit) / trueEffect(world).profitPerUnit).toBeCloseTo(1, 1);
  });

  it('tells one story, however deliveries are repeated and whenever they come', () => {
    const simulated = simulate(small, createRandom(2));
    const known = (deliveries: typeof simulated.deliveries) => {
      const folder = createFolder({ ...simulated, deliveries });
      folder.takeUntil(Infinity);
      return [...folder.rows()].map((row) => JSON.stringify(row)).sort();
    };
    const twice = [...simulated.deliveries, ...simulated.deliveries].reverse();
    expect(known(twice)).toEqual(known(simulated.deliveries));
  });

  it('shows more profit early than late, because refunds are still to come', () => {
    const folder = createFolder(simulate({ ...SHOP, offer: FLATTERING }, createRandom(3)));
    const refunded = () =>
      [...folder.rows()].filter(({ values }) => values[0] === 1 && values[1] === 0).length;
    folder.takeUntil(SHOP.days);
    const early = refunded();
    folder.takeUntil(Infinity);
    expect(refunded()).toBeGreaterThan(early);
  });
});

describe('what a report says of it', () => {
  it('holds the truth as often as it claims to, where attribution misses it', () => {
    const experiments = propertyRuns(100);
    const { holds, alwaysValidHolds, attributedHolds } = studyCoverage(experiments, 4, small);
    const slack = 3.3 * Math.sqrt((0.95 * 0.05) / experiments);
    for (const [name, share] of Object.entries(holds)) expect(share, name).toBeGreaterThan(0.95 - slack);
    expect(alwaysValidHolds).toBeGreaterThanOrEqual(0.95);
    expect(attributedHolds).toBeLessThan(0.05);
  });

  it('finds nothing in equal arms more often than it may, though looked at daily', () => {
    const { alwaysValid, guard, oneLook } = studyPeeking(propertyRuns(60), 5, small);
    expect(alwaysValid).toBeLessThanOrEqual(0.05);
    expect(guard).toBeLessThanOrEqual(0.05);
    // The same looks with a test for one look: why always-valid figures are the default.
    expect(oneLook).toBeGreaterThan(0.1);
  });

  it('stops a harmful arm about when theory says, and hardly ever an equal one', () => {
    const { theory, meanCheckouts, falseStops } = studyHarm(propertyRuns(30), 6, 50_000);
    expect(meanCheckouts / theory).toBeLessThan(1.5);
    expect(falseStops).toBeLessThanOrEqual(0.05);
  });
});
