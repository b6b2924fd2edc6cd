import type { SavedAddress } from '#app/domain/campaigns/decision.ts';
import { toInstant, type Instant } from '#app/domain/kernel/instant.ts';
import { parseMoney } from '#app/domain/kernel/money.ts';

/** Line attributes that Attune set begin like this; what else a shop writes on lines is not kept. */
const OWN_ATTRIBUTE = '_attune';

/** A time that must be there. @throws RangeError where it is none. */
export function timeOf(iso: string): Instant {
  const at = toInstant(iso);
  if (!Number.isSafeInteger(at)) throw new RangeError('expected a time');
  return at;
}

/** Texts that must be there. @throws TypeError where they are none. */
export function textsOf(texts: readonly string[]): readonly string[] {
  const isList = Array.isArray(texts) && texts.every((text) => typeof text === 'string');
  if (!isList) throw new TypeError('expected a list of texts');
  return texts;
}

/** Decimal text to minor units; the schemas have checked the text. */
export function minorOf(amount: string, currency: string): number {
  const money = parseMoney(amount, currency);
  if (!money) throw new RangeError('expected a decimal amount');
  return money.amountMinor;
}

/** Decimal numbers together, as decimal text. */
export const sumOf = (amounts: readonly number[]): string =>
  amounts.reduce((sum, amount) => sum + amount, 0).toFixed(4);

export const instantOf = (time: string | null | undefined): Instant | null =>
  time === null || time === undefined ? null : toInstant(time);

/** Attune's own attributes out of all attributes of a line. */
export function ownAttributes(
  attributes: readonly { readonly name: string; readonly value: unknown }[],
): Readonly<Record<string, string>> {
  const own = attributes.filter(
    ({ name, value }) => name.startsWith(OWN_ATTRIBUTE) && typeof value === 'string',
  );
  return Object.fromEntries(own.map(({ name, value }) => [name, String(value)]));
}

/** Fields of a postal address under the names Attune keeps, in one order. */
export interface AddressParts {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
  readonly address1?: string | null;
  readonly address2?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly provinceCode?: string | null;
  readonly countryCode?: string | null;
  readonly phone?: string | null;
}

/** An address without its empty fields; null when it has no street line, because such an address delivers nothing. */
export function savedAddressOf(parts: AddressParts | null | undefined): SavedAddress | null {
  if (!parts?.address1) return null;
  const { firstName, lastName, company, address1, address2, city, zip, provinceCode, countryCode, phone } =
    parts;
  const all = {
    firstName,
    lastName,
    company,
    address1,
    address2,
    city,
    zip,
    provinceCode,
    countryCode,
    phone,
  };
  const filled = Object.entries(all).filter(([, value]) => typeof value === 'string' && value !== '');
  return Object.fromEntries(filled) as SavedAddress;
}
