import type { Instant } from '../../kernel/instant.ts';
import { formatMoney } from '../../kernel/money.ts';
import type { Campaign, IncentiveValue } from '../campaign.ts';
import { runningCampaigns } from '../compile-snapshot.ts';
import type { ShopSnapshot } from '../decision.ts';
import { stateAt } from '../life.ts';
import type { ConfiguredValue, IncentiveConfiguration } from './configuration.ts';

/** The shop as far as its incentives ask about it. */
export interface IncentiveShop {
  readonly currency: string;
  /** Ids of its segments. */
  readonly segmentIds: ReadonlySet<string>;
  /** Ids of campaigns whose budget is spent. */
  readonly spent: ReadonlySet<string>;
}

export function incentiveShopOf({
  currency,
  plan,
  spentCampaigns,
}: Pick<ShopSnapshot, 'currency' | 'plan' | 'spentCampaigns'>): IncentiveShop {
  return { currency, segmentIds: new Set(plan.segments.map(({ id }) => id)), spent: spentCampaigns };
}

/**
 * What the Discount Function is to give at an instant: the incentives that are running then with something left of their budget, in the order of campaigns. One that keeps out a
 * segment which is no more is left out, because nobody can be told apart, and so is one whose amounts are in another currency than the
 * shop's, which has changed since.
 */
export function configureIncentives(
  campaigns: readonly Campaign[],
  { currency, segmentIds, spent }: IncentiveShop,
  now: Instant,
): IncentiveConfiguration {
  const incentives = runningCampaigns(campaigns).flatMap((campaign) => {
    if (campaign.kind !== 'incentive' || stateAt(campaign, now) !== 'running') return [];
    if (spent.has(campaign.id)) return [];
    const { id, audience, excluded, content } = campaign;
    const { title, value, appliesTo, minimum } = content;
    const amounts = [minimum, value.kind === 'amount' ? value.amount : null];
    if (amounts.some((amount) => amount !== null && amount.currency !== currency)) return [];
    if (excluded.some((segment) => !segmentIds.has(segment))) return [];
    const minimumSubtotal = minimum && formatMoney(minimum);
    return [{ id, name: title, audience, excluded, value: valueOf(value), appliesTo, minimumSubtotal }];
  });
  return { version: 1, incentives };
}

function valueOf(value: IncentiveValue): ConfiguredValue {
  return value.kind === 'percent'
    ? { kind: 'percent', percent: String(value.percent) }
    : { kind: 'amount', amount: formatMoney(value.amount) };
}
