import { describe, expect, it } from 'vitest';
import { expectedValue, fitGammaGamma } from '#app/domain/lifetime/gamma-gamma.ts';
import { CDNOW } from './cdnow.ts';

describe('fitGammaGamma', () => {
  it('finds the model that its authors found for CDNOW', () => {
    const fit = fitGammaGamma(CDNOW);
    if (!fit.ok) throw new Error(fit.failure);
    expect(fit.value.p).toBeCloseTo(6.249, 3);
    expect(fit.value.q).toBeCloseTo(3.745, 3);
    expect(fit.value.gamma).toBeCloseTo(15.448, 3);
    expect(expectedValue(fit.value, { repeats: 2, meanValue: 22.35 })).toBeCloseTo(24.6586, 3);
  });

  it('draws a mean towards the shop’s, the more the fewer the purchases', () => {
    const fit = fitGammaGamma(CDNOW);
    if (!fit.ok) throw new Error(fit.failure);
    const [few = 0, many = 0] = [1, 20].map((repeats) =>
      expectedValue(fit.value, { repeats, meanValue: 200 }),
    );
    expect(few).toBeLessThan(many);
    expect(many).toBeLessThan(200);
  });

  it('says how unsure it is, and how far its assumption holds', () => {
    const fit = fitGammaGamma(CDNOW);
    if (!fit.ok) throw new Error(fit.failure);
    expect(fit.value.logErrors?.q).toBeGreaterThan(0.05);
    expect(fit.value.logErrors?.q).toBeLessThan(0.1);
    expect(fit.value.correlation).toBeCloseTo(0.114, 3);
  });

  it('refuses a shop whose mean value has no bound', () => {
    const wild = Array.from({ length: 100 }, (_, at) => ({
      repeats: 1 + (at % 3),
      meanValue: Math.exp(at / 8),
    }));
    expect(fitGammaGamma(wild)).toMatchObject({ ok: false, failure: expect.stringContaining('no mean') });
  });

  it('says what is missing where nobody paid', () => {
    expect(fitGammaGamma(CDNOW.map((each) => ({ ...each, meanValue: 0 })))).toMatchObject({
      ok: false,
      failure: expect.stringContaining('found 0'),
    });
  });
});
