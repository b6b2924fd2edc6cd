import type { ViewFact } from './profile.ts';
import { unionOfSeries } from './union-of-series.ts';

/** As unionOfSeries. Of one view told twice, the longer time counts; of several of one second the longest with the longest. */
export function unionOfViews(
  left: readonly ViewFact[] = [],
  right: readonly ViewFact[] = [],
): readonly ViewFact[] | undefined {
  return unionOfSeries(left, right, ({ productId }) => productId, {
    order: (one, other) => lasted(other) - lasted(one),
    join: (one, other) => (lasted(one) >= lasted(other) ? one : other),
  });
}

/** Nothing told is less than any time. */
const lasted = ({ lastedSeconds = -1 }: ViewFact): number => lastedSeconds;
