import { createUnitSums, type ArmData } from './unit-sums.ts';

/** The most arms an experiment has, control included. */
export const MOST_ARMS = 8;

export interface UnitTable {
  /** One row of a unit: `values` in the order of the summed columns, then of the columns known before. */
  add(unit: string, arm: string, values: readonly number[]): void;
  /** Rows taken in. */
  rows(): number;
  /** Units with more than one row. */
  repeatedUnits(): number;
  /** Units with rows in several arms: they are in none of `arms()`, because nobody can say which arm moved them. */
  crossedUnits(): number;
  /** By name of the arm. */
  arms(): readonly ArmData[];
}

/**
 * Gathers rows by unit, because units were drawn, not rows: a shopper with three checkouts is one unit. Outcomes are summed over
 * a unit's rows; a column known before the experiment (`before`) keeps the value of the unit's first row.
 */
export function createUnitTable(summed: readonly string[], before: readonly string[]): UnitTable {
  const sums = createUnitSums(summed, before);
  const units = new Map<string, number>();
  let [rows, repeated, crossed] = [0, 0, 0];
  const open = (name: string, arm: string, values: readonly number[]): number => {
    const unit = sums.open(arm, 0, values.slice(summed.length));
    units.set(name, unit);
    return unit;
  };
  return {
    add(name, arm, values) {
      rows += 1;
      const unit = units.get(name) ?? open(name, arm, values);
      if (sums.rowsOf(unit) === 1) repeated += 1;
      const known = sums.armOf(unit);
      if (known !== undefined && known !== arm) {
        crossed += 1;
        sums.leaveOut(unit);
      }
      sums.add(unit, values);
    },
    rows: () => rows,
    repeatedUnits: () => repeated,
    crossedUnits: () => crossed,
    arms: sums.arms,
  };
}
