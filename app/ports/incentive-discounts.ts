import type { IncentiveConfiguration } from '#app/domain/campaigns/incentives/configuration.ts';
import type { CustomerId } from '#app/domain/kernel/ids.ts';

/** A customer's segments as their metafield is to hold them. */
export interface CustomerSegments {
  readonly customerId: CustomerId;
  readonly segmentIds: readonly string[];
}

/** A shop's discount and its customers' metafields at Shopify. Rejects with ShopifyRejected. */
export interface IncentiveDiscounts {
  /** At most 25 customers; those that are no more are left out. Gives those that Shopify refused while it took the others. */
  writeSegments(domain: string, customers: readonly CustomerSegments[]): Promise<readonly string[]>;
  /** Makes the discount, which gives nothing before it has a configuration, and tells its id. */
  make(domain: string, at: Date): Promise<string>;
  /** Gives the discount its new configuration. False where somebody deleted it. */
  configure(domain: string, discountId: string, configuration: IncentiveConfiguration): Promise<boolean>;
  /** One that is no more is as good as deleted. */
  remove(domain: string, discountId: string): Promise<void>;
}
