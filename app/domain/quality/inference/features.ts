import { binOf, quantileCuts } from '../../boosting/bins.ts';
import type { Row, Value } from './table.ts';

/**
 * How one column is read. Level 0 means that the value is missing. A number's other levels are its bins; a text's are its most
 * frequent values, and the last of them is any other.
 */
export type Feature =
  | {
      readonly kind: 'number';
      readonly name: string;
      readonly levels: number;
      readonly cuts: Float32Array;
      readonly mean: number;
      readonly spread: number;
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly levels: number;
      readonly known: ReadonlyMap<string, number>;
    };

/** A row as every rung reads it. */
export interface Encoded {
  /** By feature. */
  readonly levels: Uint8Array;
  /** By feature, about as many standard deviations from the mean; 0 for a text and for a missing value. */
  readonly numbers: Float64Array;
}

const MOST_BINS = 16;
const MOST_TEXTS = 24;

/** A column is a number where every known value is one. A column without any known value is left out. */
export function learnFeatures(rows: readonly Row[], names: readonly string[]): readonly Feature[] {
  return names.flatMap((name) => {
    const known = rows.map((row) => row[name] ?? null).filter((value) => value !== null);
    if (known.length === 0) return [];
    const numbers = known.filter((value) => typeof value === 'number');
    return [numbers.length === known.length ? learnNumber(name, numbers) : learnText(name, known)];
  });
}

/** The inverse hyperbolic sine tames long tails as a logarithm does, on both sides of 0. */
function learnNumber(name: string, values: readonly number[]): Feature {
  const tamed = values.map(Math.asinh);
  const mean = tamed.reduce((sum, value) => sum + value, 0) / tamed.length;
  const variance = tamed.reduce((sum, value) => sum + (value - mean) ** 2, 0) / tamed.length;
  const cuts = quantileCuts(Float32Array.from(values), MOST_BINS);
  return { kind: 'number', name, levels: cuts.length + 2, cuts, mean, spread: Math.sqrt(variance) || 1 };
}

function learnText(name: string, values: readonly Value[]): Feature {
  const counts = Map.groupBy(values.map(String), (value) => value);
  const frequent = [...counts]
    .sort(([a, of], [b, others]) => others.length - of.length || (a < b ? -1 : 1))
    .slice(0, MOST_TEXTS);
  const known = new Map(frequent.map(([value], at) => [value, at + 1]));
  return { kind: 'text', name, levels: known.size + 2, known };
}

export function encodeRow(features: readonly Feature[], row: Row): Encoded {
  const levels = new Uint8Array(features.length);
  const numbers = new Float64Array(features.length);
  features.forEach((feature, at) => {
    const value = row[feature.name] ?? null;
    if (value === null) return;
    if (feature.kind === 'text') levels[at] = feature.known.get(String(value)) ?? feature.levels - 1;
    else if (typeof value === 'number') {
      levels[at] = 1 + binOf(feature.cuts, Math.fround(value));
      numbers[at] = (Math.asinh(value) - feature.mean) / feature.spread;
    }
  });
  return { levels, numbers };
}
