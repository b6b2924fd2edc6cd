import { minorDigits } from '../../kernel/money.ts';

/** An exact decimal number: `units` over 10 to the power of `digits`. */
interface Decimal {
  readonly units: bigint;
  readonly digits: number;
}

/** Whether one amount reaches another times a rate, without any rounding: "55.00" reaches "50.00" at rate "1.1". */
export function reaches(amount: string, least: string, rate: string): boolean {
  const have = parseDecimal(amount);
  const need = multiply(parseDecimal(least), parseDecimal(rate));
  return scale(have, need.digits) >= scale(need, have.digits);
}

/** An amount times a rate, rounded down to what the currency has: "5.00" at "161.305" in JPY is "806". */
export function convert(amount: string, rate: string, currency: string): string {
  const { units, digits } = multiply(parseDecimal(amount), parseDecimal(rate));
  const kept = minorDigits(currency);
  const minor = digits > kept ? units / 10n ** BigInt(digits - kept) : units * 10n ** BigInt(kept - digits);
  const text = minor.toString().padStart(kept + 1, '0');
  return kept === 0 ? text : `${text.slice(0, -kept)}.${text.slice(-kept)}`;
}

function parseDecimal(text: string): Decimal {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new Error(`Expected a decimal number from 0 on, found "${text}".`);
  const [, whole = '0', fraction = ''] = match;
  return { units: BigInt(whole + fraction), digits: fraction.length };
}

function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, digits: a.digits + b.digits };
}

function scale({ units }: Decimal, digits: number): bigint {
  return units * 10n ** BigInt(digits);
}
