import { codeAt, codesOf, codeText } from './code-text.ts';

/** Numbers as two characters, to 0.13 %: their logarithm in steps of a 400th, from 1e-4 to 1.5e5; 0 for what is less. */
const STEPS = 400;
const LEAST = Math.log(1e-4);
export const NUMBER_LENGTH = 2;

export function numberText(value: number): string {
  const code = Math.round((Math.log(value) - LEAST) * STEPS) + 1;
  return codeText(Math.max(0, Math.min(codesOf(NUMBER_LENGTH) - 1, code)), NUMBER_LENGTH);
}

/** The number at place `at` of a text that `numberText` wrote. */
export function numberAt(text: string, at: number): number {
  const code = codeAt(text, at, NUMBER_LENGTH);
  return code && Math.exp((code - 1) / STEPS + LEAST);
}
