import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aProfile, product } from '../builders.ts';
import { aMessage, aProduct, aQuestion, aSegment, aSnapshot, bought, products } from './shop.ts';

const customer = gid('Customer', 1);
const banner = aMessage({ title: 'Because you bought {{bought}}', body: 'Consider {{ consider }}.' });

function shown(
  purchases: ReturnType<typeof bought>[],
  parts: Parameters<typeof aSnapshot>[0] = {},
  question: Parameters<typeof aQuestion>[0] = {},
) {
  const profile = aProfile({ purchases, attributes: { tags: ['vip-gold'] } });
  const { placements } = decide(
    aSnapshot({ campaigns: [banner], ...parts }),
    aQuestion({ shopperId: customer, profile, ...question }),
  );
  const [item] = placements['checkout.block'] ?? [];
  return item?.kind === 'message' ? item : null;
}

describe('a message with placeholders', () => {
  it('names what was bought and what to consider, with the orders behind it', () => {
    expect(shown([bought(60, 'd')])).toMatchObject({
      key: 'message:message',
      tone: 'info',
      title: 'Because you bought Product D',
      body: 'Consider Product E.',
      reason: {
        code: 'because-you-bought',
        text: 'Because you bought Product D',
        evidence: { productId: product('d'), considerProductId: product('e'), orders: 2 },
      },
    });
  });

  it('starts from the newest purchase of high value', () => {
    expect(shown([bought(90, 'd5000'), bought(60, 'a9000', 'f100')])?.title).toBe(
      'Because you bought Product A',
    );
    expect(shown([bought(90, 'd5000'), bought(60, 'a100', 'f100')])?.title).toBe(
      'Because you bought Product D',
    );
  });

  it('goes on to an older purchase when the newer one leads nowhere', () => {
    expect(shown([bought(90, 'd'), bought(60, 'g')])?.title).toBe('Because you bought Product D');
  });

  it('prefers a product that was never bought', () => {
    expect(shown([bought(99, 'b100'), bought(60, 'a900')])?.body).toBe('Consider Product C.');
  });

  it('considers only what the guardrails let through', () => {
    const withoutB = products.map((each) =>
      each.id === product('b') ? { ...each, published: false } : each,
    );
    expect(shown([bought(60, 'a')], { products: withoutB })?.body).toBe('Consider Product C.');
    expect(shown([bought(60, 'a')], {}, { cart: 'b' })?.body).toBe('Consider Product C.');
    expect(shown([bought(60, 'a')], { products: [aProduct('a')] })).toBeNull();
  });

  it.each([
    ['the shopper bought nothing', [], {}],
    ['the shopper is a guest', [bought(60, 'd')], { shopperId: null }],
    ['the shopper dismissed it', [bought(60, 'd')], { dismissed: ['message:message'] }],
  ])('is not shown when %s', (_, purchases, question) => expect(shown(purchases, {}, question)).toBeNull());

  it('is not shown when a placeholder is unknown', () => {
    const campaigns = [aMessage({ title: 'Hi {{name}}', body: 'there' })];
    expect(shown([bought(60, 'd')], { campaigns })).toBeNull();
  });

  it('takes a title as it is, whatever is in it', () => {
    const odd = products.map((each) =>
      each.id === product('d') ? { ...each, title: 'A $& B $1 {{consider}}' } : each,
    );
    expect(shown([bought(60, 'd')], { products: odd })?.title).toBe(
      'Because you bought A $& B $1 {{consider}}',
    );
  });
});

describe('a message without placeholders', () => {
  it('names the segments that let the shopper in as its reason', () => {
    const segments = [aSegment('gold', 'loyalty.tier = "Gold"'), aSegment('x', 'purchases.count > 9')];
    const campaigns = [
      aMessage({ title: 'Thank you', body: 'for coming back' }, { audience: ['gold', 'x'] }),
    ];
    expect(shown([], { segments, campaigns })?.reason).toEqual({
      code: 'segment',
      text: 'For Segment gold',
      evidence: { segmentIds: 'gold' },
    });
  });
});
