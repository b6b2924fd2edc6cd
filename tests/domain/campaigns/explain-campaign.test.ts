import { describe, expect, it } from 'vitest';
import { explainCampaign } from '#app/domain/campaigns/explain-campaign.ts';
import { NO_LIMITS } from '#app/domain/campaigns/limits.ts';
import { NOW, product } from '../builders.ts';
import { aMessage, anUpsell, aProduct, aQuestion, aSegment, aSnapshot, aVariant } from './shop.ts';

const message = aMessage({ title: 'Hello', body: 'there' });
const refusing = (explanation: ReturnType<typeof explainCampaign>) =>
  explanation.clauses.flatMap(({ name, refuses }) => (refuses ? name : []));

describe('explainCampaign', () => {
  it('says that everything holds, and what is shown where', () => {
    const explained = explainCampaign(aSnapshot({ campaigns: [message] }), aQuestion(), message);
    expect(explained.outcome).toEqual({ kind: 'shown' });
    expect(refusing(explained)).toEqual([]);
    expect(explained.items).toMatchObject([{ placement: 'checkout.block', item: { title: 'Hello' } }]);
  });

  it('names every clause that refuses, not only the first, and when one ends', () => {
    const strict = aMessage(
      { title: 'Hello', body: 'there' },
      {
        audience: ['gold'],
        schedule: { from: NOW + 1, until: null },
        limits: { ...NO_LIMITS, dismissedDays: 2 },
      },
    );
    const snapshot = aSnapshot({ segments: [aSegment('gold', 'loyalty.tier = "Gold"')] });
    const past = { key: 'message:message', checkout: 'c', outcome: 'dismissed', at: NOW - 86_400 } as const;
    const explained = explainCampaign(snapshot, aQuestion({ pastItems: [past] }), strict);
    expect(explained.outcome).toEqual({ kind: 'refused', clause: 'not-open' });
    expect(refusing(explained)).toEqual(['not-open', 'not-in-audience', 'dismissed-lately']);
    expect(explained.clauses.find(({ name }) => name === 'dismissed-lately')?.endsAt).toBe(NOW + 86_400);
  });

  it('decides a paused campaign as if it were switched on', () => {
    const paused = aMessage({ title: 'Hello', body: 'there' }, { status: 'paused' });
    const explained = explainCampaign(aSnapshot({ campaigns: [] }), aQuestion(), paused);
    expect(explained.outcome.kind).toBe('shown');
  });

  it('tells which campaign of the group went first, and where there was no room', () => {
    const limits = { ...NO_LIMITS, group: 'x' };
    const first = aMessage({ title: 'First', body: 'x' }, { id: 'first', priority: 9, limits });
    const second = aMessage({ title: 'Second', body: 'x' }, { id: 'second', limits });
    const snapshot = aSnapshot({ campaigns: [first] });
    expect(explainCampaign(snapshot, aQuestion(), second).outcome).toEqual({
      kind: 'group-taken',
      by: 'first',
    });
    const full = anUpsell({
      id: 'full',
      priority: 9,
      source: { kind: 'products', productIds: ['b', 'c', 'd'].map(product) },
    });
    const late = anUpsell({ id: 'late', source: { kind: 'products', productIds: [product('e')] } });
    const free = { priceCeilingPercent: null };
    const crowded = aSnapshot({ campaigns: [full], guardrails: free });
    expect(explainCampaign(crowded, aQuestion({ cart: 'a' }), late).outcome).toEqual({ kind: 'no-room' });
  });

  it('names the placeholders that have no value, in the language asked for', () => {
    const parts = { title: 'Hello {{tier}}', body: 'no {{orders}} yet, {{ tier }}' };
    const translations = { de: { title: 'Hallo', body: 'noch keine {{orders}}' } };
    const greeting = aMessage({ ...parts, translations });
    const explain = (language: string) => explainCampaign(aSnapshot(), aQuestion({ language }), greeting);
    expect(explain('en').outcome).toEqual({ kind: 'nothing-to-show' });
    expect(explain('en').emptyPlaceholders).toEqual(['tier', 'orders']);
    expect(explain('de').emptyPlaceholders).toEqual(['orders']);
  });

  it('gives the guardrails that kept its own offers back', () => {
    const upsell = anUpsell({ source: { kind: 'products', productIds: [product('a')] } });
    const explained = explainCampaign(aSnapshot(), aQuestion({ cart: 'a' }), upsell);
    expect(explained.outcome).toEqual({ kind: 'nothing-to-show' });
    expect(explained.refusals).toEqual([
      { campaignId: 'upsell', productId: product('a'), guardrail: 'in-cart' },
    ]);
  });

  it('decides each placement for itself, as checkout asks', () => {
    const placements = ['checkout.block', 'thank-you.block'];
    const limits = { ...NO_LIMITS, group: 'x' };
    const above = aMessage(
      { title: 'First', body: 'x' },
      { id: 'first', priority: 9, placements: ['checkout.block'], limits },
    );
    const below = aMessage({ title: 'Hello', body: 'there' }, { placements, limits });
    const explained = explainCampaign(aSnapshot({ campaigns: [above] }), aQuestion({ placements }), below);
    expect(explained.outcome).toEqual({ kind: 'shown' });
    expect(explained.items.map(({ placement }) => placement)).toEqual(['thank-you.block']);
  });

  it('lets the shopper choose a variant anywhere but in the cart', () => {
    const sizes = aProduct('b', { variants: [aVariant('b1'), aVariant('b2')] });
    const snapshot = aSnapshot({ products: [aProduct('a'), sizes] });
    const outcomeIn = (...placements: string[]) => {
      const upsell = anUpsell({ placements, source: { kind: 'products', productIds: [product('b')] } });
      const explained = explainCampaign(snapshot, aQuestion({ cart: 'a', placements }), upsell);
      return [explained.outcome.kind, explained.refusals.map(({ guardrail }) => guardrail)];
    };
    expect(outcomeIn('checkout.block')).toEqual(['shown', []]);
    expect(outcomeIn('cart')).toEqual(['nothing-to-show', ['needs-choice']]);
    expect(outcomeIn('cart', 'checkout.block')).toEqual(['shown', ['needs-choice']]);
  });
});
