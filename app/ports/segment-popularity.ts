import type { ProductId, ShopId } from '#app/domain/kernel/ids.ts';

export interface PopularProduct {
  readonly productId: ProductId;
  /** Members of the segment that bought it. */
  readonly shoppers: number;
}

export interface SegmentPopularity {
  /** What the members of a segment bought, by the number of those who did, then by id; up to a minute old. */
  popularAmong(shopId: ShopId, segmentId: string): Promise<readonly PopularProduct[]>;
}
