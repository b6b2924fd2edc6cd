/**
 * The figures of tests/cases/statistics.json, each computed there in two independent ways. Its conventions say how; the tolerance is
 * its own, 1e-6 of the figure.
 */
import { describe, expect, it } from 'vitest';
import { alwaysValid, mixtureP } from '#app/domain/statistics/always-valid.ts';
import { benjaminiHochberg, bonferroni, holm } from '#app/domain/statistics/corrections.ts';
import { betaBelief, ratePosterior } from '#app/domain/statistics/beta-belief.ts';
import { betaQuantile } from '#app/domain/statistics/distributions/beta.ts';
import { chanceAboveZero, expectedShortfall } from '#app/domain/statistics/normal-belief.ts';
import { chanceBelow, chancesToBeBest, expectedLoss } from '#app/domain/statistics/compare-beliefs.ts';
import { checkSampleRatio } from '#app/domain/statistics/sample-ratio.ts';
import { cuped } from '#app/domain/statistics/cuped.ts';
import { cupedRatio } from '#app/domain/statistics/cuped-ratio.ts';
import { differenceOf, liftOf, type Effect } from '#app/domain/statistics/effect.ts';
import { meanEstimate, rateEstimate, ratioEstimate } from '#app/domain/statistics/estimate.ts';
import { normalQuantile } from '#app/domain/statistics/distributions/normal.ts';
import { fitLinUcb } from '#app/domain/statistics/lin-ucb.ts';
import { pairedSampleOf, pairedSampleOfSums } from '#app/domain/statistics/paired-sample.ts';
import { newcombeInterval, proportionTest } from '#app/domain/statistics/proportion-test.ts';
import { sampleOfSums } from '#app/domain/statistics/sample.ts';
import { unitsForMeans, unitsForRates } from '#app/domain/statistics/power.ts';
import { welchTest } from '#app/domain/statistics/welch.ts';
import reference from '../../cases/statistics.json' with { type: 'json' };

const figures = reference.figures as unknown as Record<string, any>;
const { hillstrom } = reference;
type Arm = keyof typeof hillstrom;

function expectFigure(name: string, value: number): void {
  const expected = figures[name] as number;
  expect(Math.abs(value - expected), `${name}: ${value} against ${expected}`).toBeLessThanOrEqual(
    1e-6 * Math.abs(expected),
  );
}

/** Losses under 1e-16 are the reference's own quadrature noise; what they are was computed with SciPy 1.17's incomplete beta. */
const TINY_LOSSES: Record<string, number> = {
  'mens.vs.none.visit': 3.241798061e-117,
  'mens.vs.none.conversion': 5.129861374e-18,
  'womens.vs.none.visit': 2.348052602e-48,
  'mens.vs.womens.visit': 7.416145088e-22,
};

function expectLoss(name: string, loss: number): void {
  const tiny = TINY_LOSSES[name];
  if (tiny === undefined) return expectFigure(`${name}.bayes.loss`, loss);
  expect(Math.abs(loss - figures[`${name}.bayes.loss`])).toBeLessThan(1e-16);
  expect(loss / tiny).toBeCloseTo(1, 8);
}

const z95 = normalQuantile(0.975);
const wald = ({ value, standardError }: Effect) => ({
  low: value - z95 * standardError,
  high: value + z95 * standardError,
});
const PAIRS = [
  ['mens', 'none'],
  ['womens', 'none'],
  ['mens', 'womens'],
] as const;

