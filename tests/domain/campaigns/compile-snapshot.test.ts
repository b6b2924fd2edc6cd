import { describe, expect, it } from 'vitest';
import { compileSnapshot, runningCampaigns } from '#app/domain/campaigns/compile-snapshot.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import { aMessage, anUpsell, aQuestion, aSegment, aSnapshot } from './shop.ts';

describe('compileSnapshot', () => {
  const { plan: _, campaigns: __, ...parts } = aSnapshot();
  const { snapshot, broken } = compileSnapshot({
    ...parts,
    segments: [aSegment('good', 'purchases.count = 0'), aSegment('bad', 'purchases.cuont > 5')],
    campaigns: [
      aMessage({ title: 'only', body: 'bad' }, { id: 'only-bad', audience: ['bad'] }),
      aMessage({ title: 'either', body: 'one' }, { id: 'either', audience: ['bad', 'good'] }),
    ],
  });

  it('leaves a broken segment out and reports it with its diagnostics', () => {
    expect(snapshot.plan.segments.map(({ id }) => id)).toEqual(['good']);
    expect(broken).toMatchObject([
      {
        id: 'bad',
        name: 'Segment bad',
        diagnostics: [{ code: 'unknown-fact', suggestion: 'purchases.count' }],
      },
    ]);
  });

  it('shows campaigns with only a broken audience to nobody, others as before', () => {
    const { placements } = decide(snapshot, aQuestion());
    expect(placements['checkout.block']?.map(({ campaignId }) => campaignId)).toEqual(['either']);
  });
});

describe('runningCampaigns', () => {
  it('are those that run, by priority, then id', () => {
    const campaigns = [
      anUpsell({ id: 'b', priority: 1 }),
      anUpsell({ id: 'a', priority: 1 }),
      anUpsell({ id: 'top', priority: 9 }),
      anUpsell({ id: 'draft', status: 'draft' }),
      anUpsell({ id: 'paused', status: 'paused' }),
    ];
    expect(runningCampaigns(campaigns).map(({ id }) => id)).toEqual(['top', 'a', 'b']);
  });
});
