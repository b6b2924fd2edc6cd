import type { ShopId } from '#app/domain/kernel/ids.ts';

/** Shoppers of a shop by what is known of their consent. */
export interface ConsentCounts {
  readonly customers: number;
  /** Customers whose visits are kept. */
  readonly analytics: number;
  /** Customers who agreed to marketing e-mail. */
  readonly marketing: number;
  /** Browsers that the web pixel knows and that lead to no customer. */
  readonly browsers: number;
  /** Browsers in which analytics was refused. */
  readonly refusals: number;
}

export interface ConsentCensus {
  count(shopId: ShopId): Promise<ConsentCounts>;
}