describe.each(PAIRS)('the e-mail experiment, %s against %s', (arm: Arm, control: Arm) => {
  it.each(['visit', 'conversion'] as const)('has the reference figures for %s', (metric) => {
    const tally = (of: Arm) => ({ successes: hillstrom[of][metric], units: hillstrom[of].n });
    const estimate = (of: Arm) => rateEstimate(hillstrom[of][metric], hillstrom[of].n);
    const name = `${arm}.vs.${control}.${metric}`;
    const effect = differenceOf(estimate(arm), estimate(control));
    const lift = liftOf(estimate(arm), estimate(control))!;
    const { z, p } = proportionTest(tally(arm), tally(control));
    const newcombe = newcombeInterval(tally(arm), tally(control));
    const [posterior, other] = [ratePosterior(tally(arm)), ratePosterior(tally(control))];
    const sequence = alwaysValid(effect).interval;
    expectFigure(`${name}.z`, z);
    expectFigure(`${name}.p`, p);
    expectFigure(`${name}.diff`, effect.value);
    expectFigure(`${name}.ci.lo`, wald(effect).low);
    expectFigure(`${name}.ci.hi`, wald(effect).high);
    expectFigure(`${name}.newcombe.lo`, newcombe.low);
    expectFigure(`${name}.newcombe.hi`, newcombe.high);
    expectFigure(`${name}.lift`, lift.value);
    expectFigure(`${name}.lift.se`, lift.standardError);
    expectFigure(`${name}.lift.ci.lo`, wald(lift).low);
    expectFigure(`${name}.lift.ci.hi`, wald(lift).high);
    expectFigure(`${name}.bayes.win`, chanceBelow(betaBelief(other), betaBelief(posterior)));
    expectLoss(name, expectedLoss(betaBelief(other), betaBelief(posterior)));
    expectFigure(`${name}.post.lo`, betaQuantile(posterior, 0.025));
    expectFigure(`${name}.post.hi`, betaQuantile(posterior, 0.975));
    expectFigure(`${name}.seq.lo`, sequence.low);
    expectFigure(`${name}.seq.hi`, sequence.high);
    expectFigure(`${name}.msprt.p`, mixtureP(effect, 0.01));
  });

  it('has the reference figures for spend, with and without the spend of the year before', () => {
    const sample = (of: Arm) => sampleOfSums(hillstrom[of].n, hillstrom[of].spend, hillstrom[of].spend2);
    const name = `${arm}.vs.${control}.spend`;
    const effect = differenceOf(meanEstimate(sample(arm)), meanEstimate(sample(control)));
    const { t, p, interval } = welchTest(effect);
    expectFigure(`${name}.diff`, effect.value);
    expectFigure(`${name}.t`, t);
    expectFigure(`${name}.df`, effect.degrees);
    expectFigure(`${name}.p`, p);
    expectFigure(`${name}.ci.lo`, interval.low);
    expectFigure(`${name}.ci.hi`, interval.high);

    const paired = (of: Arm) => {
      const { n: count, spend: y, history: x, spend2: yy, history2: xx, spend_history: xy } = hillstrom[of];
      return pairedSampleOfSums({ count, y, x, yy, xx, xy });
    };
    const { theta, estimates, explained } = cuped([paired(arm), paired(control)]);
    const adjusted = differenceOf(estimates[0]!, estimates[1]!);
    expectFigure(`${name}.cuped.theta`, theta);
    expectFigure(`${name}.ancova.theta`, theta);
    expectFigure(`${name}.cuped.diff`, adjusted.value);
    expectFigure(`${name}.ancova.t`, adjusted.value);
    expectFigure(`${name}.cuped.se`, adjusted.standardError);
    expectFigure(`${name}.cuped.p`, welchTest(adjusted).p);
    // As a ratio in which every unit counts once.
    const asRatio = (of: Arm) => {
      const { n: count, spend: y, history: x, spend2: yy, history2: xx } = hillstrom[of];
      return {
        yw: pairedSampleOfSums({ count, y, x: count, yy, xx: count, xy: y }),
        yx: paired(of),
        wx: pairedSampleOfSums({ count, y: count, x, yy: count, xx, xy: x }),
      };
    };
    const ratio = cupedRatio([asRatio(arm), asRatio(control)]);
    expectFigure(`${name}.cuped.theta`, ratio.theta);
    const ofRatio = differenceOf(ratio.estimates[0]!, ratio.estimates[1]!);
    expectFigure(`${name}.cuped.diff`, ofRatio.value);
    expectFigure(`${name}.cuped.se`, ofRatio.standardError);
    // The covariate hardly predicts, so there is hardly a gain.
    expect(explained).toBeLessThan(0.001);
    expect(adjusted.standardError / effect.standardError).toBeGreaterThan(0.999);
  });
});

