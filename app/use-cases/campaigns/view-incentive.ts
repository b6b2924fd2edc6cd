import { INCENTIVE_SCOPES } from '#app/contracts/incentive-scopes.ts';
import { toInstant, type Instant } from '#app/domain/kernel/instant.ts';
import type { IncentiveStore } from '#app/ports/incentive-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface ViewIncentivePorts {
  readonly incentives: Pick<IncentiveStore, 'standing'>;
}

/** How far an incentive has come at Shopify. */
export interface IncentiveView {
  readonly missingScopes: readonly string[];
  /** This campaign's discount is given now. */
  readonly isGiven: boolean;
  readonly publishedAt: Instant | null;
  /** Customers of all incentives whose segments stand at Shopify. */
  readonly customers: number;
  readonly problem: string | null;
}

/** A null id is an incentive that is not saved yet. */
export async function viewIncentive(
  { incentives }: ViewIncentivePorts,
  { id: shopId, scopes }: Shop,
  campaignId: string | null,
): Promise<IncentiveView> {
  const { given, publishedAt, customers, problem } = await incentives.standing(shopId);
  return {
    missingScopes: INCENTIVE_SCOPES.filter((scope) => !scopes.includes(scope)),
    isGiven: campaignId !== null && given.includes(campaignId),
    publishedAt: publishedAt && toInstant(publishedAt),
    customers,
    problem,
  };
}
