/** What was seen of the units of one arm: a number a column for each unit, in one order. */
export interface ArmData {
  readonly arm: string;
  readonly units: number;
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** The period each unit entered in, in the same order: shares are one within it. */
  readonly periods: Uint16Array;
}

/** Units by number, from 0 on, each with the sums over its rows. */
export interface UnitSums {
  /** A new unit, without rows yet, with its values of the columns known before; gives its number. */
  open(arm: string, period: number, before: readonly number[]): number;
  /** One row of a unit: a value for each of the summed columns, in their order. */
  add(unit: number, values: readonly number[]): void;
  /** What the unit has in a summed column, by the column's place. */
  sumOf(unit: number, place: number): number;
  rowsOf(unit: number): number;
  armOf(unit: number): string | undefined;
  /** From now on the unit is in none of `arms()`. */
  leaveOut(unit: number): void;
  /** By name of the arm. */
  arms(): readonly ArmData[];
}

/** The name of the column that counts a unit's rows. */
export const ROWS = 'rows';

const LEFT_OUT = -1;
const FIRST_CAPACITY = 1_024;

/** The figures of a unit lie side by side, so that of a million units a row touches one place in memory. */
export function createUnitSums(summed: readonly string[], before: readonly string[]): UnitSums {
  const names = [...summed, ...before, ROWS];
  const width = names.length;
  const rowsAt = width - 1;
  let figures = new Float64Array(FIRST_CAPACITY * width);
  const armNames: string[] = [];
  const arms: number[] = [];
  const periods: number[] = [];

  const armNumber = (arm: string): number => {
    const known = armNames.indexOf(arm);
    return known === -1 ? armNames.push(arm) - 1 : known;
  };
  const columnOf = (place: number, units: readonly number[]): Float64Array => {
    const column = new Float64Array(units.length);
    for (let index = 0; index < units.length; index += 1)
      column[index] = figures[(units[index] ?? 0) * width + place] ?? 0;
    return column;
  };
  return {
    open(arm, period, known) {
      periods.push(period);
      const unit = arms.push(armNumber(arm)) - 1;
      if (arms.length * width > figures.length) figures = twiceAsLong(figures);
      for (let place = 0; place < before.length; place += 1)
        figures[unit * width + summed.length + place] = known[place] ?? 0;
      return unit;
    },
    add(unit, values) {
      const at = unit * width;
      for (let place = 0; place < summed.length; place += 1)
        figures[at + place] = (figures[at + place] ?? 0) + (values[place] ?? 0);
      figures[at + rowsAt] = (figures[at + rowsAt] ?? 0) + 1;
    },
    sumOf: (unit, place) => figures[unit * width + place] ?? 0,
    rowsOf: (unit) => figures[unit * width + rowsAt] ?? 0,
    armOf: (unit) => armNames[arms[unit] ?? LEFT_OUT],
    leaveOut(unit) {
      arms[unit] = LEFT_OUT;
    },
    arms: () => {
      const units = armNames.map((_, number) => unitsOf(arms, number));
      return armNames
        .map((arm, number) => ({ arm, of: units[number] ?? [] }))
        .map(({ arm, of }) => ({
          arm,
          units: of.length,
          periods: Uint16Array.from(of, (unit) => periods[unit] ?? 0),
          columns: new Map(names.map((name, place) => [name, columnOf(place, of)] as const)),
        }))
        .sort((a, b) => (a.arm < b.arm ? -1 : 1));
    },
  };
}

function twiceAsLong(figures: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * figures.length);
  longer.set(figures);
  return longer;
}

function unitsOf(arms: readonly number[], arm: number): readonly number[] {
  const units: number[] = [];
  for (let unit = 0; unit < arms.length; unit += 1) if (arms[unit] === arm) units.push(unit);
  return units;
}
