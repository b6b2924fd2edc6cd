/** Towns to live in. In `zip`, `#` is drawn as a digit and `@` as a letter. */
export interface Place {
  readonly city: string;
  readonly zip: string;
  readonly province?: string;
  readonly provinceCode?: string;
}

const places = (zip: string, cities: string): Place[] => cities.split(', ').map((city) => ({ city, zip }));
const town = (city: string, zip: string, province?: string, provinceCode?: string): Place => ({
  city,
  zip,
  province,
  provinceCode,
});

export const PLACES: Readonly<Record<string, readonly Place[]>> = {
  GB: [
    ['London', 'N# #@@'],
    ['London', 'SE# #@@'],
    ['London', 'W# #@@'],
    ['Leeds', 'LS# #@@'],
    ['Manchester', 'M# #@@'],
    ['Birmingham', 'B# #@@'],
    ['Bristol', 'BS# #@@'],
    ['Brighton', 'BN# #@@'],
    ['Edinburgh', 'EH# #@@'],
    ['Glasgow', 'G# #@@'],
    ['Cardiff', 'CF# #@@'],
    ['Norwich', 'NR# #@@'],
    ['York', 'YO# #@@'],
    ['Exeter', 'EX# #@@'],
    ['Nottingham', 'NG# #@@'],
    ['Sheffield', 'S# #@@'],
    ['Oxford', 'OX# #@@'],
    ['Cambridge', 'CB# #@@'],
    ['Belfast', 'BT# #@@'],
    ['Newcastle upon Tyne', 'NE# #@@'],
    ['Liverpool', 'L# #@@'],
    ['Southampton', 'SO# #@@'],
  ].map(([city = '', zip = '']) => town(city, zip)),
  IE: [
    town('Dublin', 'D0# @###', 'Dublin', 'IE-D'),
    town('Cork', 'T## @###', 'Cork', 'IE-CO'),
    town('Galway', 'H91 @###', 'Galway', 'IE-G'),
  ],
  US: [
    town('Portland', '972##', 'Oregon', 'OR'),
    town('Austin', '787##', 'Texas', 'TX'),
    town('Brooklyn', '112##', 'New York', 'NY'),
    town('Chicago', '606##', 'Illinois', 'IL'),
  ],
  CA: [town('Toronto', 'M#@ #@#', 'Ontario', 'ON'), town('Vancouver', 'V#@ #@#', 'British Columbia', 'BC')],
  AU: [town('Melbourne', '30##', 'Victoria', 'VIC'), town('Sydney', '20##', 'New South Wales', 'NSW')],
  BR: [town('São Paulo', '01###-###', 'São Paulo', 'SP')],
  ES: [
    town('Madrid', '280##', 'Madrid', 'M'),
    town('Barcelona', '080##', 'Barcelona', 'B'),
    town('Valencia', '460##', 'Valencia', 'V'),
  ],
  IT: [
    town('Milano', '201##', 'Milano', 'MI'),
    town('Roma', '001##', 'Roma', 'RM'),
    town('Torino', '101##', 'Torino', 'TO'),
  ],
  JP: [town('Tokyo', '1##-####', 'Tokyo', 'JP-13'), town('Kyoto', '6##-####', 'Kyoto', 'JP-26')],
  PT: [town('Lisboa', '1###-###', 'Lisboa', 'PT-11'), town('Porto', '4###-###', 'Porto', 'PT-13')],
  ZA: [town('Cape Town', '80##', 'Western Cape', 'WC')],
  AE: [town('Dubai', '', 'Dubai', 'DU')],
  HK: [town('Hong Kong', '', 'Hong Kong Island', 'HK')],
  DE: places('#####', 'Berlin, Hamburg, München, Köln, Leipzig, Freiburg, Bremen'),
  FR: places('#####', 'Paris, Lyon, Nantes, Lille, Bordeaux, Strasbourg'),
  NL: places('#### @@', 'Amsterdam, Utrecht, Rotterdam, Haarlem'),
  BE: places('####', 'Bruxelles, Gent, Antwerpen, Leuven'),
  CH: places('####', 'Zürich, Basel, Bern, Genève'),
  AT: places('####', 'Wien, Graz, Salzburg'),
  NO: places('####', 'Oslo, Bergen, Trondheim'),
  SE: places('### ##', 'Stockholm, Göteborg, Malmö'),
  FI: places('#####', 'Helsinki, Tampere, Turku'),
  DK: places('####', 'København, Aarhus, Odense'),
  PL: places('##-###', 'Warszawa, Kraków, Gdańsk'),
  CZ: places('### ##', 'Praha, Brno'),
  LT: places('#####', 'Vilnius, Kaunas'),
  GR: places('### ##', 'Athens, Thessaloniki'),
  CY: places('####', 'Nicosia, Limassol'),
  MT: places('SLM ####', 'Sliema, Valletta'),
  IS: places('###', 'Reykjavík, Akureyri'),
  IL: places('#######', 'Tel Aviv, Haifa'),
  LB: places('#### ####', 'Beirut'),
  BH: places('###', 'Manama'),
  SA: places('#####', 'Riyadh, Jeddah'),
  SG: places('######', 'Singapore'),
  JE: places('JE# #@@', 'Saint Helier'),
};
