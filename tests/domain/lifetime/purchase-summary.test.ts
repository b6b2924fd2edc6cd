import { describe, expect, it } from 'vitest';
import { summarisePurchases } from '#app/domain/lifetime/purchase-summary.ts';

const DAY = 86_400;
const at = (day: number, value: number) => ({ time: day * DAY + 3_600, value });

describe('summarisePurchases', () => {
  it('counts what came after the first, from day to day', () => {
    expect(summarisePurchases([at(10, 5), at(14, 20), at(30, 40)], 40 * DAY)).toEqual({
      repeats: 2,
      lastAt: 20,
      age: 30,
      meanValue: 30,
    });
  });

  it('takes several purchases of a day as one', () => {
    expect(summarisePurchases([at(1, 5), at(3, 10), at(3, 15)], 5 * DAY)).toMatchObject({
      repeats: 1,
      meanValue: 25,
    });
  });

  it('leaves out what has not happened yet, and whoever has bought nothing by then', () => {
    expect(summarisePurchases([at(1, 5), at(9, 10)], 5 * DAY)).toMatchObject({ repeats: 0, meanValue: 0 });
    expect(summarisePurchases([at(9, 10)], 5 * DAY)).toBeNull();
  });
});
