import type { Instant } from '../../kernel/instant.ts';
import type { Cutoffs } from './machine.ts';
import type { Parts } from './parts.ts';
import { recordBound } from './record-time.ts';

/** The cutoffs of a plan's windows at an instant that records hold. */
export function cutoffsAt({ cutoffs }: Parts, now: Instant, timezone: string): Cutoffs {
  const values = new Int32Array(cutoffs.all.length);
  cutoffs.all.forEach((cutoff, place) => {
    values[place] = recordBound(cutoff.at(now, timezone));
  });
  return { now: recordBound(now), timezone, values };
}
