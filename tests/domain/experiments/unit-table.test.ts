import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUnitTable } from '#app/domain/experiments/unit-table.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';

const row = fc.record({
  unit: fc.integer({ min: 0, max: 40 }).map(String),
  arm: fc.integer({ min: 0, max: 2 }).map((arm) => `arm ${arm}`),
  orders: fc.integer({ min: 0, max: 5 }),
  profit: fc.integer({ min: -900, max: 900 }),
  spent: fc.integer({ min: 0, max: 900 }),
});

describe('createUnitTable', () => {
  it('sums the rows of each unit, keeps what was known before it, and counts units of several arms alone', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
        const table = createUnitTable(['orders', 'profit'], ['spent']);
        for (const { unit, arm, orders, profit, spent } of rows)
          table.add(unit, arm, [orders, profit, spent]);
        const units = [...Map.groupBy(rows, ({ unit }) => unit).values()];
        const whole = units.filter((of) => of.every(({ arm }) => arm === of[0]?.arm));
        expect(table.rows()).toBe(rows.length);
        expect(table.repeatedUnits()).toBe(units.filter((of) => of.length > 1).length);
        expect(table.crossedUnits()).toBe(units.length - whole.length);
        for (const { arm, units: count, columns } of table.arms()) {
          const expected = whole.filter((of) => of[0]?.arm === arm);
          const sums = (name: 'orders' | 'profit') =>
            expected.map((of) => of.reduce((sum, each) => sum + each[name], 0));
          expect(count).toBe(expected.length);
          expect(Object.fromEntries([...columns].map(([name, values]) => [name, [...values]]))).toEqual({
            orders: sums('orders'),
            profit: sums('profit'),
            spent: expected.map(([first]) => first?.spent),
            rows: expected.map((of) => of.length),
          });
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('holds any number of units', () => {
    const table = createUnitTable(['orders'], []);
    for (let unit = 0; unit < 10_000; unit += 1) table.add(`${unit % 5_000}`, 'all', [unit]);
    const [arm] = table.arms();
    expect(arm?.columns.get('orders')).toEqual(
      Float64Array.from({ length: 5_000 }, (_, at) => 2 * at + 5_000),
    );
  });
});
