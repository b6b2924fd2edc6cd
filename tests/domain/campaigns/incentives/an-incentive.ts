import { NO_BUDGET, type Campaign } from '#app/domain/campaigns/campaign.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import { ALWAYS } from '#app/domain/campaigns/schedule.ts';

type Incentive = Extract<Campaign, { kind: 'incentive' }>;

/** A running incentive: ten percent off the order, for everyone unless said otherwise. */
export function anIncentive({
  content,
  ...parts
}: Partial<Omit<Incentive, 'content' | 'kind'>> & {
  content?: Partial<Incentive['content']>;
} = {}): Incentive {
  return {
    id: 'incentive',
    name: 'Gold discount',
    kind: 'incentive',
    status: 'running',
    schedule: ALWAYS,
    limits: NO_LIMITS,
    priority: 50,
    audience: [],
    excluded: [],
    placements: ['checkout.block'],
    version: 1,
    content: {
      title: '10 % off',
      body: 'For you.',
      language: 'en',
      translations: {},
      value: { kind: 'percent', percent: 10 },
      appliesTo: { kind: 'order' },
      minimum: null,
      budget: NO_BUDGET,
      ...content,
    },
    ...parts,
  };
}
