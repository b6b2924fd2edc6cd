import { describe, expect, it } from 'vitest';
import { askPlaces } from '#app/adapters/connectors/places.ts';
import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';

const ask = (country: string | null, language: string | null, address: SavedAddress | null = null) =>
  askPlaces({
    shopId: 1 as ShopId,
    customerId: gid('Customer', 1),
    country,
    language,
    address: () => address,
    email: async () => null,
    metafield: async () => null,
  });

describe('the tables of places', () => {
  it('tell the region and the postcode area of a British address', () => {
    const address = { countryCode: 'GB', provinceCode: 'SCT', zip: 'eh1 1aa' };
    expect(ask('GB', 'en-GB', address)).toEqual({
      kind: 'told',
      values: {
        continent: 'Europe',
        currency: 'GBP',
        region: 'Scotland',
        postcode_area: 'EH',
        local_language: true,
      },
      claims: {},
      unfit: [],
    });
  });

  it('tell of a country alone where no address is kept', () => {
    expect(ask('DE', 'en')).toMatchObject({
      values: { continent: 'Europe', currency: 'EUR', local_language: false },
    });
  });

  it('know nothing without a country, and of one that is none', () => {
    expect(ask(null, 'en')).toEqual({ kind: 'unknown' });
    expect(ask('XX', 'en')).toEqual({ kind: 'unknown' });
    expect(ask('constructor', 'en')).toEqual({ kind: 'unknown' });
  });
});
