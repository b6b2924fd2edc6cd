import type { Span } from '../ast.ts';
import type { QueryProblem } from './query.ts';

export interface QueryToken {
  readonly kind: 'word' | 'number' | 'text' | 'offset' | 'date' | 'symbol' | 'end';
  /** Of a text: its value without quotes. */
  readonly text: string;
  readonly span: Span;
}

const SPACE = /[ \t\r\n\u00a0\u200b\ufeff]+/y;

/** In the order in which they are tried: a date starts like a number, `30_days_ago` too. */
const PATTERNS: readonly (readonly [QueryToken['kind'], RegExp])[] = [
  ['date', /\d{4}-\d{2}-\d{2}(?:T[0-9:.]*(?:Z|[+-]\d{2}:?\d{2})?)?/y],
  ['offset', /[+-]\d+[A-Za-z]+/y],
  ['word', /\d+_[A-Za-z_]+|[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+)*/y],
  ['number', /-?\d+(?:\.\d+)?/y],
  ['symbol', /!=|<>|<=|>=|[=<>(),:]/y],
  ['text', /'(?:[^'\\\n]|\\.)*'/y],
];

const ADVICE: Readonly<Record<string, string>> = {
  '"': 'Shopify writes text in single quotes.',
  '‘': 'Use straight single quotes.',
  '’': 'Use straight single quotes.',
  '“': 'Use straight single quotes.',
  '”': 'Use straight single quotes.',
};

/** Query text to tokens, the last of kind 'end'. What cannot be read is skipped and reported; time is linear in the text. */
export function lexQuery(source: string): {
  readonly tokens: readonly QueryToken[];
  readonly problems: readonly QueryProblem[];
} {
  const tokens: QueryToken[] = [];
  const problems: QueryProblem[] = [];
  let position = 0;
  while (position < source.length) {
    const space = matchAt(SPACE, source, position);
    const token = space === null ? tokenAt(source, position) : null;
    if (token) tokens.push(token);
    else if (space === null) problems.push(unreadableAt(source, position));
    position = token?.span.end ?? position + (space ?? characterAt(source, position)).length;
  }
  tokens.push({ kind: 'end', text: '', span: { start: source.length, end: source.length } });
  return { tokens, problems };
}

function matchAt(pattern: RegExp, source: string, position: number): string | null {
  pattern.lastIndex = position;
  return pattern.exec(source)?.[0] ?? null;
}

function tokenAt(source: string, start: number): QueryToken | null {
  for (const [kind, pattern] of PATTERNS) {
    const raw = matchAt(pattern, source, start);
    if (raw === null) continue;
    const text = kind === 'text' ? raw.slice(1, -1).replace(/\\(.)/g, '$1') : raw;
    return { kind, text, span: { start, end: start + raw.length } };
  }
  return null;
}

function unreadableAt(source: string, start: number): QueryProblem {
  const subject = characterAt(source, start);
  const isQuote = subject === "'";
  const message = isQuote
    ? 'Expected a closing quote before the end of the line, found none.'
    : `Found ${subject}, which has no meaning here. ${ADVICE[subject] ?? ''}`.trimEnd();
  return { code: 'unreadable', subject, span: { start, end: start + subject.length }, message };
}

function characterAt(source: string, position: number): string {
  return String.fromCodePoint(source.codePointAt(position) ?? 0);
}
