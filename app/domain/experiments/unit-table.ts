/** The most arms an experiment has, control included. */
export const MOST_ARMS = 8;

/** What was seen of the units of one arm: a number a column for each unit, in one order. */
export interface ArmData {
  readonly arm: string;
  readonly units: number;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

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

/** The name of the column that counts a unit's rows. */
export const ROWS = 'rows';

const CROSSED = -1;

/**
 * Gathers rows by unit, because units were drawn, not rows: a shopper with three checkouts is one unit. Outcomes are summed over
 * a unit's rows; a column known before the experiment (`before`) keeps the value of the unit's first row.
 */
export function createUnitTable(summed: readonly string[], before: readonly string[]): UnitTable {
  const names = [...summed, ...before, ROWS];
  const columns = names.map(() => [] as number[]);
  const counts = columns[names.length - 1] ?? [];
  const units = new Map<string, number>();
  const armNames: string[] = [];
  const armOf: number[] = [];
  let rows = 0;

  const armNumber = (arm: string): number => {
    const known = armNames.indexOf(arm);
    return known === -1 ? armNames.push(arm) - 1 : known;
  };
  const addFirst = (unit: string, arm: number, values: readonly number[]): void => {
    units.set(unit, armOf.push(arm) - 1);
    names.forEach((name, index) => columns[index]?.push(name === ROWS ? 1 : (values[index] ?? 0)));
  };
  return {
    add(unit, arm, values) {
      rows += 1;
      const number = armNumber(arm);
      const known = units.get(unit);
      if (known === undefined) return addFirst(unit, number, values);
      if (armOf[known] !== number) armOf[known] = CROSSED;
      summed.forEach((_, index) => addTo(columns[index], known, values[index] ?? 0));
      addTo(counts, known, 1);
    },
    rows: () => rows,
    repeatedUnits: () => counts.reduce((sum, count) => sum + (count > 1 ? 1 : 0), 0),
    crossedUnits: () => armOf.reduce((sum, arm) => sum + (arm === CROSSED ? 1 : 0), 0),
    arms: () =>
      armNames
        .map((arm, number) => ({
          arm,
          units: armOf.reduce((sum, other) => sum + (other === number ? 1 : 0), 0),
          columns: new Map(
            names.map((name, index) => [name, ofArm(columns[index] ?? [], armOf, number)] as const),
          ),
        }))
        .sort((a, b) => (a.arm < b.arm ? -1 : 1)),
  };
}

function addTo(column: number[] | undefined, index: number, value: number): void {
  if (column) column[index] = (column[index] ?? 0) + value;
}

function ofArm(column: readonly number[], armOf: readonly number[], arm: number): Float64Array {
  return Float64Array.from(column.filter((_, index) => armOf[index] === arm));
}
