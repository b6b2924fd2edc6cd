import type { Metric } from '../metric.ts';

/** How an experiment is read. Everything here is settled before the data are looked at. */
export interface Plan {
  readonly control: string;
  /** Every arm's share of the units, summing to any number. */
  readonly shares: ReadonlyMap<string, number>;
  /** Those of each period, where they changed on the way; left out = one period. */
  readonly periodShares?: readonly ReadonlyMap<string, number>[];
  /** The first one decides; the others are told. */
  readonly metrics: readonly Metric[];
  /** A column known before the experiment, by which means are freed of chance; null for none. */
  readonly pre: string | null;
  /** Of the whole experiment, two-sided. */
  readonly alpha: number;
  /** Units of two arms together at which the always-valid interval is narrowest. */
  readonly tunedUnits: number;
  /** Metrics that may not fall. */
  readonly guarded: readonly Metric[];
  /** The loss, as a share of control, that the guard is tuned to. */
  readonly harm: number;
  /** Units that come in a week, where that is known. */
  readonly weeklyUnits: number | null;
}
