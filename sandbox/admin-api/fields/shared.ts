import type { Args, FieldTable } from '#sandbox/admin-api/context.ts';
import { connect } from '#sandbox/admin-api/connection.ts';
import { digestOf, type Metafield } from '#sandbox/admin-api/metafields.ts';
import { countryName, timeZoneOf } from '#sandbox/shop/countries.ts';
import { gid } from '#sandbox/shop/gid.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type { Address } from '#sandbox/shop/shop.ts';
import { isoOf } from '#sandbox/shop/time.ts';

export const SHOP_CURRENCY = 'GBP';
/** The namespace that `$app` stands for. */
const APP_NAMESPACE = 'app--1000001';

export interface MoneyV2 {
  readonly amount: string;
  readonly currencyCode: string;
}

export const moneyV2 = (minor: number, currencyCode: string): MoneyV2 => ({
  amount: decimal(minor),
  currencyCode,
});

export const moneyBag = (shopMinor: number, presentmentMinor: number, presentmentCurrency: string) => ({
  shopMoney: moneyV2(shopMinor, SHOP_CURRENCY),
  presentmentMoney: moneyV2(presentmentMinor, presentmentCurrency),
});

/** An address with the number Shopify would give it. */
export interface AddressSource {
  readonly id: number;
  readonly address: Address;
}

export const namespaceOf = (value: unknown): string => {
  const text = typeof value === 'string' && value !== '' ? value : '$app';
  return text.replace(/^\$app(?=$|:)/, APP_NAMESPACE).replace(':', '--');
};

/** The namespace as the app names it, "$app" or "$app:<name>"; null for one that is not the app's. */
export const appNamespaceOf = (namespace: string): string | null => {
  const [, name] = namespace.split(`${APP_NAMESPACE}--`);
  if (name !== undefined) return `$app:${name}`;
  return namespace === APP_NAMESPACE ? '$app' : null;
};

/** metafield and metafields of an owner, whose gid `idOf` gives. */
export function metafieldFields<Source>(idOf: (source: Source) => string): FieldTable<Source> {
  return {
    metafield: (source, args, { metafields }) =>
      metafields.find(idOf(source), namespaceOf(args['namespace']), String(args['key'])) ?? null,
    metafields: (source, args: Args, { metafields }) => {
      const namespace = typeof args['namespace'] === 'string' ? namespaceOf(args['namespace']) : undefined;
      return connect(metafields.list(idOf(source), namespace), args, (field) => field.id);
    },
  };
}

function readJson(field: Metafield): unknown {
  try {
    return JSON.parse(field.value);
  } catch {
    return field.value;
  }
}

const metafield: FieldTable<Metafield> = {
  id: (field) => gid('Metafield', field.id),
  legacyResourceId: (field) => String(field.id),
  ownerType: (field) => (/gid:\/\/shopify\/(\w+)\//.exec(field.ownerId)?.[1] ?? 'Shop').toUpperCase(),
  jsonValue: readJson,
  compareDigest: (field) => digestOf(field.value),
  createdAt: (field) => isoOf(field.createdAt),
  updatedAt: (field) => isoOf(field.updatedAt),
};

const mailingAddress: FieldTable<AddressSource> = {
  id: ({ id }) => gid('MailingAddress', id),
  firstName: ({ address }) => address.firstName,
  lastName: ({ address }) => address.lastName,
  name: ({ address }) => `${address.firstName} ${address.lastName}`,
  company: ({ address }) => address.company,
  address1: ({ address }) => address.address1,
  address2: ({ address }) => address.address2,
  city: ({ address }) => address.city,
  province: ({ address }) => address.province,
  provinceCode: ({ address }) => address.provinceCode,
  zip: ({ address }) => address.zip,
  country: ({ address }) => countryName(address.countryCode),
  countryCode: ({ address }) => address.countryCode,
  countryCodeV2: ({ address }) => address.countryCode,
  phone: ({ address }) => address.phone,
  timeZone: ({ address }) => timeZoneOf(address.countryCode),
  formatted: ({ address }) =>
    [
      address.company,
      address.address1,
      address.address2,
      `${address.city} ${address.zip}`.trim(),
      countryName(address.countryCode),
    ].filter((line) => line !== null && line !== ''),
};

export const sharedFields = { Metafield: metafield, MailingAddress: mailingAddress };
