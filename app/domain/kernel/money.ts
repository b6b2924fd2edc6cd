/** Money as integer minor units of a currency: {amountMinor: 295, currency: "GBP"} is £2.95. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** Currencies of ISO 4217 whose minor unit is not a hundredth. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** Digits after the decimal point of a currency: 2 unless ISO 4217 says otherwise. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS[currency] ?? 2;
}

/**
 * Decimal text to minor units, rounding half away from zero where there are more digits than the currency has.
 * Gives null for text that is no decimal number.
 */
export function parseMoney(amount: string, currency: string): Money | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,6}))?$/.exec(amount.trim());
  if (!match) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const digits = minorDigits(currency);
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const amountMinor = Number(fraction[digits] ?? '0') >= 5 ? kept + 1 : kept;
  return { amountMinor: sign && amountMinor !== 0 ? -amountMinor : amountMinor, currency };
}

/** Minor units to decimal text with the currency's digits: 295 GBP is "2.95". */
export function formatMoney({ amountMinor, currency }: Money): string {
  const digits = minorDigits(currency);
  const sign = amountMinor < 0 ? '-' : '';
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
