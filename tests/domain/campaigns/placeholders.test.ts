import { describe, expect, it } from 'vitest';
import { PLACEHOLDERS } from '#app/contracts/campaign-content.ts';
import type { MessageContent } from '#app/domain/campaigns/campaign.ts';
import { decide } from '#app/domain/campaigns/decide.ts';
import { arrivalOf } from '#app/domain/campaigns/delivery-promise.ts';
import { PLACEHOLDER_VALUES } from '#app/domain/campaigns/placeholders.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { aProfile, NOW } from '../builders.ts';
import { aMessage, aProduct, aQuestion, aSnapshot, aVariant, bought } from './shop.ts';

const customer = gid('Customer', 1);

/** The body of a message with this text; null when it is not shown. */
function said(
  body: string,
  question: Parameters<typeof aQuestion>[0] = {},
  content: Partial<MessageContent> = {},
  parts: Parameters<typeof aSnapshot>[0] = {},
): string | null {
  const campaigns = [aMessage({ title: 'Title', body, ...content })];
  const { placements } = decide(aSnapshot({ campaigns, ...parts }), aQuestion(question));
  const [item] = placements['checkout.block'] ?? [];
  return item?.kind === 'message' ? item.body : null;
}

describe('PLACEHOLDER_VALUES', () => {
  it('has a value for each placeholder that a save lets through', () => {
    expect([...PLACEHOLDER_VALUES.keys()]).toEqual([...PLACEHOLDERS]);
  });
});

describe('{{missing}}', () => {
  const thresholds = [
    { amountMinor: 2_500, currency: 'GBP' },
    { amountMinor: 5_000, currency: 'EUR' },
  ];
  const missing = (question: Parameters<typeof aQuestion>[0]) =>
    said('{{missing}} to go', question, { thresholds });

  it("is what the cart lacks, in the cart's currency, and goes when it is reached", () => {
    expect(missing({ cart: 'a' })).toBe('£15.00 to go');
    expect(missing({ cart: 'ab' })).toBe('£5.00 to go');
    expect(missing({ cart: 'abc' })).toBeNull();
  });

  it('counts what is paid for a line, discounts taken off', () => {
    const [line] = aQuestion({ cart: 'a' }).lines;
    const cost = { amountMinor: 750, currency: 'GBP' };
    expect(missing({ lines: line ? [{ ...line, cost }] : [] })).toBe('£17.50 to go');
  });

  it('has no value in an empty cart, in a currency without an amount, or where a price is not known', () => {
    expect(missing({ cart: '' })).toBeNull();
    expect(missing({ cart: 'a', country: 'US', currency: 'USD' })).toBeNull();
    expect(missing({ cart: 'a', country: 'DE', currency: 'EUR' })).toBeNull();
  });

  it('is written as the language writes money', () => {
    const german = { de: { title: 'Fast', body: 'Noch {{missing}}' } };
    const content = { thresholds, translations: german };
    expect(said('x', { cart: 'a', language: 'de-DE' }, content)).toBe('Noch 15,00\u00a0£');
  });
});

describe('{{scarce}} and {{left}}', () => {
  const withStock = (stock: number | null) => ({
    products: [aProduct('a', { variants: [aVariant('a', { stock })] }), aProduct('b')],
  });
  const text = 'Only {{left}} of {{scarce}} left';

  it('are true: what is in the cart, while 5 or fewer are left', () => {
    expect(said(text, { cart: 'ab' }, {}, withStock(2))).toBe('Only 2 of Product A left');
    expect(said(text, { cart: 'a' }, {}, withStock(5))).toBe('Only 5 of Product A left');
    expect(said(text, { cart: 'a' }, {}, withStock(6))).toBeNull();
  });

  it('count all lines that hold a variant: where the cart asks for more than are left, they have no value', () => {
    expect(said(text, { cart: 'aaa' }, {}, withStock(3))).toBe('Only 3 of Product A left');
    expect(said(text, { cart: 'aaa' }, {}, withStock(2))).toBeNull();
  });

  it('have no value without stock that is counted, sold out, or for what is not in the cart', () => {
    expect(said(text, { cart: 'a' }, {}, withStock(null))).toBeNull();
    expect(said(text, { cart: 'a' }, {}, withStock(0))).toBeNull();
    expect(said(text, { cart: 'b' }, {}, withStock(2))).toBeNull();
  });
});

