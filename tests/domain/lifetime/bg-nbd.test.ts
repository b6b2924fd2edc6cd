import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aliveProbability,
  expectedOfNewcomer,
  expectedPurchases,
  fitBgNbd,
  returnProbability,
  type BgNbd,
} from '#app/domain/lifetime/bg-nbd.ts';
import { countAlike } from '#app/domain/lifetime/alike-customers.ts';
import { bgNbdHeight } from '#app/domain/lifetime/bg-nbd-likelihood.ts';
import { CDNOW } from './cdnow.ts';

/** Computed two independent ways from the same customers, times in weeks. */
const REFERENCE = {
  params: [0.24259451079242747, 4.413601802691826, 0.7929219548684536, 2.42590670658487],
  logLikelihood: -9582.429206673929,
};
/** What the paper's spreadsheet finds, to four digits. */
const PUBLISHED: BgNbd = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4257 };

const model = fc.record({
  r: fc.double({ min: 0.1, max: 5, noNaN: true }),
  alpha: fc.double({ min: 1, max: 100, noNaN: true }),
  a: fc.double({ min: 0.05, max: 5, noNaN: true }),
  b: fc.double({ min: 0.5, max: 10, noNaN: true }),
});
const customer = fc
  .record({
    repeats: fc.integer({ min: 0, max: 30 }),
    age: fc.integer({ min: 1, max: 700 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ repeats, age, share }) => ({ repeats, age, lastAt: repeats === 0 ? 0 : age * share }));

describe('fitBgNbd', () => {
  it('finds the reference model of CDNOW', () => {
    const fit = fitBgNbd(CDNOW);
    if (!fit.ok) throw new Error(fit.failure);
    const { r, alpha, a, b, logLikelihood } = fit.value;
    const repeats = CDNOW.reduce((sum, each) => sum + each.repeats, 0);
    [r, alpha / 7, a, b].forEach((value, at) =>
      expect(value / (REFERENCE.params[at] ?? 1)).toBeCloseTo(1, 5),
    );
    expect(logLikelihood + repeats * Math.log(7)).toBeCloseTo(REFERENCE.logLikelihood, 5);
  });

  it('finds the same model for the same customers in another order', () => {
    expect(fitBgNbd(CDNOW.toReversed())).toEqual(fitBgNbd(CDNOW));
  });

  it('is half as unsure of four times the customers', () => {
    const [one, four] = [CDNOW, [CDNOW, CDNOW, CDNOW, CDNOW].flat()].map(fitBgNbd);
    if (!one?.ok || !four?.ok) throw new Error('both fit');
    for (const name of ['r', 'alpha', 'a', 'b'] as const)
      expect((four.value.logErrors?.[name] ?? NaN) / (one.value.logErrors?.[name] ?? NaN)).toBeCloseTo(
        0.5,
        5,
      );
  });

  it('climbs along the true slopes of the likelihood', () => {
    const alike = countAlike(CDNOW);
    const logs = [-1, 3, 0.3, 0.7];
    const moved = (axis: number, by: number) => logs.map((log, at) => (at === axis ? log + by : log));
    bgNbdHeight(alike, logs).slopes.forEach((slope, axis) => {
      const rise = bgNbdHeight(alike, moved(axis, 1e-5)).value - bgNbdHeight(alike, moved(axis, -1e-5)).value;
      expect(rise / 2e-5).toBeCloseTo(slope, 8);
    });
  });

  it('gives no errors where the customers do not bound the model', () => {
    const steady = Array.from({ length: 200 }, (_, at) => ({ repeats: 9 + (at % 4), lastAt: 99, age: 100 }));
    expect(fitBgNbd(steady)).toMatchObject({ ok: true, value: { logErrors: null } });
  });

  it('says what is missing in a shop where hardly anybody came back', () => {
    const once = Array.from({ length: 60 }, () => ({ repeats: 0, lastAt: 0, age: 90 }));
    const found = fitBgNbd([...once, { repeats: 1, lastAt: 5, age: 80 }]);
    expect(found).toEqual({
      ok: false,
      failure: 'Not enough data: 50 customers and 20 who bought again are needed, found 61 and 1.',
    });
  });

  it('fits a shop whose customers hardly differ', () => {
    const alike = Array.from({ length: 200 }, (_, at) => ({
      repeats: 3 + (at % 3),
      lastAt: 80,
      age: 90 + (at % 7),
    }));
    const found = fitBgNbd(alike);
    if (!found.ok) throw new Error(found.failure);
    const next = expectedPurchases(found.value, { repeats: 4, lastAt: 80, age: 93 }, 93);
    expect(next).toBeGreaterThan(2);
    expect(next).toBeLessThan(6);
  });
});

describe('expectedPurchases', () => {
  it('is what the paper gives', () => {
    expect(expectedPurchases(PUBLISHED, { repeats: 2, lastAt: 30.43, age: 38.86 }, 39)).toBeCloseTo(1.226, 3);
  });

  it('grows with the time looked ahead, and is never below 0', () => {
    fc.assert(
      fc.property(model, customer, fc.integer({ min: 1, max: 400 }), (of, who, span) => {
        const near = expectedPurchases(of, who, span);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(expectedPurchases(of, who, span + 30)).toBeGreaterThanOrEqual(near - 1e-9);
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  it('is at most what the customer would buy at the same pace for ever alive', () => {
    fc.assert(
      fc.property(model, customer, (of, who) => {
        const pace = (of.r + who.repeats) / (of.alpha + who.age);
        expect(expectedPurchases(of, who, 100)).toBeLessThanOrEqual(100 * pace + 1e-6);
      }),
      { seed: 4, numRuns: 2_000 },
    );
  });
});

describe('expectedOfNewcomer', () => {
  it.each([
    [1 / 7, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31.857, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ])('after %d weeks is %d, as the spreadsheet to the paper has it', (weeks, expected) => {
    expect(Math.abs(expectedOfNewcomer(PUBLISHED, weeks) - expected)).toBeLessThan(0.0006);
  });
});

describe('aliveProbability', () => {
  it('falls with silence', () => {
    fc.assert(
      fc.property(model, customer, (of, who) => {
        const later = { ...who, age: who.age + 30 };
        expect(aliveProbability(of, later)).toBeLessThanOrEqual(aliveProbability(of, who));
      }),
      { seed: 5 },
    );
  });

  it('is 1 for whoever has not bought again', () => {
    expect(aliveProbability(PUBLISHED, { repeats: 0, lastAt: 0, age: 500 })).toBe(1);
  });
});

describe('returnProbability', () => {
  it('of a newcomer is what the reference has for not buying in 39 weeks', () => {
    const newcomer = { repeats: 0, lastAt: 0, age: 0 };
    // P(0 in 39 weeks) in the tests of the library lifetimes, whose parameters there are r 0.243 and alpha 4.414.
    const reference = { ...PUBLISHED, r: 0.243, alpha: 4.414 };
    expect(1 - returnProbability(reference, newcomer, 39)).toBeCloseTo(0.5737864, 5);
  });

  it('lies between nothing and the chance to be alive, and grows with the time', () => {
    fc.assert(
      fc.property(model, customer, (of, who) => {
        const [soon, late] = [30, 300].map((span) => returnProbability(of, who, span));
        expect(soon).toBeGreaterThanOrEqual(0);
        expect(late).toBeGreaterThanOrEqual(soon ?? NaN);
        expect(late).toBeLessThanOrEqual(aliveProbability(of, who));
      }),
      { seed: 5 },
    );
  });

  it('is at most the purchases expected, for who buys buys once or more', () => {
    fc.assert(
      fc.property(model, customer, (of, who) => {
        expect(returnProbability(of, who, 90)).toBeLessThanOrEqual(expectedPurchases(of, who, 90) + 1e-9);
      }),
      { seed: 5 },
    );
  });
});