describe('the worked effects', () => {
  it.each(reference.effects.map((effect, index) => [index, effect] as const))(
    'has effect %i',
    (_, worked) => {
      const estimate = (arm: (typeof reference.effects)[number]['a']) =>
        'binary' in arm
          ? rateEstimate(arm.sum, arm.n)
          : meanEstimate(sampleOfSums(arm.n, arm.sum, (arm as { sum_squares: number }).sum_squares));
      const [arm, control] = [estimate(worked.b), estimate(worked.a)];
      const effect = (worked.relative ? liftOf(arm, control) : differenceOf(arm, control))!;
      const { p, interval } = welchTest(effect);
      const belief = { mean: effect.value, deviation: effect.standardError };
      const close = (value: number, expected: number) =>
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * Math.abs(expected));
      close(effect.value, worked.estimate);
      close(effect.standardError, worked.se);
      close(effect.degrees, worked.df);
      close(p, worked.p);
      close(interval.low, worked.ci[0]!);
      close(interval.high, worked.ci[1]!);
      close(chanceAboveZero(belief), worked.chance_to_win);
      close(expectedShortfall(belief), worked.risk_of_choosing_b);
      close(expectedShortfall({ ...belief, mean: -belief.mean }), worked.risk_of_choosing_a);
      if (worked.sequential_ci) {
        const sequence = alwaysValid(effect, 0.05, worked.sequential_tuning).interval;
        close(sequence.low, worked.sequential_ci[0]!);
        close(sequence.high, worked.sequential_ci[1]!);
      }
    },
  );
});

describe('the other reference figures', () => {
  it('has the sample ratio tests', () => {
    const { none, mens, womens } = hillstrom;
    const { chiSquare, p, isMismatch } = checkSampleRatio([none.n, mens.n, womens.n], [1, 1, 1]);
    expectFigure('srm.hillstrom.chisq', chiSquare);
    expectFigure('srm.hillstrom.p', p);
    expect(isMismatch).toBe(false);
    expectFigure('srm.bad.p', checkSampleRatio([5_000, 5_300], [0.5, 0.5]).p);
  });

  it('has the sample sizes', () => {
    expectFigure('power.prop.10.11', unitsForRates(0.1, 0.11));
    expectFigure('power.prop.3.3.5', unitsForRates(0.03, 0.035, { alpha: 0.05, power: 0.9 }));
    expectFigure('power.t.d0.1', unitsForMeans(0.1, 1));
  });

  it('has the corrections', () => {
    const ps = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
    holm(ps).forEach((p, index) => expect(p).toBeCloseTo(figures.holm[index], 12));
    benjaminiHochberg(ps).forEach((p, index) => expect(p).toBeCloseTo(figures.bh[index], 12));
    bonferroni(ps).forEach((p, index) => expect(p).toBeCloseTo(figures.bonferroni[index], 12));
  });

  it('has the chances to be the best of three', () => {
    const beliefs = [
      { a: 11, b: 91 },
      { a: 16, b: 86 },
      { a: 14, b: 88 },
    ].map(betaBelief);
    chancesToBeBest(beliefs).forEach((chance, index) =>
      expect(chance).toBeCloseTo(figures['best.of.3'][index], 7),
    );
  });

  it('has the contextual bandit', () => {
    const rewards = [1, 0, 1, 0];
    const features = [
      [1, 0.2],
      [0.5, 1],
      [1, 1],
      [0.1, 0.9],
    ];
    const { theta, score } = fitLinUcb(
      features.map((x, at) => ({ features: x, reward: rewards[at]! })),
      2,
    );
    theta.forEach((value, at) => expect(value).toBeCloseTo(figures['linucb.theta'][at], 12));
    expectFigure('linucb.score', score([0.3, 0.7], 1));
  });

  it('has the ratio of means', () => {
    const y = Float64Array.of(3, 5, 2, 8, 4, 6, 1, 7);
    const x = Float64Array.of(2, 3, 1, 4, 3, 3, 1, 4);
    const { value, variance } = ratioEstimate(pairedSampleOf(y, x));
    const [expected, error] = figures['ratio.delta'];
    expect(value).toBeCloseTo(expected, 12);
    expect(Math.sqrt(variance)).toBeCloseTo(error, 12);
  });
});
