import type { Span } from './ast.ts';
import { SENTENCES } from './sentences.ts';

/** What can be wrong with a rule, by code, with the facts its sentence needs. */
export interface ProblemFacts {
  'empty-rule': object;
  'rule-too-long': { readonly length: number; readonly limit: number };
  'too-many-conditions': { readonly limit: number };
  'too-deep': { readonly limit: number };
  'list-too-long': { readonly limit: number };
  'text-too-long': { readonly limit: number };
  'number-too-long': { readonly found: string };
  'duration-out-of-range': { readonly found: string; readonly least: string; readonly most: string };
  'lag-out-of-range': { readonly found: string; readonly limitDays: number };
  'unexpected-character': { readonly found: string; readonly advice: string | null };
  'unclosed-text': object;
  'unclosed-group': object;
  'unexpected-token': { readonly expected: string; readonly found: string; readonly advice: string | null };
  'unknown-fact': { readonly name: string; readonly suggestion: string | null };
  'not-in-events': { readonly name: string };
  'unknown-dimension': { readonly name: string; readonly suggestion: string | null };
  'filter-missing': { readonly fact: string };
  'filter-mismatch': { readonly fact: string; readonly dimension: string; readonly allowed: string };
  'never-inferred': { readonly fact: string; readonly allowed: string };
  'filter-value': { readonly dimension: string; readonly found: string };
  'operator-mismatch': {
    readonly fact: string;
    readonly type: string;
    readonly found: string;
    readonly allowed: string;
  };
  'value-mismatch': { readonly fact: string; readonly expected: string; readonly found: string };
  'window-mismatch': { readonly fact: string; readonly advice: string };
  'empty-range': { readonly low: string; readonly high: string };
  'unknown-value': {
    readonly fact: string;
    readonly found: string;
    readonly allowed: string;
    readonly suggestion: string | null;
  };
  'not-a-date': { readonly found: string };
  'dates-out-of-order': { readonly from: string; readonly to: string };
  'not-a-country': { readonly found: string; readonly suggestion: string | null };
  'money-digits': { readonly found: string; readonly currency: string; readonly digits: number };
}

export type ProblemCode = keyof ProblemFacts;
export type Problem<Code extends ProblemCode = ProblemCode> = {
  [Each in Code]: { readonly code: Each } & ProblemFacts[Each];
}[Code];

/** One thing wrong with a rule, and where. `message` says what was expected, what was found, what to do. */
export type Diagnostic = Problem & { readonly span: Span; readonly message: string };

/** A problem at a place. */
export function diagnose<Code extends ProblemCode>(
  span: Span,
  problem: Problem<Code>,
): Problem<Code> & Pick<Diagnostic, 'span' | 'message'> {
  return Object.assign({ span, message: SENTENCES[problem.code](problem) }, problem);
}

/** How much of a long line a frame shows around the place. */
const SHOWN = 100;

/**
 * The line of the rule with the place underlined, as a terminal or a `pre` shows it: of a long line a part, with … where it is
 * cut. Columns count from 1.
 */
export function frame(source: string, { span, message }: Pick<Diagnostic, 'span' | 'message'>): string {
  const lineStart = span.start === 0 ? 0 : source.lastIndexOf('\n', span.start - 1) + 1;
  const nextBreak = source.indexOf('\n', span.start);
  const lineEnd = nextBreak === -1 ? source.length : nextBreak;
  const lineNumber = source.slice(0, lineStart).split('\n').length;
  const column = span.start - lineStart;
  const shown = crop(source.slice(lineStart, lineEnd).replaceAll('\t', ' '), column);
  const width = Math.max(1, Math.min(span.end - span.start, shown.room));
  const gutter = `${lineNumber} | `;
  const margin = `${' '.repeat(gutter.length - 2)}| `;
  return [
    `${message} (line ${lineNumber}, column ${column + 1})`,
    gutter + shown.text,
    margin + ' '.repeat(shown.column) + '^'.repeat(width),
  ].join('\n');
}

/** The part of a line around a column, where that column is in it, and how much of the line is shown from there on. */
function crop(line: string, column: number): { text: string; column: number; room: number } {
  const from = line.length <= SHOWN ? 0 : Math.max(0, Math.min(column - SHOWN / 2, line.length - SHOWN));
  const part = line.slice(from, from + SHOWN);
  const before = from > 0 ? '…' : '';
  const after = from + SHOWN < line.length ? '…' : '';
  const place = column - from;
  return { text: before + part + after, column: before.length + place, room: part.length - place };
}
