import { describe, expect, it } from 'vitest';
import { configureIncentives } from '#app/domain/campaigns/incentives/configure.ts';
import { NOW } from '../../builders.ts';
import { anUpsell } from '../shop.ts';
import { anIncentive } from './an-incentive.ts';

const SHOP = { currency: 'GBP', segmentIds: new Set(['gold', 'staff']), spent: new Set<string>() };
const idsOf = (...campaigns: Parameters<typeof configureIncentives>[0]) =>
  configureIncentives(campaigns, SHOP, NOW).incentives.map(({ id }) => id);

describe('configureIncentives', () => {
  it('takes the running incentives alone, the highest priority first', () => {
    const low = anIncentive({ id: 'low', priority: 1 });
    const high = anIncentive({ id: 'high', priority: 90 });
    const draft = anIncentive({ id: 'draft', status: 'draft' });
    expect(idsOf(low, anUpsell(), draft, high)).toEqual(['high', 'low']);
  });

  it('takes one from the second its schedule opens to the second it closes', () => {
    const opensAt = (from: number) => anIncentive({ schedule: { from, until: null } });
    const closesAt = (until: number) => anIncentive({ schedule: { from: null, until } });
    expect([NOW, NOW + 1].map((from) => idsOf(opensAt(from)).length)).toEqual([1, 0]);
    expect([NOW, NOW + 1].map((until) => idsOf(closesAt(until)).length)).toEqual([0, 1]);
  });

  it('writes percentages and amounts as decimal text', () => {
    const amount = { kind: 'amount', amount: { amountMinor: 500, currency: 'GBP' } } as const;
    const minimum = { amountMinor: 4_000, currency: 'GBP' };
    const [first, second] = configureIncentives(
      [
        anIncentive({ id: 'a', content: { value: { kind: 'percent', percent: 12.5 } } }),
        anIncentive({ id: 'b', content: { value: amount, minimum } }),
      ],
      SHOP,
      NOW,
    ).incentives;
    expect(first?.value).toEqual({ kind: 'percent', percent: '12.5' });
    expect(second).toMatchObject({ value: { kind: 'amount', amount: '5.00' }, minimumSubtotal: '40.00' });
  });

  it('leaves out amounts in a currency that the shop has left, and one that keeps out a segment which is no more', () => {
    const dollars = { amountMinor: 4_000, currency: 'USD' };
    expect(idsOf(anIncentive({ content: { minimum: dollars } }))).toEqual([]);
    expect(idsOf(anIncentive({ excluded: ['gone'] }))).toEqual([]);
    expect(idsOf(anIncentive({ excluded: ['staff'] }))).toEqual(['incentive']);
  });

  it('leaves out one whose budget is spent', () => {
    const shop = { ...SHOP, spent: new Set(['a']) };
    const { incentives } = configureIncentives(
      [anIncentive({ id: 'a' }), anIncentive({ id: 'b' })],
      shop,
      NOW,
    );
    expect(incentives.map(({ id }) => id)).toEqual(['b']);
  });
});
