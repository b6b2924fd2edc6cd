import type { ShopId } from '#app/domain/kernel/ids.ts';
import type { EstimateFit, EstimateStore } from '#app/ports/estimator.ts';

export interface ViewEstimatesPorts {
  readonly estimates: Pick<EstimateStore, 'newest'>;
}

/** The models behind a shop's estimates, how they did on what they had not seen, and how their values lie; null before the first fit. */
export function viewEstimates(
  { estimates }: ViewEstimatesPorts,
  shopId: ShopId,
): Promise<EstimateFit | null> {
  return estimates.newest(shopId);
}
