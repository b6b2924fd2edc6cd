import type { Span } from './ast.ts';
import { diagnose, type Diagnostic, type Problem } from './diagnostic.ts';
import type { Token } from './lex.ts';

/** Words with a meaning of their own, in any case. A fact's name always has a dot, so they never collide. */
export const KEYWORDS = [
  'AND',
  'OR',
  'NOT',
  'IN',
  'CONTAINS',
  'BETWEEN',
  'IS',
  'SET',
  'MISSING',
  'WITHIN',
  'SINCE',
  'UNTIL',
  'FROM',
  'TO',
  'OF',
  'INFERRED',
  'ANY',
  'ALL',
  'STARTS',
  'ENDS',
  'WITH',
  'TRUE',
  'FALSE',
] as const;
export type Keyword = (typeof KEYWORDS)[number];

/** Where the parser stands in the tokens, and what it has reported. */
export interface Cursor {
  /** The next token, or the one `ahead` of it. */
  peek(ahead?: number): Token;
  /** The token before the next one; the first token at the start. */
  last(): Token;
  take(): Token;
  /** Whether the next token is this keyword, or the one `ahead` of it. */
  isKeyword(keyword: Keyword, ahead?: number): boolean;
  isSymbol(symbol: string): boolean;
  /** Takes the next token when it is this keyword or symbol. */
  takeIf(wanted: string): boolean;
  report(span: Span, problem: Problem): null;
  /** Reports that the next token is not what the grammar wants here. */
  expected(what: string, advice?: string | null): null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A cursor at the first token. `tokens` must end with an 'end' token, which is never passed. */
export function createCursor(tokens: readonly Token[]): Cursor {
  const diagnostics: Diagnostic[] = [];
  const end: Token = tokens.at(-1) ?? { kind: 'end', text: '', span: { start: 0, end: 0 } };
  let index = 0;
  const peek = (ahead = 0): Token => tokens[index + ahead] ?? end;
  const isKeyword = (keyword: string, ahead = 0): boolean =>
    peek(ahead).kind === 'word' && peek(ahead).text.toUpperCase() === keyword;
  const isSymbol = (symbol: string): boolean => peek().kind === 'symbol' && peek().text === symbol;
  const take = (): Token => {
    const token = peek();
    if (token.kind !== 'end') index++;
    return token;
  };
  const report = (span: Span, problem: Problem): null => {
    diagnostics.push(diagnose(span, problem));
    return null;
  };
  return {
    peek,
    last: () => tokens[Math.max(0, index - 1)] ?? end,
    take,
    isKeyword,
    isSymbol,
    takeIf(wanted) {
      const isNext = isKeyword(wanted) || isSymbol(wanted);
      if (isNext) take();
      return isNext;
    },
    report,
    expected: (what, advice = null) =>
      report(peek().span, { code: 'unexpected-token', expected: what, found: describeToken(peek()), advice }),
    diagnostics,
  };
}

/** A token as a sentence names it. */
export function describeToken(token: Token): string {
  const shown = token.text.length > 40 ? `${token.text.slice(0, 40)}…` : token.text;
  if (token.kind === 'end') return 'the end of the rule';
  if (token.kind === 'text') return `the text "${shown}"`;
  return token.kind === 'number' ? `the number ${shown}` : shown;
}

/** Whether a word has a meaning of its own. */
export function isKeywordText(word: string): boolean {
  return KEYWORDS.some((keyword) => keyword === word.toUpperCase());
}
