/** Positive numbers as three characters, to 0.025 %: their logarithm in steps of a 2,000th, from 8.6e-6 to 1.2e5. */
const STEPS = 2_000;
const CODES = 36 ** 3;
export const NUMBER_LENGTH = 3;

export function numberText(value: number): string {
  const code = Math.round(Math.log(value) * STEPS) + CODES / 2;
  return codeText(Math.max(0, Math.min(CODES - 1, code)), NUMBER_LENGTH);
}

/** The number at place `at` of a text that `numberText` wrote. */
export function numberAt(text: string, at: number): number {
  return Math.exp((codeAt(text, at, NUMBER_LENGTH) - CODES / 2) / STEPS);
}

/** A whole number in so many characters. */
export function codeText(code: number, length: number): string {
  return code.toString(36).padStart(length, '0');
}

export function codeAt(text: string, at: number, length: number): number {
  return Number.parseInt(text.slice(at, at + length), 36);
}
