import { continents, countries, type ICountry } from 'countries-list';
import { iso31662 } from 'iso-3166';
import { parse } from 'postcode';
import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import type { PLACE_FIELDS } from '#app/domain/quality/connections/connection.ts';
import type { ConnectedScalar } from '#app/domain/profiles/connected.ts';
import type { ConnectionSubject, ConnectorAnswer } from '#app/ports/connector.ts';

const REGIONS: ReadonlyMap<string, string> = new Map(iso31662.map(({ code, name }) => [code, name]));

/**
 * Continent, currency and region of the customer's country and of the last order's address; of British postcodes the area ("EH"); whether the
 * customer's language is spoken there. Sources: countries-list, ISO 3166-2 by iso-3166, postcode.
 */
export function askPlaces(subject: ConnectionSubject): ConnectorAnswer {
  const address = subject.address();
  const country = (address?.countryCode ?? subject.country)?.toUpperCase() ?? null;
  const known = country === null ? null : countryData(country);
  if (country === null || known === null) return { kind: 'unknown' };
  const values = withoutMissing({
    continent: continents[known.continent],
    currency: known.currency[0],
    region: address?.provinceCode && REGIONS.get(`${country}-${address.provinceCode.toUpperCase()}`),
    postcode_area: country === 'GB' ? postcodeArea(address) : null,
    local_language: subject.language === null ? null : speaks(known.languages, subject.language),
  });
  return { kind: 'told', values, claims: {}, unfit: [] };
}

function countryData(code: string): ICountry | null {
  const known: Readonly<Record<string, ICountry>> = countries;
  return Object.hasOwn(known, code) ? (known[code] ?? null) : null;
}

function postcodeArea(address: SavedAddress | null): string | null {
  const parsed = address?.zip === undefined ? null : parse(address.zip);
  return parsed?.valid ? parsed.area : null;
}

function speaks(languages: readonly string[], language: string): boolean {
  return languages.includes(language.split('-', 1)[0]?.toLowerCase() ?? '');
}

function withoutMissing(
  values: Readonly<Record<(typeof PLACE_FIELDS)[number], ConnectedScalar | null | undefined>>,
): Record<string, ConnectedScalar> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) =>
      value === null || value === undefined || value === '' ? [] : [[field, value]],
    ),
  );
}
