import { describe, expect, it } from 'vitest';
import { toReason, handPicked } from '#app/domain/campaigns/reasons.ts';
import { reasonWriter } from '#app/domain/campaigns/reason-words.ts';
import {
  becauseYouBought,
  boughtBefore,
  boughtTogether,
  handSetPair,
  onWishlist,
  pinned,
  popular,
  popularInCountry,
  similarTo,
  timeToRefill,
  viewedBefore,
} from '#app/domain/recommendations/ranking/reasons.ts';

const SKU = 'gid://shopify/Product/1';
const reasons = (title: string | null) =>
  [
    pinned(),
    handSetPair(title, SKU),
    boughtTogether(title, { sku: SKU, orders: 8, ordersOfSku: 9 }),
    boughtTogether(title, { sku: SKU, orders: 1, ordersOfSku: 9 }),
    becauseYouBought(title, { sku: SKU, orders: 3, daysAgo: 4 }),
    timeToRefill({ timesBought: 3, everyDays: 1, daysAgo: 2 }),
    timeToRefill({ timesBought: 3, everyDays: 15, daysAgo: 16 }),
    timeToRefill({ timesBought: 3, everyDays: 150, daysAgo: 160 }),
    boughtBefore({ timesBought: 1, daysAgo: 3 }),
    boughtBefore({ timesBought: 4, daysAgo: 3 }),
    viewedBefore({ views: 2 }),
    onWishlist({ timesAsLikely: 6 }),
    similarTo(title, { sku: SKU, similarity: 0.5 }),
    popularInCountry({ country: 'DE', orders: 9, days: 7 }),
    popular(9, 7),
    popular(9, null),
    popular(1, null),
    popular(0, null),
  ].map(toReason);
const ALL = [...reasons('Teacup'), handPicked()];
const inWords = (language: string | null, all = ALL, title: string | null = 'Teacup', isPlaced = false) =>
  all.map(reasonWriter({ language, isPlaced, titleOf: () => title }));
const english = ALL.map(({ text }) => text);

describe('the reason for an offer', () => {
  it.each(['de', 'fr', 'es', 'ja'])(
    'has words of its own in %s, each kind another, with the product it names',
    (language) => {
      const words = inWords(language);
      expect(new Set(words).size).toBe(ALL.length);
      words.forEach((text, at) => {
        expect(english).not.toContain(text);
        expect(text.includes('Teacup')).toBe(english[at]?.includes('Teacup'));
        expect(text).not.toMatch(/#|null|undefined/);
      });
    },
  );

  it.each(['de', 'fr', 'es', 'ja'])(
    'is a sentence in %s where the product has no title any more',
    (language) => {
      for (const text of inWords(language, reasons(null), null))
        expect(text).not.toMatch(/#|null|undefined|Teacup/);
    },
  );

  it('takes a region’s language, and English for all that it has no words for', () => {
    expect(inWords('de-AT')).toEqual(inWords('de'));
    for (const language of ['en', 'en-GB', 'nl', 'not a language', null])
      expect(inWords(language)).toEqual(english);
  });

  it('says how often in the words of the language', () => {
    const often = (language: string) =>
      inWords(language).filter((_, at) => ALL[at]?.code === 'time-to-refill');
    expect(often('de')).toEqual([
      'Zeit für Nachschub: Sie kaufen es jeden Tag',
      'Zeit für Nachschub: Sie kaufen es alle 2 Wochen',
      'Zeit für Nachschub: Sie kaufen es alle 5 Monate',
    ]);
    expect(often('es').at(0)).toBe('Hora de reponer: lo compras cada día');
    expect(often('fr').at(1)).toMatch(/toutes les 2 semaines$/);
    expect(often('ja').at(2)).toContain('5か月ごとに');
  });

  it('speaks of no cart once the order is placed', () => {
    expect(inWords('en', ALL, 'Teacup', true).join()).not.toContain('cart');
    expect(inWords('en', ALL, 'Teacup', true)).toContain('Often bought with Teacup');
    expect(inWords('de', ALL, 'Teacup', true)).toEqual(inWords('de'));
    const untitled = inWords('en', reasons(null), null, true);
    expect(untitled).toContain('Often bought with what you bought');
    expect(untitled.join()).not.toMatch(/cart|null|what is,/);
  });
});
