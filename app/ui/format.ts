import { formatMoney, minorDigits } from '#app/domain/kernel/money.ts';
import type { Money } from '#app/domain/kernel/money.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import type { Instant } from '#app/domain/kernel/instant.ts';

/** One locale for server and browser, so that both render the same text. */
const LOCALE = 'en-GB';

/** 16206 is "16,206". */
export function formatCount(count: number): string {
  return new Intl.NumberFormat(LOCALE).format(count);
}

/** The smallest share that is written as a number. */
const LEAST_SHARE = 0.001;

/** 0.4567 is "45.7%"; less than a thousandth is "<0.1%"; a part of nothing is "–". */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '–';
  const share = part / whole;
  if (share > 0 && share < LEAST_SHARE) return '<0.1%';
  return new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** {amountMinor: 123450, currency: "GBP"} is "£1,234.50". */
export function formatPrice(money: Money): string {
  const digits = minorDigits(money.currency);
  return new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(Number(formatMoney(money)));
}

/** Below it the digits after the point are told. */
const EXACT_BELOW = 100;

/** An amount that is an estimate: pence of hundreds would claim what nobody knows. 87967 pence is "£880", 1234 is "£12.34", 0 is "£0". */
export function formatEstimate(money: Money): string {
  if (money.amountMinor !== 0 && Math.abs(Number(formatMoney(money))) < EXACT_BELOW)
    return formatPrice(money);
  return new Intl.NumberFormat(LOCALE, {
    style: 'currency',
    currency: money.currency,
    maximumFractionDigits: 0,
  }).format(Number(formatMoney(money)));
}

/** Amounts of several currencies, with "+" between; none at all is zero of `currency`. */
export function formatPrices(amounts: readonly Money[], currency: string): string {
  return (amounts.length > 0 ? amounts : [{ amountMinor: 0, currency }]).map(formatPrice).join(' + ');
}

/** "22 Nov 2026, 14:03" in the shop's zone. */
export function formatTime(instant: Instant, timezone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    timeZone: timezone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(toDate(instant));
}

/** "24 Oct 2026" in the shop's zone. */
export function formatDate(instant: Instant, timezone: string): string {
  return new Intl.DateTimeFormat(LOCALE, {
    timeZone: timezone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(toDate(instant));
}

/** "2026-11-22" is "22 Nov". */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** `plural(1, "member")` is "1 member", `plural(2, "member")` is "2 members". */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : many}`;
}
