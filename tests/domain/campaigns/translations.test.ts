import { describe, expect, it } from 'vitest';
import { decide } from '#app/domain/campaigns/decide.ts';
import { textsFor } from '#app/domain/campaigns/translations.ts';
import { anUpsell, aQuestion, aSnapshot } from './shop.ts';

const content = {
  language: 'en',
  headline: 'Look',
  translations: { de: { headline: 'Schau' }, 'pt-BR': { headline: 'Veja' } },
};
const chosen = (language: string | null) => {
  const { texts, locale } = textsFor<{ headline: string }>(content, language);
  return [texts.headline, locale];
};

describe('textsFor', () => {
  it.each([
    ['de', 'Schau', 'de'],
    ['de-AT', 'Schau', 'de-AT'],
    ['pt-BR', 'Veja', 'pt-BR'],
    ['pt-br', 'Veja', 'pt-BR'],
    ['pt-PT', 'Look', 'en'],
    ['en-GB', 'Look', 'en-GB'],
    ['ja', 'Look', 'en'],
    ['', 'Look', 'en'],
    ['not a language', 'Look', 'en'],
    ['__proto__', 'Look', 'en'],
    [null, 'Look', 'en'],
  ])('gives a checkout in %j its texts, or the default', (language, headline, locale) => {
    expect(chosen(language)).toEqual([headline, locale]);
  });

  it('gives the default to a checkout in its very tag, also where its base language has other texts', () => {
    const brazilian = { language: 'pt-BR', headline: 'Veja', translations: { pt: { headline: 'Vê' } } };
    const headlineIn = (language: string) =>
      textsFor<{ headline: string }>(brazilian, language).texts.headline;
    expect(['pt-BR', 'pt-PT', 'pt'].map(headlineIn)).toEqual(['Veja', 'Vê', 'Vê']);
  });
});

describe('an upsell in several languages', () => {
  it("has the headline of the checkout's language", () => {
    const snapshot = aSnapshot({ campaigns: [anUpsell({ translations: content.translations })] });
    const headline = (language: string) => {
      const [item] = decide(snapshot, aQuestion({ cart: 'a', language })).placements['checkout.block'] ?? [];
      return item?.kind === 'offer' ? item.headline : null;
    };
    expect([headline('de-CH'), headline('fr')]).toEqual(['Schau', 'You may also like']);
  });
});