describe('{{tier}} and {{orders}}', () => {
  it('are those of the shopper', () => {
    const profile = aProfile({
      purchases: [bought(9, 'a'), bought(3, 'b')],
      attributes: { tags: ['vip-gold'] },
    });
    const asked = { shopperId: customer, profile };
    expect(said('{{tier}} {{orders}}', asked)).toBe('Gold 2');
    expect(said('{{tier}}')).toBeNull();
    expect(said('{{orders}}')).toBeNull();
  });

  it('count every order of a customer, however many, and none that is dated ahead', () => {
    const purchases = Array.from({ length: 240 }, (_, day) => bought(239 - day, 'a'));
    const profile = aProfile({ purchases: [...purchases, bought(-1, 'a')] });
    expect(said('{{orders}}', { shopperId: customer, profile })).toBe('240');
  });
});

describe('{{arrives}}', () => {
  const delivery = { cutoffHour: 14, workingDays: 2 };
  const at = (text: string) => Date.parse(text) / 1000;
  const day = (text: string) => {
    const arrival = arrivalOf(delivery, at(text), 'Europe/London');
    return [new Date(arrival.day * 86_400_000).toISOString().slice(0, 10), arrival.validUntil] as const;
  };

  it.each([
    ['before the hour, the same day', '2026-11-24T13:59:59Z', '2026-11-26', '2026-11-24T14:00:00Z'],
    ['from the hour on, the next', '2026-11-24T14:00:00Z', '2026-11-27', '2026-11-25T00:00:00Z'],
    ['over a weekend', '2026-11-26T15:00:00Z', '2026-12-01', '2026-11-27T00:00:00Z'],
    ['on a Saturday, as on Monday', '2026-11-28T09:00:00Z', '2026-12-02', '2026-11-28T14:00:00Z'],
    ['by summer time, an hour earlier in UTC', '2026-07-07T13:00:00Z', '2026-07-10', '2026-07-07T23:00:00Z'],
  ])('leaves %s', (_what, now, arrives, validUntil) => {
    expect(day(now)).toEqual([arrives, at(validUntil)]);
  });

  it('is written in the language, and the answer holds until the hour', () => {
    const campaigns = [aMessage({ title: 'Arrives', body: '{{arrives}}', delivery })];
    const decision = decide(aSnapshot({ campaigns }), aQuestion({ now: NOW }));
    expect(decision.validUntil).toBe(arrivalOf(delivery, NOW, 'Europe/London').validUntil);
    expect(said('{{arrives}}', { now: at('2026-11-24T10:00:00Z') }, { delivery })).toBe(
      'Thursday, November 26',
    );
    expect(said('{{arrives}}', { now: at('2026-11-24T10:00:00Z'), language: 'en-GB' }, { delivery })).toBe(
      'Thursday 26 November',
    );
  });
});

