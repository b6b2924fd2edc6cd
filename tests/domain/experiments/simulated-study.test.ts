import { describe, expect, it } from 'vitest';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { knownCheckouts } from '#app/domain/experiments/simulation/known-checkouts.ts';
import { simulate } from '#app/domain/experiments/simulation/simulate.ts';
import { simulateStudy } from '#app/domain/experiments/simulation/study.ts';
import { FLATTERING, SHOP } from '#app/domain/experiments/simulation/world.ts';

const world = { ...SHOP, shoppers: 4_000, days: 30, offer: FLATTERING };
const NOW = 1_800_000_000;
const SINCE = NOW - 30 * 86_400;
const study = (seed: number) =>
  simulateStudy({ id: 'study', world, control: 'Control', arm: 'Offer', controlShare: 0.2, now: NOW, seed });

describe('checkouts of a simulated shop', () => {
  const simulated = simulate(world, seededRandom(1));

  it('are the same however often each delivery comes', () => {
    const twice = simulated.deliveries.flatMap((told) => [told, told]);
    expect(knownCheckouts({ ...simulated, deliveries: twice }, 30, SINCE)).toEqual(
      knownCheckouts(simulated, 30, SINCE),
    );
  });

  it('lose money to refunds that come after the month', () => {
    const revenueBy = (day: number) =>
      knownCheckouts(simulated, day, SINCE)
        .filter(({ firstSeenAt }) => firstSeenAt < NOW - 2 * 86_400)
        .reduce((sum, { order }) => sum + (order?.revenueMinor ?? 0), 0);
    expect(revenueBy(100)).toBeLessThan(revenueBy(30));
  });

  it('include those that cannot see anything, and none that accepts without seeing', () => {
    const all = knownCheckouts(simulated, 30, SINCE);
    const blind = all.filter(({ knownBy }) => knownBy !== 'decision').length / all.length;
    // A quarter of people's checkouts, and every one of a bot: 0.4 of 1.8 a shopper.
    expect(blind).toBeCloseTo(0.42, 1);
    expect(all.some(({ hasSeen, hasAccepted }) => hasAccepted && !hasSeen)).toBe(false);
  });
});

describe('a simulated study', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(study(1)).toEqual(study(1));
    expect(study(2).report.arms).not.toEqual(study(1).report.arms);
  });

  it('holds the truth where what attribution claims is far from it', () => {
    const { report, trueProfit, attributedProfit } = study(1);
    const { low, high } = report
      .result!.measures.find(({ metric, view }) => metric === 'profit' && view === 'plain')!
      .arms.find(({ arm }) => arm === 'Offer')!.added!;
    expect(low).toBeLessThan(trueProfit);
    expect(high).toBeGreaterThan(trueProfit);
    expect(attributedProfit).toBeGreaterThan(10 * Math.abs(trueProfit));
  });

  it('has arms of the sizes that its shares say', () => {
    expect(study(3).report.result?.split.isMismatch).toBe(false);
  });
});
