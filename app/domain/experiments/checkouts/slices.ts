import type { MeasuredCheckout } from './measured-checkout.ts';
import {
  addCheckout,
  differencesOf,
  sumsOfPeriod,
  type ArmDifference,
  type ArmSums,
  type CountedUnit,
  type SumsPlan,
  type UnitTotal,
} from './arm-sums.ts';

/** Which segments an experiment is looked at by. */
export interface SlicePlan {
  /** At most `MOST_SLICES`, shown in this order. */
  readonly segmentIds: readonly string[];
  /** How many segments were ever looked at in this experiment: each was a question that chance might have answered. */
  readonly asked: number;
}

export const MOST_SLICES = 10;

/** Who was in a segment when first counted, arm by arm. */
export interface Slice {
  /** Null for the units that were in none of the segments. */
  readonly segmentId: string | null;
  readonly arms: readonly SliceArm[];
}

export interface SliceArm {
  readonly arm: string;
  readonly units: number;
  readonly checkouts: number;
  readonly orders: number;
  /** What decides, less control's; null for control, and while there is too little for any statement. */
  readonly added: Pick<ArmDifference, 'difference' | 'low' | 'high'> | null;
}

/**
 * The deciding difference by segment. No slice has a verdict: an interval that leaves out 0 is a question for an experiment of its own.
 */
export interface Slices {
  /** In the order that was asked for, then those in none of them. Segments may share units. */
  readonly slices: readonly Slice[];
  /** Units of which no segment is known, because nobody could look when they were first counted. */
  readonly unknown: { readonly units: number; readonly checkouts: number };
  /**
   * How many intervals share the report's alpha. Each holds with alpha / intervals, so that all of them hold at once, at every look and
   * however segments overlap, with 1 - alpha (Bonferroni; Dunn, JASA 56, 1961).
   */
  readonly intervals: number;
}

export interface SliceKeeper {
  /**
   * One checkout of a unit, which had brought so much before; in the order in which checkouts began: the unit's first one says where it
   * belongs.
   */
  take(checkout: MeasuredCheckout, unit: CountedUnit, value: number, before: UnitTotal): void;
  slices(arms: readonly string[], plan: SumsPlan): Slices;
}

interface KeptArm {
  /** By period. */
  readonly sums: ArmSums[];
  orders: number;
}

/** Of nobody knows which segments. */
const UNKNOWN = 0;

export function createSliceKeeper({ segmentIds, asked }: SlicePlan): SliceKeeper {
  const ids = [...segmentIds, null];
  const kept = ids.map(() => new Map<string, KeptArm>());
  // Of a unit: a bit for every slice it is in.
  const masks: number[] = [];
  const unknown = { units: 0, checkouts: 0 };
  return {
    take(checkout, { number: unit, arm, period, spent }, value, before) {
      const mask = (masks[unit] ??= maskOf(checkout.segmentIds, segmentIds));
      if (mask === UNKNOWN) {
        if (before.x === 0) unknown.units += 1;
        unknown.checkouts += 1;
        return;
      }
      kept.forEach((arms, place) => {
        if ((mask & (1 << place)) === 0) return;
        const of = keptIn(arms, arm);
        addCheckout(sumsOfPeriod(of.sums, period), before, value, spent);
        if (checkout.order) of.orders += 1;
      });
    },
    slices(arms, plan) {
      const intervals = (Math.max(asked, segmentIds.length) + 1) * (arms.length - 1);
      const shared = { ...plan, alpha: plan.alpha / intervals };
      return {
        slices: kept.map((of, place) => ({
          segmentId: ids[place] ?? null,
          arms: toArms(arms, of, shared),
        })),
        unknown,
        intervals,
      };
    },
  };
}

/** A bit for each of the segments the unit is in; the last one when it is in none of them. */
function maskOf(known: readonly string[] | null, segmentIds: readonly string[]): number {
  if (known === null) return UNKNOWN;
  const mask = segmentIds.reduce((all, id, place) => (known.includes(id) ? all | (1 << place) : all), 0);
  return mask === 0 ? 1 << segmentIds.length : mask;
}

function keptIn(arms: Map<string, KeptArm>, arm: string): KeptArm {
  const known = arms.get(arm) ?? { sums: [], orders: 0 };
  arms.set(arm, known);
  return known;
}

function toArms(
  names: readonly string[],
  kept: ReadonlyMap<string, KeptArm>,
  plan: SumsPlan,
): readonly SliceArm[] {
  const sums = new Map([...kept].map(([arm, of]) => [arm, of.sums]));
  const differences = new Map(differencesOf(sums, plan).map(({ arm, ...added }) => [arm, added] as const));
  return names.map((arm) => ({
    arm,
    units: totalOf(sums.get(arm), 'count'),
    checkouts: totalOf(sums.get(arm), 'x'),
    orders: kept.get(arm)?.orders ?? 0,
    added: differences.get(arm) ?? null,
  }));
}

const totalOf = (periods: readonly ArmSums[] = [], name: 'count' | 'x'): number =>
  periods.reduce((sum, sums) => sum + sums[name], 0);
