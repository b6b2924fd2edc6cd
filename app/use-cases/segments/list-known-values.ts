import { readShopSettings } from '#app/contracts/shop-settings.ts';
import { findFact } from '#app/domain/facts/catalogue.ts';
import { fieldsOf } from '#app/domain/quality/connections/connection.ts';
import { formatMoney } from '#app/domain/kernel/money.ts';
import type { Catalogues, EstimatedSpread, KnownValue } from '#app/domain/segments/complete/catalogues.ts';
import type { EstimateFit, EstimateStore } from '#app/ports/estimator.ts';
import type { ConnectionBook, Connection } from '#app/ports/connection-store.ts';
import type { FollowedSegmentStore } from '#app/ports/followed-segments.ts';
import type { KnownValues } from '#app/ports/known-values.ts';
import type { Shop } from '#app/ports/shop-store.ts';

export interface ListKnownValuesPorts {
  readonly known: KnownValues;
  readonly followed: Pick<FollowedSegmentStore, 'list'>;
  readonly estimates: Pick<EstimateStore, 'newest'>;
  readonly connections: Pick<ConnectionBook, 'configured'>;
}

/** What the editor offers as values: those that occur in the shop, with names where they are codes. */
export async function listKnownValues(
  { known, followed, estimates, connections }: ListKnownValuesPorts,
  shop: Pick<Shop, 'id' | 'settings' | 'currency' | 'pixelSince'>,
): Promise<Catalogues> {
  const [inUse, segments, fit, connected] = await Promise.all([
    known.read(shop.id),
    followed.list(shop.id),
    estimates.newest(shop.id),
    connections.configured(shop.id),
  ]);
  const { products, countries, languages, ...rest } = inUse;
  return {
    countries: countries.map((text) => named(text, REGIONS)),
    languages: languages.map((text) => named(text, LANGUAGES)),
    customerTags: rest.customerTags.map(plain),
    markets: rest.markets.map(plain),
    productTypes: rest.productTypes.map(plain),
    vendors: rest.vendors.map(plain),
    productTags: rest.productTags.map(plain),
    collections: rest.collections.map(plain),
    tiers: readShopSettings(shop.settings).tiers.map(({ name }) => plain(name)),
    products: products.map(({ id, title }) => ({ text: id, label: title })),
    shopifySegments: segments.map(({ id, name }) => ({ text: id, label: name })),
    connectedFields: connected.flatMap(namedFields),
    hasBrowsing: shop.pixelSince !== null,
    ...(fit && { estimated: spreadOf(fit, shop.currency) }),
  };
}

function spreadOf({ at, lifetime }: EstimateFit, currency: string): EstimatedSpread {
  const { customers, objection, deciles } = lifetime;
  const written = Object.entries(deciles).map(([name, values]) => {
    const isMoney = findFact(name)?.type === 'money';
    const asWritten = (value: number): number =>
      isMoney ? Number(formatMoney({ amountMinor: value, currency })) : value;
    return [name, values.map(asWritten)];
  });
  return { at, customers, objection, deciles: Object.fromEntries(written) };
}

function namedFields({ name, settings: { source } }: Connection): readonly KnownValue[] {
  return fieldsOf(source).map((text) => ({ text, label: name }));
}

const plain = (text: string): KnownValue => ({ text });
const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** A code with its English name: "GB" with "United Kingdom". What is no code stands alone. */
function named(text: string, names: Intl.DisplayNames): KnownValue {
  const label = /^[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?$/.test(text) ? names.of(text) : undefined;
  return label === undefined ? { text } : { text, label };
}
