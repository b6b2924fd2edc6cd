import { describe, expect, it } from 'vitest';
import { fitInference } from '#app/domain/quality/inference/fit-inference.ts';
import { readCustomerTables } from '../../../bench/infer/customer-tables.ts';

const { countries, nextTypes } = await readCustomerTables();

describe('readCustomerTables', () => {
  it('has every customer of the shop, and what 2,367 of them bought most on their next day', () => {
    expect([countries.length, nextTypes.length]).toEqual([3_970, 3_970]);
    expect(nextTypes.filter(({ next }) => next !== null)).toHaveLength(2_367);
    expect(countries.filter(({ country }) => country === 'Germany')).toHaveLength(87);
  });
});

describe('fitInference on a real shop’s customers', () => {
  it('covers the country, and tells none but the one that nearly all are in', () => {
    const inference = fitInference(countries, { target: 'country', splitBy: 'order' });
    if (!inference.ok) throw new Error(inference.failure);
    const { report } = inference.value;
    expect(report.gates).toEqual({ calibrated: true, covered: true, precise: true });
    expect(Object.keys(report.answers)).toEqual(['United Kingdom']);
    expect(report.testLoss).toBeLessThan(report.ladder[0]?.testLoss ?? 0);
  });
});
