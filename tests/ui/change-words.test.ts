import { describe, expect, it } from 'vitest';
import { campaignDraft } from '#app/contracts/campaign-content.ts';
import { changedFields } from '#app/domain/campaigns/changes.ts';
import { describeChange } from '#app/ui/campaigns/change-words.ts';

const segments = [{ id: 's1', name: 'Gold' }];
const changesOf = (before: object, after: object) =>
  changedFields(campaignDraft.parse(before), campaignDraft.parse(after)).map((change) =>
    describeChange(change, { segments, timezone: 'Europe/London' }),
  );
const base = {
  name: 'Gold',
  status: 'draft',
  priority: 50,
  audience: ['s1'],
  excluded: [],
  placements: ['checkout.block'],
};
const money = (amountMinor: number, currency = 'GBP') => ({ amountMinor, currency });

describe('describeChange', () => {
  it('tells who it is shown to and where', () => {
    const message = {
      ...base,
      kind: 'message',
      content: { title: 'Hi', body: 'there', tone: 'info' },
    };
    const moved = { ...message, audience: ['gone'], placements: ['cart'] };
    expect(changesOf({ ...message, audience: [] }, message)).toEqual(['Shown to: everyone → Gold']);
    expect(changesOf(message, moved)).toEqual([
      'Shown to: Gold → a deleted segment',
      'Where: Checkout block → Cart page',
    ]);
  });

  it('tells amounts to reach as money', () => {
    const content = {
      title: 'Only {{missing}}',
      body: 'to go',
      tone: 'info',
      thresholds: [money(4_000)],
    };
    const before = { ...base, kind: 'message', content };
    const thresholds = [money(5_000), money(6_000, 'JPY')];
    expect(changesOf(before, { ...before, content: { ...content, thresholds } })).toEqual([
      'Amount to reach: £40.00 → £50.00, JP¥6,000',
    ]);
  });

  it('tells in words what an incentive gives, off what, and its bounds', () => {
    const content = {
      title: 'Gold',
      body: 'Thanks.',
      value: { kind: 'percent', percent: 10 },
      appliesTo: { kind: 'order' },
    };
    const before = { ...base, kind: 'incentive', content };
    const after = {
      ...content,
      value: { kind: 'amount', amount: money(500) },
      appliesTo: { kind: 'products', productIds: ['gid://shopify/Product/1'] },
      minimum: money(4_000),
      budget: { orders: null, amount: money(50_000) },
    };
    const changes = changesOf(before, { ...before, content: after });
    expect(new Set(changes)).toEqual(
      new Set([
        'Gives: “percent” → “amount”',
        'Percentage off: 10 → none',
        'Amount off: none → £5.00',
        'Off: “order” → “products”',
        'Picked products: none → 1 picked',
        'From a subtotal of: none → £40.00',
        'Budget in all: none → £500.00',
      ]),
    );
  });
});