describe('{{nextTier}} and {{toNextTier}}', () => {
  const tiers = [
    { name: 'Gold', tag: 'vip-gold', spend: { amountMinor: 50_000, days: 365 } },
    { name: 'Silver', tag: 'vip-silver', spend: { amountMinor: 20_000, days: 90 } },
    { name: 'Friend', tag: 'friend' },
  ];
  const asked = (
    tags: readonly string[],
    ...spent: readonly (readonly [daysAgo: number, amountMinor: number])[]
  ) => {
    const purchases = spent.map(([daysAgo, amountMinor]) => ({
      ...bought(daysAgo, 'a'),
      netMinor: amountMinor,
    }));
    const profile = aProfile({ purchases });
    const shopper = { ...profile, attributes: { ...profile.attributes, tags } };
    return { shopperId: customer, profile: shopper, cart: 'a' };
  };
  const shop = { ...aSnapshot(), tiers };
  const decided = (question: Parameters<typeof aQuestion>[0], showsProgress = false) => {
    const body = '{{toNextTier}} to {{nextTier}}';
    const campaigns = [aMessage({ title: 'Title', body, showsProgress })];
    const decision = decide({ ...shop, campaigns }, aQuestion(question));
    const [item] = decision.placements['checkout.block'] ?? [];
    return { item: item?.kind === 'message' ? item : null, validUntil: decision.validUntil };
  };
  const text = (question: Parameters<typeof aQuestion>[0]) => decided(question).item?.body ?? null;

  it('name the nearest tier above that spending earns, and what is still to be spent for it', () => {
    expect(text(asked([], [10, 4_000]))).toBe('£160.00 to Silver');
    expect(text(asked(['friend'], [10, 4_000]))).toBe('£160.00 to Silver');
    expect(text(asked(['VIP-Silver'], [10, 4_000], [200, 30_000]))).toBe('£160.00 to Gold');
  });

  it('count only what was spent within the days of that tier, and hold until an order drops out of them', () => {
    expect(text(asked([], [89, 4_000], [91, 9_000]))).toBe('£160.00 to Silver');
    expect(decided(asked([], [89, 4_000])).validUntil).toBe(NOW + 86_400);
    expect(decided(asked([])).validUntil).toBeNull();
  });

  it('have no value at the top, for a guest, in a tier that is not listed, and where enough is spent already', () => {
    expect(text(asked(['vip-gold'], [10, 4_000]))).toBeNull();
    expect(text({ cart: 'a' })).toBeNull();
    expect(text(asked([], [10, 20_000]))).toBeNull();
    const told = asked([], [10, 4_000]);
    const attributes = { ...told.profile.attributes, loyaltyTier: 'Platinum' };
    expect(text({ ...told, profile: { ...told.profile, attributes } })).toBeNull();
  });

  it('speak of tiers that are counted, and hold where enough is spent until an order drops out again', () => {
    const counted = [
      { name: 'Gold', spend: { amountMinor: 50_000, days: 365 } },
      { name: 'Silver', spend: { amountMinor: 20_000, days: null } },
    ];
    const said = (...spent: readonly (readonly [number, number])[]) => {
      const campaigns = [aMessage({ title: 'T', body: '{{toNextTier}} to {{nextTier}}' })];
      const { placements, validUntil } = decide(
        { ...shop, tiers: counted, campaigns },
        aQuestion(asked([], ...spent)),
      );
      const [item] = placements['checkout.block'] ?? [];
      return [item?.kind === 'message' ? item.body : null, validUntil];
    };
    expect(said([900, 4_000])).toEqual(['£160.00 to Silver', null]);
    expect(said([900, 20_000], [360, 38_000])).toEqual(['£120.00 to Gold', NOW + 5 * 86_400]);
    expect(said([10, 50_000])).toEqual([null, NOW + 355 * 86_400]);
  });

  it('come with the share that is reached, where the campaign shows a bar', () => {
    expect(decided(asked([], [10, 5_990]), true).item?.progress).toBe(0.29);
    expect(decided(asked([]), true).item?.progress).toBe(0);
    expect(decided(asked([], [10, 5_990])).item).not.toHaveProperty('progress');
  });
});

describe('a progress bar beside {{missing}}', () => {
  it('shows what of the threshold the cart has reached', () => {
    const thresholds = [{ amountMinor: 4_000, currency: 'GBP' }];
    const message = aMessage({ title: 'T', body: '{{missing}} to go', thresholds, showsProgress: true });
    const question = aQuestion({ cart: 'a' });
    const [item] = decide(aSnapshot({ campaigns: [message] }), question).placements['checkout.block'] ?? [];
    expect(item).toMatchObject({ body: '£30.00 to go', progress: 0.25 });
  });
});
