/** Made-up people: names, addresses, e-mails and payment types from a fixed seed. No one here exists. */
import { languageOf } from './countries.ts';
import { PLACES, type Place } from './places.ts';
import { between, pick, pickWeighted, randomOf, type Random } from './random.ts';
import type { Address, Customer } from './shop.ts';

const FIRST_NAMES =
  `Ada Alice Amara Amelia Anna Ben Beth Bruno Callum Carla Charlotte Chloe Clara Daniel David Edith Elena Eliza Emil Emma Erik Esme
  Eva Felix Fiona Finn Freya George Grace Hannah Harriet Hugo Ian Ida Imogen Ines Iris Isaac Isla Ivy Jack James Jonas Joseph Julia
  Karin Kate Laura Leah Leo Lena Lily Liam Lucas Lucy Maeve Marco Maria Martha Matteo Maya Mia Mila Molly Nadia Nina Noah Nora Oliver
  Olivia Oscar Otis Paul Penny Peter Petra Poppy Priya Rachel Rosa Ruby Ruth Sam Sara Sofia Sophie Stella Susan Theo Thomas Tilda Tom
  Una Vera Violet Will Yara Zara Zoe`.split(/\s+/);
const LAST_NAMES =
  `Abbott Acheson Adler Archer Ashdown Bailey Barker Bellamy Berg Birch Blackwood Bloom Brandt Brook Burton Carter Castell Chambers
  Clarke Cole Cooper Costa Crane Dalton Davies Dunne Ellis Evans Farrow Fischer Fletcher Flynn Ford Foster Frost Garner Gibson Gray
  Hale Harper Hart Hayes Holt Hughes Hunter Jansen Jarvis Jensen Keane Keller Kerr Lambert Lane Larsen Lawson Lindgren Lowe Marsh
  Martin Mason Meyer Miller Moreau Moss Murray Nash Newell Norris Novak Oakley Olsen Page Palmer Parker Patel Pearce Quinn Reed Rees
  Rossi Rowe Sand Sharp Shaw Silva Stone Summers Swift Taylor Thorne Turner Vale Vance Walsh Ward Weaver Webb West Winter Wolfe Wren
  Yates York`.split(/\s+/);
const STREETS =
  `Mill Church Station Park Orchard Bridge Castle Chapel Elm Oak Maple Harbour Market Meadow Queen King Abbey Garden Spring
  Victoria Albert Hill School Green`.split(/\s+/);
const STREET_KINDS = ['Lane', 'Street', 'Road', 'Avenue', 'Close', 'Row', 'Terrace', 'Way'];
const SHOP_KINDS = [
  'Gifts',
  'Home',
  'Interiors',
  '& Daughters',
  'Trading',
  'Emporium',
  'General Store',
  'Cards & Gifts',
];

const PAYMENT_TYPES: readonly (readonly [string, number])[] = [
  ['visa', 38],
  ['mastercard', 24],
  ['paypal', 21],
  ['shop_pay', 9],
  ['american_express', 4],
  ['klarna', 4],
];

function drawZip(random: Random, pattern: string): string {
  return pattern.replace(/[#@]/g, (sign) =>
    sign === '#' ? String(between(random, 0, 9)) : pick(random, [...'ABDEFGHJLNPQRSTUWXYZ']),
  );
}

function drawPlace(random: Random, countryCode: string): Place {
  return pick(random, PLACES[countryCode] ?? PLACES['GB'] ?? []);
}

/** Numbers Ofcom keeps free for drama (07700 900000 to 900999); no other country gets one. */
function drawPhone(random: Random, countryCode: string): string | null {
  return countryCode === 'GB' ? `+447700900${String(between(random, 0, 999)).padStart(3, '0')}` : null;
}

/** An address for a person in a country. Some shoppers of this shop are small shops themselves: they have a company. */
export function drawAddress(
  random: Random,
  countryCode: string,
  firstName: string,
  lastName: string,
): Address {
  const place = drawPlace(random, countryCode);
  const isCompany = random() < 0.18;
  return {
    firstName,
    lastName,
    company: isCompany ? `${lastName} ${pick(random, SHOP_KINDS)}` : null,
    address1: `${between(random, 1, 140)} ${pick(random, STREETS)} ${pick(random, STREET_KINDS)}`,
    address2: random() < 0.15 ? `Flat ${between(random, 1, 24)}` : null,
    city: place.city,
    province: place.province ?? null,
    provinceCode: place.provinceCode ?? null,
    zip: drawZip(random, place.zip),
    countryCode,
    phone: drawPhone(random, countryCode),
  };
}

export const drawPaymentType = (random: Random): string => pickWeighted(random, PAYMENT_TYPES);

export function drawName(random: Random): { firstName: string; lastName: string } {
  return { firstName: pick(random, FIRST_NAMES), lastName: pick(random, LAST_NAMES) };
}

/** An address no mail reaches (RFC 2606), unique by the number. */
export function emailOf(firstName: string, lastName: string, number: number): string {
  return `${firstName}.${lastName}.${number}@example.com`.toLowerCase();
}

const CUSTOMER_BASE = 7_000_000_000_000;

/** The customer with that number in the data; `createdAt` is when they first bought. */
export function createCustomer(
  number: number,
  countryCode: string,
  createdAt: number,
  seed: number,
): Customer {
  const random = randomOf(seed, 'customer', number);
  const { firstName, lastName } = drawName(random);
  const address = drawAddress(random, countryCode, firstName, lastName);
  return {
    id: CUSTOMER_BASE + number,
    firstName,
    lastName,
    email: emailOf(firstName, lastName, number),
    phone: address.phone,
    locale: languageOf(countryCode),
    countryCode,
    tags: [],
    acceptsMarketing: random() < 0.42,
    address,
    paymentType: drawPaymentType(random),
    createdAt,
    updatedAt: createdAt,
    orders: [],
    heldBack: true,
  };
}
