import type { Span } from '../ast.ts';
import type { QueryToken } from './lex-query.ts';
import type { QueryProblem } from './query.ts';

/** Where reading stands in the tokens of a query, and what it has reported. */
export interface QueryCursor {
  peek(ahead?: number): QueryToken;
  take(): QueryToken;
  /** Whether the next token is this keyword (in any case) or symbol. */
  is(wanted: string): boolean;
  takeIf(wanted: string): boolean;
  /** From the start of `from` to the end of the last token taken. */
  spanFrom(from: Span): Span;
  report(problem: QueryProblem): null;
  /** Reports that the next token is not what stands here. */
  expected(what: string, advice?: string): null;
  readonly problems: readonly QueryProblem[];
}

/** A cursor at the first token; the last one, of kind 'end', is never passed. */
export function createQueryCursor(tokens: readonly QueryToken[]): QueryCursor {
  const problems: QueryProblem[] = [];
  const end: QueryToken = tokens.at(-1) ?? { kind: 'end', text: '', span: { start: 0, end: 0 } };
  let index = 0;
  const peek = (ahead = 0): QueryToken => tokens[index + ahead] ?? end;
  const take = (): QueryToken => {
    const token = peek();
    if (token.kind !== 'end') index++;
    return token;
  };
  const is = (wanted: string): boolean =>
    (peek().kind === 'word' || peek().kind === 'symbol') && peek().text.toUpperCase() === wanted;
  const report = (problem: QueryProblem): null => {
    problems.push(problem);
    return null;
  };
  return {
    peek,
    take,
    is,
    takeIf(wanted) {
      const isNext = is(wanted);
      if (isNext) take();
      return isNext;
    },
    spanFrom: (from) => ({ start: from.start, end: (tokens[index - 1] ?? end).span.end }),
    report,
    expected(what, advice = '') {
      const { kind, text, span } = peek();
      const found = kind === 'end' ? 'the end of the query' : text.slice(0, 40);
      const message = `Expected ${what}, found ${found}. ${advice}`.trimEnd();
      return report({ code: 'unreadable', subject: found, span, message });
    },
    problems,
  };
}
