import { connect } from '#sandbox/admin-api/connection.ts';
import type { AdminContext, FieldTable } from '#sandbox/admin-api/context.ts';
import { countryName } from '#sandbox/shop/countries.ts';
import { gid } from '#sandbox/shop/gid.ts';
import type { Identity, Market } from '#sandbox/shop/shop.ts';
import { isoOf, localIsoOf } from '#sandbox/shop/time.ts';
import { metafieldFields } from './shared.ts';

const CURRENCY_NAMES = new Intl.DisplayNames(['en'], { type: 'currency' });

/** `+00:00` now, in the shop's time zone. */
const offsetOf = ({ settings }: AdminContext): string => localIsoOf(settings.now()).slice(-6);

const shop: FieldTable<Identity> = {
  id: ({ id }) => gid('Shop', id),
  contactEmail: ({ email }) => email,
  myshopifyDomain: ({ domain }) => domain,
  primaryDomain: ({ id, domain }, _args, { origin }) => ({
    type: 'Domain',
    id: gid('Domain', id),
    host: domain,
    sslEnabled: true,
    // Where its pages are served, so that links of a message lead there.
    url: origin(),
  }),
  url: ({ domain }) => `https://${domain}`,
  currencyCode: ({ currency }) => currency,
  enabledPresentmentCurrencies: (_source, _args, context) =>
    [...new Set(context.shop.markets.map((market) => market.currency))].sort(),
  ianaTimezone: ({ timeZone }) => timeZone,
  timezoneAbbreviation: (_source, _args, context) => (offsetOf(context) === '+00:00' ? 'GMT' : 'BST'),
  timezoneOffset: (_source, _args, context) => offsetOf(context).replace(':', ''),
  timezoneOffsetMinutes: (_source, _args, context) => Number(offsetOf(context).slice(0, 3)) * 60,
  taxesIncluded: () => true,
  weightUnit: () => 'KILOGRAMS',
  plan: () => ({ publicDisplayName: 'Shopify Plus', partnerDevelopment: false, shopifyPlus: true }),
  shopAddress: ({ id, country }) => ({
    id: gid('ShopAddress', id),
    address1: '1 Mill Street',
    city: 'Leeds',
    country: countryName(country),
    countryCodeV2: country,
    zip: 'LS1 4AB',
  }),
  createdAt: () => '2020-01-06T09:00:00Z',
  updatedAt: (_source, _args, { settings }) => isoOf(settings.now()),
  ...metafieldFields(({ id }: Identity) => gid('Shop', id)),
};

const currencySetting = (market: Market) => ({
  currencyCode: market.currency,
  currencyName: CURRENCY_NAMES.of(market.currency) ?? market.currency,
  enabled: true,
  manualRate: String(market.rate),
  rateUpdatedAt: '2026-01-05T09:00:00Z',
});

const regionsOf = (market: Market) =>
  market.countries.map((code, index) => ({
    type: 'MarketRegionCountry',
    id: gid('MarketRegionCountry', market.id * 1000 + index),
    name: countryName(code),
    code,
    currency: currencySetting(market),
  }));

const regionConnection = (market: Market, args: Readonly<Record<string, unknown>>) =>
  connect(regionsOf(market), args, (region) => region.id);

const market: FieldTable<Market> = {
  id: ({ id }) => gid('Market', id),
  status: () => 'ACTIVE',
  type: () => 'REGION',
  enabled: () => true,
  conditions: (source) => ({
    conditionTypes: ['REGION'],
    regionsCondition: {
      applicationLevel: 'SPECIFIED',
      regions: (args: Readonly<Record<string, unknown>>) => regionConnection(source, args),
    },
  }),
  regions: regionConnection,
  currencySettings: (source) => ({
    baseCurrency: currencySetting(source),
    localCurrencies: false,
    roundingEnabled: true,
  }),
};

export const shopFields = { Shop: shop, Market: market };
