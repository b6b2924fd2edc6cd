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

  it('says what is missing where nobody paid', () => {
    expect(fitGammaGamma(CDNOW.map((each) => ({ ...each, meanValue: 0 })))).toMatchObject({
      ok: false,
      failure: expect.stringContaining('found 0'),
    });
  });
});
