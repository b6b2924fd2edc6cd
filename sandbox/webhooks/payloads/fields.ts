import { countryName } from '#sandbox/shop/countries.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type { Address, LineAttribute } from '#sandbox/shop/shop.ts';

/** The shop's currency of the sandbox. */
export const SHOP_CURRENCY = 'GBP';

export interface MoneySet {
  readonly shop_money: { readonly amount: string; readonly currency_code: string };
  readonly presentment_money: { readonly amount: string; readonly currency_code: string };
}

/** An amount in the shop's and in the buyer's currency, as REST payloads write it. */
export function moneySet(shopMinor: number, presentmentMinor: number, presentmentCurrency: string): MoneySet {
  return {
    shop_money: { amount: decimal(shopMinor), currency_code: SHOP_CURRENCY },
    presentment_money: { amount: decimal(presentmentMinor), currency_code: presentmentCurrency },
  };
}

export function addressPayload(address: Address): Record<string, unknown> {
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: countryName(address.countryCode),
    last_name: address.lastName,
    address2: address.address2,
    company: address.company,
    latitude: null,
    longitude: null,
    name: `${address.firstName} ${address.lastName}`,
    country_code: address.countryCode,
    province_code: address.provinceCode,
  };
}

/** Line attributes and cart attributes as `properties` and `note_attributes`. */
export function propertiesPayload(attributes: readonly LineAttribute[]): { name: string; value: string }[] {
  return attributes.map(({ key, value }) => ({ name: key, value }));
}
