import type { ProductId } from '../kernel/ids.ts';
import type { Campaign } from './campaign.ts';

type Content = Campaign extends infer Each
  ? Each extends Campaign
    ? Pick<Each, 'kind' | 'content'>
    : never
  : never;

/** Products that a campaign names one by one, in its order. */
export function pickedProducts(campaign: Content): readonly ProductId[] {
  if (campaign.kind === 'upsell') {
    const { source } = campaign.content;
    return source.kind === 'products' ? source.productIds : [];
  }
  if (campaign.kind !== 'incentive') return [];
  const { appliesTo } = campaign.content;
  return appliesTo.kind === 'products' ? appliesTo.productIds : [];
}
