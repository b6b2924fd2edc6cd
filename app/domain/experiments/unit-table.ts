/** The most arms an experiment has, control included. */
export const MOST_ARMS = 8;

/** What was seen of the units of one arm: a number a column for each unit, in one order. */
export interface ArmData {
  readonly arm: string;
  readonly units: number;
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** The period each unit entered in, in the same order: shares are one within it. */
  readonly periods: Uint16Array;
}

export interface UnitTable {
  /**
   * One row of a unit: `values` in the order of the summed columns, then of the columns known before; `period` is that of its first row. Gives
   * the unit's number, from 0 on.
   */
  add(unit: string, arm: string, values: readonly number[], period?: number): number;
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
  const periods: number[] = [];
  let rows = 0;

  const armNumber = (arm: string): number => {
    const known = armNames.indexOf(arm);
    return known === -1 ? armNames.push(arm) - 1 : known;
  };
  const addFirst = (unit: string, arm: number, values: readonly number[], period: number): number => {
    periods.push(period);
    const number = armOf.push(arm) - 1;
    units.set(unit, number);
    for (let index = 0; index < columns.length - 1; index += 1) columns[index]?.push(values[index] ?? 0);
    counts.push(1);
    return number;
  };
  return {
    add(unit, arm, values, period = 0) {
      rows += 1;
      const number = armNumber(arm);
      const known = units.get(unit);
      if (known === undefined) return addFirst(unit, number, values, period);
      if (armOf[known] !== number) armOf[known] = CROSSED;
      for (let index = 0; index < summed.length; index += 1) addTo(columns[index], known, values[index] ?? 0);
      addTo(counts, known, 1);
      return known;
    },
    rows: () => rows,
    repeatedUnits: () => counts.reduce((sum, count) => sum + (count > 1 ? 1 : 0), 0),
    crossedUnits: () => armOf.reduce((sum, arm) => sum + (arm === CROSSED ? 1 : 0), 0),
    arms: () => {
      const places = armNames.map((_, number) => placesOf(armOf, number));
      return armNames
        .map((arm, number) => ({
          arm,
          units: places[number]?.length ?? 0,
          periods: Uint16Array.from(places[number] ?? [], (place) => periods[place] ?? 0),
          columns: new Map(
            names.map((name, index) => [name, takeAt(columns[index] ?? [], places[number] ?? [])] as const),
          ),
        }))
        .sort((a, b) => (a.arm < b.arm ? -1 : 1));
    },
  };
}

function addTo(column: number[] | undefined, index: number, value: number): void {
  if (column) column[index] = (column[index] ?? 0) + value;
}

function placesOf(armOf: readonly number[], arm: number): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < armOf.length; place += 1) if (armOf[place] === arm) places.push(place);
  return places;
}

function takeAt(column: readonly number[], places: readonly number[]): Float64Array {
  const taken = new Float64Array(places.length);
  for (let index = 0; index < places.length; index += 1) taken[index] = column[places[index] ?? 0] ?? 0;
  return taken;
}
