import { describe, expect, it } from 'vitest';
import { priceFor } from '#app/domain/campaigns/price.ts';
import { aCatalog, aProduct, aVariant, EUROPE } from './shop.ts';

const catalog = aCatalog([aProduct('a')]);
const plain = aVariant('a');
const inEurope = (amountMinor: number, currency: string) =>
  aVariant('a', { prices: new Map([[EUROPE.id, { amountMinor, currency }]]) });

describe('priceFor', () => {
  it.each([
    ["the market's own price in its currency", inEurope(1_250, 'EUR'), 'DE', 'EUR', '1250 EUR'],
    [
      "the market's own price, though it is in the shop's currency",
      inEurope(900, 'GBP'),
      'DE',
      'GBP',
      '900 GBP',
    ],
    ["the shop's price where no market holds the country", plain, 'US', 'GBP', '1000 GBP'],
    ["the shop's price where the country is unknown", plain, null, 'GBP', '1000 GBP'],
    ["the shop's price where the market has no own one", plain, 'DE', 'GBP', '1000 GBP'],
    ['nothing in a currency no price is in', plain, 'DE', 'EUR', null],
    [
      "nothing where the market's own price is in another currency",
      inEurope(1_250, 'EUR'),
      'DE',
      'GBP',
      null,
    ],
    ["nothing by another market's price", inEurope(1_250, 'EUR'), 'US', 'EUR', null],
  ])('gives %s', (_, variant, country, currency, expected) => {
    const price = priceFor(variant, catalog, country, currency);
    expect(price && `${price.amountMinor} ${price.currency}`).toBe(expected);
  });
});
