/** The country words of the data as ISO 3166 codes. "Unspecified" counts as home, "European Community" as Belgium. */
const CODE_OF_WORD: Readonly<Record<string, string>> = {
  Australia: 'AU',
  Austria: 'AT',
  Bahrain: 'BH',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  'Channel Islands': 'JE',
  Cyprus: 'CY',
  'Czech Republic': 'CZ',
  Denmark: 'DK',
  EIRE: 'IE',
  'European Community': 'BE',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Greece: 'GR',
  'Hong Kong': 'HK',
  Iceland: 'IS',
  Israel: 'IL',
  Italy: 'IT',
  Japan: 'JP',
  Lebanon: 'LB',
  Lithuania: 'LT',
  Malta: 'MT',
  Netherlands: 'NL',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  RSA: 'ZA',
  'Saudi Arabia': 'SA',
  Singapore: 'SG',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  USA: 'US',
  'United Arab Emirates': 'AE',
  'United Kingdom': 'GB',
  Unspecified: 'GB',
};

export function countryCodeOf(word: string): string {
  const code = CODE_OF_WORD[word];
  if (!code) throw new Error(`Expected a country of the Online Retail data, found "${word}".`);
  return code;
}

export const EUROZONE: readonly string[] =
  'AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ');

/** Countries outside the home, Europe and US markets that the shop sells to. */
export const INTERNATIONAL: readonly string[] =
  'AE AU BH BR CA CH CZ DK HK HU IL IN IS JE JP KR LB MX MY NO NZ PL RO SA SE SG TH TR ZA'.split(' ');

const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

export function countryName(code: string): string {
  return NAMES.of(code) ?? code;
}

const LANGUAGE: Readonly<Record<string, string>> = {
  AT: 'de',
  BE: 'nl',
  BR: 'pt-BR',
  CH: 'de',
  CY: 'el',
  CZ: 'cs',
  DE: 'de',
  DK: 'da',
  ES: 'es',
  FI: 'fi',
  FR: 'fr',
  GR: 'el',
  IT: 'it',
  JP: 'ja',
  LT: 'lt',
  NL: 'nl',
  NO: 'nb',
  PL: 'pl',
  PT: 'pt-PT',
  SE: 'sv',
};

/** The language most used in a country; English where the list has none. */
export function languageOf(countryCode: string): string {
  return LANGUAGE[countryCode] ?? 'en';
}

/** Of the capital or the largest city. */
const TIME_ZONE: Readonly<Record<string, string>> = {
  AE: 'Asia/Dubai',
  AT: 'Europe/Vienna',
  AU: 'Australia/Sydney',
  BE: 'Europe/Brussels',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CH: 'Europe/Zurich',
  CY: 'Asia/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GR: 'Europe/Athens',
  HK: 'Asia/Hong_Kong',
  IE: 'Europe/Dublin',
  IL: 'Asia/Jerusalem',
  IT: 'Europe/Rome',
  JP: 'Asia/Tokyo',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  SE: 'Europe/Stockholm',
  SG: 'Asia/Singapore',
  US: 'America/New_York',
};

/** Null where the list has none, as Shopify gives none for addresses it does not know. */
export function timeZoneOf(countryCode: string): string | null {
  return TIME_ZONE[countryCode] ?? null;
}
