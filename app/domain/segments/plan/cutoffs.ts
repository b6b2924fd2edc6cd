import type { Instant } from '../../kernel/instant.ts';
import type { Cutoffs } from './machine.ts';
import type { Parts } from './parts.ts';
import { recordBound } from './record-time.ts';

/** Gives the cutoffs of a plan's windows at an instant; those asked for last are kept, for many are decided within a second. */
export type CutoffsAt = (now: Instant, timezone: string) => Cutoffs;

export function createCutoffs({ cutoffs }: Parts): CutoffsAt {
  let last: Cutoffs | null = null;
  let lastNow = NaN;
  return (now, timezone) => {
    if (last !== null && lastNow === now && last.timezone === timezone) return last;
    const values = new Int32Array(cutoffs.all.length);
    cutoffs.all.forEach((cutoff, place) => {
      values[place] = recordBound(cutoff.at(now, timezone));
    });
    lastNow = now;
    return (last = { now: recordBound(now), timezone, values });
  };
}
