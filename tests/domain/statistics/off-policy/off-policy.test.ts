import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#app/domain/kernel/random.ts';
import { comparePolicies } from '#app/domain/statistics/off-policy/compare-policies.ts';
import { effectiveSampleSize } from '#app/domain/statistics/off-policy/effective-sample.ts';
import { evaluatePolicy } from '#app/domain/statistics/off-policy/evaluate-policy.ts';
import type { PredictedChoice } from '#app/domain/statistics/off-policy/doubly-robust.ts';

/** A world of three actions whose rewards are known: what a log of it says of another policy can be checked. */
const LOGGING = [0.6, 0.3, 0.1] as const;
const TARGET = [0.1, 0.3, 0.6] as const;
const RATES = [0.1, 0.2, 0.3] as const;
const TRUTH = TARGET.reduce((sum, share, action) => sum + share * (RATES[action] ?? 0), 0);

function drawLog(
  random: () => number,
  size: number,
  predictions: readonly number[],
): readonly PredictedChoice[] {
  const predictedTarget = TARGET.reduce((sum, share, action) => sum + share * (predictions[action] ?? 0), 0);
  return Array.from({ length: size }, () => {
    const draw = random();
    const action = draw < 0.6 ? 0 : draw < 0.9 ? 1 : 2;
    return {
      propensity: LOGGING[action],
      target: TARGET[action],
      reward: random() < RATES[action] ? 1 : 0,
      predicted: predictions[action] ?? 0,
      predictedTarget,
    };
  });
}

const ESTIMATES = ['ips', 'snips', 'doublyRobust'] as const;

describe('off-policy estimates', () => {
  it.each([
    ['true', RATES],
    ['wrong', [0.9, 0, 0.05]],
  ] as const)('hold the truth as often as they say, with %s predictions', (_, predictions) => {
    const random = seededRandom(11);
    const worlds = 400;
    const held = { ips: 0, snips: 0, doublyRobust: 0 };
    const sums = { ips: 0, snips: 0, doublyRobust: 0 };
    for (let world = 0; world < worlds; world++) {
      const evaluation = evaluatePolicy(drawLog(random, 600, predictions))!;
      for (const name of ESTIMATES) {
        const { value, interval } = evaluation[name]!;
        sums[name] += value / worlds;
        if (interval.low <= TRUTH && TRUTH <= interval.high) held[name]++;
      }
    }
    for (const name of ESTIMATES) {
      // Four standard errors of the mean of 400 worlds, and of a share of 95 % among them.
      expect(Math.abs(sums[name] - TRUTH), name).toBeLessThan(0.012);
      expect(held[name] / worlds, name).toBeGreaterThan(0.95 - 0.044);
    }
  });

  it('vary less with good predictions', () => {
    const { ips, doublyRobust } = evaluatePolicy(drawLog(seededRandom(3), 5_000, RATES))!;
    expect(doublyRobust!.standardError).toBeLessThan(ips.standardError);
  });

  const choice = fc.record({
    propensity: fc.double({ min: 0.01, max: 1, noNaN: true }),
    target: fc.double({ min: 0.01, max: 1, noNaN: true }),
    reward: fc.double({ min: -5, max: 5, noNaN: true }),
  });

  it('agree with the mean when both policies are the same', () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 2, maxLength: 30 }), (choices) => {
        const same = choices.map((each) => ({ ...each, target: each.propensity }));
        const { ips, snips, logged, effectiveSampleSize: effective, meanWeight } = evaluatePolicy(same)!;
        expect(ips.value).toBeCloseTo(logged.value, 9);
        expect(snips.value).toBeCloseTo(logged.value, 9);
        expect(meanWeight).toBeCloseTo(1, 12);
        expect(effective).toBeCloseTo(choices.length, 6);
      }),
    );
  });

  it('stay within the rewards seen when self-normalized, and the sample within its size', () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 30 }), (choices) => {
        const { snips, effectiveSampleSize: effective } = evaluatePolicy(choices)!;
        const rewards = choices.map(({ reward }) => reward);
        expect(snips.value).toBeGreaterThanOrEqual(Math.min(...rewards) - 1e-9);
        expect(snips.value).toBeLessThanOrEqual(Math.max(...rewards) + 1e-9);
        expect(effective).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(effective).toBeLessThanOrEqual(choices.length + 1e-6);
      }),
    );
  });

  it('differ by what they say apart, and by nothing for one policy against itself', () => {
    const log = drawLog(seededRandom(9), 3_000, RATES);
    const asLogged = log.map((each) => ({ ...each, target: each.propensity }));
    const { value, variance } = comparePolicies(log, asLogged);
    const { snips, logged } = evaluatePolicy(log)!;
    expect(value).toBeCloseTo(snips.value - logged.value, 12);
    const loggedTruth = LOGGING.reduce((sum, share, action) => sum + share * (RATES[action] ?? 0), 0);
    expect(Math.abs(value - (TRUTH - loggedTruth))).toBeLessThan(4 * Math.sqrt(variance));
    expect(comparePolicies(log, log)).toEqual({
      units: 3_000,
      value: 0,
      variance: 0,
      degrees: 2_999,
    });
  });

  it('are nothing without overlap, and without a log', () => {
    const apart = [{ propensity: 0.5, target: 0, reward: 1 }];
    expect(effectiveSampleSize(apart)).toBe(0);
    expect(evaluatePolicy(apart)).toBeNull();
    expect(evaluatePolicy([])).toBeNull();
  });

  it('are doubly robust only where every choice was predicted', () => {
    expect(evaluatePolicy([{ propensity: 0.5, target: 0.5, reward: 1 }])!.doublyRobust).toBeNull();
  });
});
