/** How large a rule may be. Each limit is tested at and just past its value. */
export const LIMITS = Object.freeze({
  /** UTF-16 units of rule text. */
  sourceLength: 4_000,
  /** Conditions in one rule. */
  conditions: 100,
  /** Parentheses and NOT inside each other. */
  depth: 20,
  /** Values in one `IN (..)`. */
  listLength: 100,
  /** UTF-16 units of one text value. */
  textLength: 255,
  /** Digits before and after the decimal point of a number. */
  wholeDigits: 13,
  fractionDigits: 6,
  /** A window or duration, in days. */
  durationDays: 3_660,
  /** A window of calendar months. */
  calendarMonths: 120,
  /** Diagnostics in one answer; the rest is left out. */
  diagnostics: 20,
});
