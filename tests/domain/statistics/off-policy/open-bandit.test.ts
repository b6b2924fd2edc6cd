/** Real logs against the figures of tests/cases/statistics.json (computed there in R and in Python). */
import { describe, expect, it } from 'vitest';
import { evaluatePolicy } from '#app/domain/statistics/off-policy/evaluate-policy.ts';
import { readImpressions, type Impression } from '#tests/support/open-bandit.ts';
import reference from '../../../cases/statistics.json' with { type: 'json' };

const figures = reference.figures as unknown as Record<string, number>;
const ITEMS = { men: 34, women: 46 } as const;

function expectFigure(name: string, value: number): void {
  const expected = figures[name] ?? NaN;
  expect(Math.abs(value - expected), name).toBeLessThanOrEqual(1e-6 * expected);
}

const meanClick = (log: readonly Impression[]) => log.reduce((sum, { click }) => sum + click, 0) / log.length;

/** The uniform policy, judged by the log of Thompson sampling; clicks predicted by item from the other half of the log. */
function evaluateUniform(campaign: 'men' | 'women') {
  const log = readImpressions(campaign, 'bts');
  const items = ITEMS[campaign];
  const rates = [0, 1].map((half) => clickRates(log.filter((_, at) => at % 2 !== half)));
  return evaluatePolicy(
    log.map(({ item, propensity, click }, at) => {
      const predict = rates[at % 2]!;
      const predictedTarget = Array.from({ length: items }, (_, each) => predict(each)).reduce(
        (sum, rate) => sum + rate / items,
        0,
      );
      return { propensity, target: 1 / items, reward: click, predicted: predict(item), predictedTarget };
    }),
  )!;
}

/** Clicks by item, shrunk to the mean by 100 impressions. */
function clickRates(log: readonly Impression[]): (item: number) => number {
  const mean = meanClick(log);
  const tallies = new Map<number, { shown: number; clicks: number }>();
  for (const { item, click } of log) {
    const { shown, clicks } = tallies.get(item) ?? { shown: 0, clicks: 0 };
    tallies.set(item, { shown: shown + 1, clicks: clicks + click });
  }
  return (item) => {
    const { shown, clicks } = tallies.get(item) ?? { shown: 0, clicks: 0 };
    return (clicks + 100 * mean) / (shown + 100);
  };
}

describe.each(['men', 'women'] as const)('the uniform policy judged by the Thompson log, %s', (campaign) => {
  it('has the reference estimates, standard error and effective sample size', () => {
    const { ips, snips, effectiveSampleSize, logged } = evaluateUniform(campaign);
    expectFigure(`obd.${campaign}.ips`, ips.value);
    expectFigure(`obd.${campaign}.ips.se`, ips.standardError);
    expectFigure(`obd.${campaign}.snips`, snips.value);
    expectFigure(`obd.${campaign}.ess`, effectiveSampleSize);
    expectFigure(`obd.${campaign}.onpolicy.bts`, logged.value);
    expectFigure(`obd.${campaign}.onpolicy.random`, meanClick(readImpressions(campaign, 'random')));
  });

  it('is known exactly by the log of the uniform policy itself', () => {
    const log = readImpressions(campaign, 'random');
    const { ips, snips, effectiveSampleSize, meanWeight } = evaluatePolicy(
      log.map(({ propensity, click }) => ({ propensity, target: 1 / ITEMS[campaign], reward: click })),
    )!;
    expect(meanWeight).toBeCloseTo(1, 9);
    expect(effectiveSampleSize).toBeCloseTo(log.length, 3);
    expect(ips.value).toBeCloseTo(meanClick(log), 12);
    expect(snips.value).toBeCloseTo(meanClick(log), 12);
  });
});

describe('what the log allows to be said', () => {
  it('is an interval that holds the true value for men; item rates predict too little to narrow it', () => {
    const { isEnough, doublyRobust, ips, snips } = evaluateUniform('men');
    const truth = figures['obd.men.onpolicy.random']!;
    expect(isEnough).toBe(true);
    for (const { interval } of [doublyRobust!, snips]) {
      expect(interval.low).toBeLessThan(truth);
      expect(interval.high).toBeGreaterThan(truth);
    }
    expect(doublyRobust!.standardError / ips.standardError).toBeCloseTo(1.028, 3);
  });

  it('is nothing for women: ten thousand impressions are worth two', () => {
    const { isEnough, meanWeight, largestWeight } = evaluateUniform('women');
    expect(isEnough).toBe(false);
    expect(meanWeight).toBeGreaterThan(3);
    expect(largestWeight).toBeGreaterThan(10_000);
  });
});
