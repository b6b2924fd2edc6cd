/** Characters from '#' on, as many as ASCII has after it: of these JSON writes the backslash alone as two. */
const BASE = 92;
const FIRST = 35;

/** How many whole numbers, from 0 on, so many characters tell apart. */
export const codesOf = (length: number): number => BASE ** length;

/** A whole number in so many characters; what is too large as the largest. */
export function codeText(code: number, length: number): string {
  let text = '';
  let rest = Math.min(code, codesOf(length) - 1);
  while (text.length < length) {
    text = String.fromCharCode(FIRST + (rest % BASE)) + text;
    rest = Math.floor(rest / BASE);
  }
  return text;
}

/** The number of the `length` characters from place `at` on. */
export function codeAt(text: string, at: number, length: number): number {
  let code = 0;
  for (let place = at; place < at + length; place += 1) code = code * BASE + text.charCodeAt(place) - FIRST;
  return code;
}
