import type { Span } from './ast.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';
import { LIMITS } from './limits.ts';

/** A word of the language, a fact's name, a value or a sign. `text` of a text token is its value without quotes. */
export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'symbol' | 'end';
  readonly text: string;
  readonly span: Span;
}

export interface Lexed {
  /** Ends with one 'end' token. */
  readonly tokens: readonly Token[];
  readonly diagnostics: readonly Diagnostic[];
}

const SPACE = /[ \t\r\n\u00a0\u200b\ufeff]+/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const SYMBOL = /!=|<=|>=|[=<>(),]/y;
const CURLY_QUOTED = /[“”‘’][^“”‘’\n]*[“”‘’]/y;
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;

const ADVICE: Readonly<Record<string, string>> = {
  '“': 'Use straight quotes: "text".',
  '”': 'Use straight quotes: "text".',
  '‘': 'Use straight quotes: "text".',
  '’': 'Use straight quotes: "text".',
  '£': "Write money as a plain number in the shop's currency.",
  $: "Write money as a plain number in the shop's currency.",
  '€': "Write money as a plain number in the shop's currency.",
  '&': 'Write AND.',
  '|': 'Write OR.',
  '!': 'Write NOT, or != for "is not equal".',
  '%': 'Percentages are not part of the language.',
};

/** Rule text to tokens. Never throws; what it cannot read is skipped and reported. Time is linear in the text. */
export function lex(source: string): Lexed {
  const tokens: Token[] = [];
  const diagnostics: Diagnostic[] = [];
  let position = 0;
  while (position < source.length) {
    const space = matchAt(SPACE, source, position);
    const token = space === null ? tokenAt(source, position) : null;
    if (token) tokens.push(token);
    const length = space?.length ?? (token && token.span.end - position);
    position += length ?? skipUnreadable(source, position, tokens, diagnostics);
  }
  tokens.push({ kind: 'end', text: '', span: { start: source.length, end: source.length } });
  return { tokens, diagnostics: [...diagnostics, ...tokens.flatMap(checkLength)] };
}

function matchAt(pattern: RegExp, source: string, position: number): string | null {
  pattern.lastIndex = position;
  return pattern.exec(source)?.[0] ?? null;
}

function tokenAt(source: string, start: number): Token | null {
  const found = (kind: Token['kind'], raw: string, text = raw): Token => ({
    kind,
    text,
    span: { start, end: start + raw.length },
  });
  const word = matchAt(WORD, source, start);
  if (word !== null) return found('word', word);
  const number = matchAt(NUMBER, source, start);
  if (number !== null) return found('number', number);
  const symbol = matchAt(SYMBOL, source, start);
  if (symbol !== null) return found('symbol', symbol);
  const quoted = matchAt(QUOTED, source, start);
  return quoted === null ? null : found('text', quoted, unescape(quoted.slice(1, -1)));
}

/** `\n` is a line break; a backslash before anything else gives that character. */
function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

/**
 * Reports the stretch that is no token and gives its length. What was meant as a text still counts as one, so that one slip is
 * one diagnostic: a text in curly quotes, and an unclosed one, which runs to the end of its line. Anything else is one
 * character.
 */
function skipUnreadable(source: string, start: number, tokens: Token[], diagnostics: Diagnostic[]): number {
  const character = String.fromCodePoint(source.codePointAt(start) ?? 0);
  const unclosed = character === '"' || character === "'" ? restOfLine(source, start) : null;
  const meant = unclosed ?? matchAt(CURLY_QUOTED, source, start);
  if (meant !== null) {
    const text = unclosed === null ? meant.slice(1, -1) : unescape(unclosed.slice(1));
    tokens.push({ kind: 'text', text, span: { start, end: start + meant.length } });
  }
  const span = { start, end: start + (unclosed ?? character).length };
  const advice = ADVICE[character] ?? null;
  diagnostics.push(
    unclosed === null
      ? diagnose(span, { code: 'unexpected-character', found: character, advice })
      : diagnose(span, { code: 'unclosed-text' }),
  );
  return (meant ?? character).length;
}

function restOfLine(source: string, start: number): string {
  const lineEnd = source.indexOf('\n', start);
  return source.slice(start, lineEnd === -1 ? source.length : lineEnd);
}

function checkLength(token: Token): Diagnostic[] {
  if (token.kind === 'text' && token.text.length > LIMITS.textLength)
    return [diagnose(token.span, { code: 'text-too-long', limit: LIMITS.textLength })];
  if (token.kind !== 'number') return [];
  const [whole = '', fraction = ''] = token.text.replace('-', '').split('.');
  // 9999999999999.999999 and its like are rounded up to a number of one digit more.
  const isRoundedUp = Math.abs(Number(token.text)) >= 10 ** LIMITS.wholeDigits;
  const isTooLong =
    isRoundedUp || whole.length > LIMITS.wholeDigits || fraction.length > LIMITS.fractionDigits;
  return isTooLong ? [diagnose(token.span, { code: 'number-too-long', found: token.text.slice(0, 40) })] : [];
}
