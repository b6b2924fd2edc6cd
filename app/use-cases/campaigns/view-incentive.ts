import { INCENTIVE_SCOPES } from '#app/contracts/incentive-scopes.ts';
import { toInstant, type Instant } from '#app/domain/kernel/instant.ts';
import type { IncentiveStore, IncentiveUsed } from '#app/ports/incentive-store.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface ViewIncentivePorts {
  readonly incentives: Pick<IncentiveStore, 'standing' | 'used'>;
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
  readonly used: IncentiveUsed;
}

/** A null id is an incentive that is not saved yet. */
export async function viewIncentive(
  { incentives }: ViewIncentivePorts,
  { id: shopId, scopes, currency }: Shop,
  campaignId: string | null,
): Promise<IncentiveView> {
  const { given, publishedAt, customers, problem } = await incentives.standing(shopId);
  const used =
    campaignId === null ? { orders: 0, amountMinor: 0 } : await incentives.used(shopId, campaignId, currency);
  return {
    missingScopes: INCENTIVE_SCOPES.filter((scope) => !scopes.includes(scope)),
    isGiven: campaignId !== null && given.includes(campaignId),
    publishedAt: publishedAt && toInstant(publishedAt),
    customers,
    problem,
    used,
  };
}
