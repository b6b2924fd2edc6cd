import { describe, expect, it } from 'vitest';
import { changedFields } from '#app/domain/campaigns/changes.ts';
import { describeChange } from '#app/ui/campaigns/change-words.ts';

const NAMES = { segments: [{ id: 's1', name: 'Gold' }], timezone: 'Europe/London' };
const wordsOf = (before: object, after: object) =>
  changedFields(before, after).map((change) => describeChange(change, NAMES));

describe('describeChange', () => {
  it('tells amounts as prices, each in its own currency', () => {
    const before = { content: { thresholds: [{ amountMinor: 4000, currency: 'GBP' }] } };
    const gbp = { amountMinor: 4550, currency: 'GBP' };
    const jpy = { amountMinor: 6000, currency: 'JPY' };
    expect(wordsOf(before, { content: { thresholds: [gbp, jpy] } })).toEqual([
      'Amount to reach: £40.00 → £45.50, JP¥6,000',
    ]);
  });

  it('tells what an incentive gives as its page does', () => {
    const percent = {
      value: { kind: 'percent', percent: 12.5 },
      appliesTo: { kind: 'order' },
      minimum: null,
    };
    const amount = {
      value: { kind: 'amount', amount: { amountMinor: 500, currency: 'GBP' } },
      appliesTo: { kind: 'products', productIds: ['gid://shopify/Product/1'] },
      minimum: { amountMinor: 4000, currency: 'GBP' },
    };
    const budget = (orders: number | null, amountMinor: number | null) => ({
      orders,
      amount: amountMinor === null ? null : { amountMinor, currency: 'GBP' },
    });
    expect(
      wordsOf(
        { content: { ...percent, budget: budget(null, null) } },
        { content: { ...amount, budget: budget(1500, 50_000) } },
      ),
    ).toEqual([
      'Gives: A percentage → An amount',
      'Amount off: none → £5.00',
      'Off: The order → Products I pick',
      'Picked products: none → 1 picked',
      'From a subtotal of: none → £40.00',
      'Budget of orders: none → 1,500',
      'Budget in all: none → £500.00',
      'Percentage off: 12.5% → none',
    ]);
  });

  it('tells where products come from, strategy, tone, language and hour by the words of the page', () => {
    const before = {
      source: { kind: 'recommended', strategy: 'due-again' },
      tone: 'info',
      language: 'en',
      delivery: { cutoffHour: 9 },
    };
    const after = {
      source: { kind: 'usual' },
      tone: 'success',
      language: 'de',
      delivery: { cutoffHour: 14 },
    };
    expect(wordsOf({ content: before }, { content: after })).toEqual([
      'Products from: Recommended for each shopper → What they buy again and again',
      'Tone: Neutral → Good news',
      'Language: English → German',
      'Orders leave the same day until: 09:00 → 14:00',
      'Strategy: Due to be bought again → none',
    ]);
  });

  it('names segments, those that are gone too, and places', () => {
    const before = { audience: [], placements: ['cart'] };
    expect(wordsOf(before, { audience: ['s1', 's2'], placements: ['cart', 'checkout.block'] })).toEqual([
      'Shown to: everyone → Gold, a deleted segment',
      'Where: Cart page → Cart page, Checkout block',
    ]);
  });
});
