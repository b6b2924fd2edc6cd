import { toDate, type Instant } from '../kernel/instant.ts';
import { formatMoney, minorDigits, type Money } from '../kernel/money.ts';

/** A checkout's language tag: "de", "pt-BR". Null for text that is none. */
export function languageTag(text: string | null): string | null {
  try {
    return text === null ? null : (Intl.getCanonicalLocales(text)[0] ?? null);
  } catch {
    return null;
  }
}

/** The language without script and region: "pt" of "pt-BR". */
export function baseLanguage(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? tag;
}

/** "7,50 €" in German. */
export function moneyText(money: Money, locale: string): string {
  const digits = minorDigits(money.currency);
  const format = moneyFormat(locale, money.currency, digits);
  return format.format(Number(formatMoney(money)));
}

/** "Dienstag, 1. Dezember" in German: the day in UTC that an instant lies in. */
export function dayText(at: Instant, locale: string): string {
  return dayFormat(locale).format(toDate(at));
}

const moneyFormat = kept(
  (locale: string, currency: string, digits: number) =>
    new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
);

const dayFormat = kept(
  (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }),
);

/** Formats take long to make. Tags come from requests, so no more than these are kept. */
const MOST_KEPT = 200;

function kept<Parts extends readonly (string | number)[], Made>(
  make: (...parts: Parts) => Made,
): (...parts: Parts) => Made {
  const made = new Map<string, Made>();
  return (...parts) => {
    const key = parts.join(' ');
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= MOST_KEPT) made.clear();
    const fresh = make(...parts);
    made.set(key, fresh);
    return fresh;
  };
}
