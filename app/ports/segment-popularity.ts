import type { PopularProduct } from '#app/domain/campaigns/recommend.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';

export interface SegmentPopularity {
  /** What the members of a segment bought, by the number of those who did, then by id; up to a minute old. */
  popularAmong(shopId: ShopId, segmentId: string): Promise<readonly PopularProduct[]>;
}
