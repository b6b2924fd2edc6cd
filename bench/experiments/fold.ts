import type { ArmData } from '#app/domain/experiments/unit-sums.ts';
import { createUnitTable } from '#app/domain/experiments/unit-table.ts';
import type { Delivery, Simulated, SimulatedArm } from '#app/domain/experiments/simulation/simulate.ts';

/** What a report read on a day knows of a checkout. */
interface Known {
  readonly unit: number;
  isCompleted: boolean;
  isRefunded: boolean;
  profit: number;
  attributed: number;
}

/** A checkout as a file of outcomes has it. */
export interface CheckoutRow {
  readonly unit: string;
  readonly arm: SimulatedArm;
  /** In the order of `COLUMNS`, then what was spent before. */
  readonly values: readonly number[];
}

/** Takes deliveries in as they come; each counts once, in whatever order they come. */
export interface Folder {
  takeUntil(day: number): void;
  rows(): Iterable<CheckoutRow>;
  arms(): readonly ArmData[];
}

const COLUMNS = ['completed', 'profit', 'attributed', 'checkouts'] as const;

export function createFolder({ units, deliveries }: Simulated): Folder {
  const known = new Map<string, Known>();
  let next = 0;
  const take = (told: Delivery): void => {
    const { unit, checkout } = told;
    const of = known.get(checkout) ?? {
      unit,
      isCompleted: false,
      isRefunded: false,
      profit: 0,
      attributed: 0,
    };
    known.set(checkout, of);
    if (told.kind === 'refund') of.isRefunded = true;
    if (told.kind !== 'order') return;
    of.isCompleted = true;
    of.profit = told.profit;
    of.attributed = told.attributed;
  };
  function* rows(): Iterable<CheckoutRow> {
    for (const { unit, isCompleted, isRefunded, profit, attributed } of known.values()) {
      const { unit: name, arm, spentBefore } = units[unit]!;
      const kept = isRefunded ? 0 : profit;
      yield { unit: name, arm, values: [isCompleted ? 1 : 0, kept, attributed, 1, spentBefore] };
    }
  }
  return {
    takeUntil(day) {
      for (let told = deliveries[next]; told && told.arrivesOn <= day; told = deliveries[++next]) take(told);
    },
    rows,
    arms() {
      const table = createUnitTable(COLUMNS, ['spentBefore']);
      for (const { unit, arm, values } of rows()) table.add(unit, arm, values);
      return table.arms();
    },
  };
}
