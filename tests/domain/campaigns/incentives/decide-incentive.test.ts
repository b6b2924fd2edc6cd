import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import type { DecisionQuestion } from '#app/domain/campaigns/decision.ts';
import { explainCampaign } from '#app/domain/campaigns/explain-campaign.ts';
import { configureIncentives } from '#app/domain/campaigns/incentives/configure.ts';
import { NO_INCENTIVES } from '#app/domain/campaigns/incentives/configuration.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { NOW, product } from '../../builders.ts';
import { aQuestion, aSnapshot } from '../shop.ts';
import { anIncentive } from './an-incentive.ts';

type Incentive = ReturnType<typeof anIncentive>;
const SHOP = { currency: 'GBP', segmentIds: new Set<string>(), spent: new Set<string>() };

/** What is shown of incentives that Shopify has been given. */
function titlesOf(campaigns: readonly Incentive[], question: Partial<DecisionQuestion> & { cart?: string }) {
  const incentives = configureIncentives(campaigns, SHOP, NOW);
  const decision = decide(aSnapshot({ campaigns, incentives }), aQuestion({ cart: 'ab', ...question }));
  return Object.values(decision.placements).flatMap((items) =>
    items.flatMap((item) => (item.kind === 'message' ? item.title : [])),
  );
}

describe('the message of an incentive', () => {
  it('shows once Shopify has its discount, and not before', () => {
    const campaigns = [anIncentive()];
    expect(titlesOf(campaigns, {})).toEqual(['10 % off']);
    const early = decide(aSnapshot({ campaigns, incentives: NO_INCENTIVES }), aQuestion({ cart: 'ab' }));
    expect(early.placements['checkout.block']).toEqual([]);
  });

  it('shows for what stands in the metafield, not for what is to be written next', () => {
    // The audience is asked of the rule and of the metafield; keeping out shows the metafield alone.
    const kept = anIncentive({ excluded: [] });
    const incentives = configureIncentives([kept], SHOP, NOW).incentives.map((each) => ({
      ...each,
      audience: ['gold'],
    }));
    const snapshot = aSnapshot({ campaigns: [kept], incentives: { version: 1, incentives } });
    const shown = (syncedSegments: readonly string[]) =>
      decide(snapshot, aQuestion({ cart: 'ab', shopperId: gid('Customer', 1), syncedSegments })).placements[
        'checkout.block'
      ]?.length;
    expect([shown([]), shown(['gold'])]).toEqual([0, 1]);
  });

  it('names the one that is given of two that fit, the higher in priority', () => {
    const low = anIncentive({ id: 'low', priority: 1, content: { title: 'Low' } });
    const high = anIncentive({ id: 'high', priority: 9, content: { title: 'High' } });
    expect(titlesOf([low, high], {})).toEqual(['High']);
  });

  it('names one off shipping beside one off the order: both are given', () => {
    const free = anIncentive({
      id: 'free',
      content: {
        title: 'Free shipping',
        value: { kind: 'percent', percent: 100 },
        appliesTo: { kind: 'shipping' },
      },
    });
    expect(titlesOf([anIncentive(), free], {}).sort()).toEqual(['10 % off', 'Free shipping']);
  });

  it('shows from the very subtotal on that it asks for', () => {
    const from = (amountMinor: number) =>
      titlesOf([anIncentive({ content: { minimum: { amountMinor, currency: 'GBP' } } })], {
        lines: [
          {
            ...aQuestion({ cart: 'a' }).lines[0]!,
            cost: { amountMinor: 4_000, currency: 'GBP' },
          },
        ],
      }).length;
    expect([from(4_000), from(4_001)]).toEqual([1, 0]);
  });

  it('shows in a foreign currency only where no amount has a say', () => {
    const euros = { currency: 'EUR', country: 'DE' };
    const five = { kind: 'amount', amount: { amountMinor: 500, currency: 'GBP' } } as const;
    expect(titlesOf([anIncentive()], euros)).toEqual(['10 % off']);
    expect(titlesOf([anIncentive({ content: { value: five } })], euros)).toEqual([]);
  });

  it('shows only with a product that it is about', () => {
    const on = (id: string) =>
      titlesOf(
        [anIncentive({ content: { appliesTo: { kind: 'products', productIds: [product(id)] } } })],
        {},
      );
    expect([on('a'), on('z')]).toEqual([['10 % off'], []]);
  });

  it('stays away from buyers for a company, and once dismissed', () => {
    expect(titlesOf([anIncentive()], { isBusiness: true })).toEqual([]);
    expect(titlesOf([anIncentive()], { dismissed: ['incentive:incentive'] })).toEqual([]);
  });

  it('is explained before it runs as if its discount were there', () => {
    const draft = anIncentive({ status: 'draft' });
    const question = aQuestion({ cart: 'ab', syncedSegments: null });
    expect(explainCampaign(aSnapshot({ campaigns: [] }), question, draft).outcome).toEqual({ kind: 'shown' });
  });
});

describe('the message of an incentive after the order', () => {
  const next = (changes: Parameters<typeof anIncentive>[0] = {}) =>
    anIncentive({ placements: ['thank-you.block', 'order-status.block'], ...changes });
  const after = (campaigns: readonly Incentive[], question: Parameters<typeof titlesOf>[1] = {}) =>
    titlesOf(campaigns, { placements: ['order-status.block'], cart: '', ...question });

  it('speaks of the next order, whatever the last one held', () => {
    expect(after([next()])).toEqual(['10 % off']);
    const lamps = next({ content: { appliesTo: { kind: 'products', productIds: [product('z')] } } });
    expect(after([lamps])).toEqual(['10 % off']);
  });

  it('promises nothing that hangs on the next cart, or that another incentive may take', () => {
    const minimum = { amountMinor: 100, currency: 'GBP' };
    expect(after([next({ content: { minimum } })], { cart: 'ab' })).toEqual([]);
    const first = anIncentive({ id: 'first', priority: 99, content: { title: 'First', minimum } });
    expect(after([next(), first])).toEqual([]);
    expect(after([next()], { isBusiness: true })).toEqual([]);
  });

  it('shows to whom the discount is written and who is still in the segment after the order', () => {
    const campaign = next();
    const incentives = configureIncentives([campaign], SHOP, NOW).incentives.map((each) => ({
      ...each,
      audience: ['gold'],
    }));
    const snapshot = aSnapshot({ campaigns: [campaign], incentives: { version: 1, incentives } });
    const question = { placements: ['thank-you.block'], shopperId: gid('Customer', 1) } as const;
    const written = decide(snapshot, aQuestion({ ...question, syncedSegments: ['gold'] }));
    // No segment of this shop is called gold: the shopper is written as a member and is none any more.
    expect(written.placements['thank-you.block']).toEqual([]);
  });

  it('names an amount in the shop’s own currency alone', () => {
    const value = { kind: 'amount', amount: { amountMinor: 500, currency: 'GBP' } } as const;
    expect(after([next({ content: { value } })])).toEqual(['10 % off']);
    expect(after([next({ content: { value } })], { currency: 'EUR', country: 'DE' })).toEqual([]);
  });
});
