import { fail, ok, type Result } from '../../kernel/result.ts';
import { LIMITS } from '../limits.ts';
import { lexQuery } from './lex-query.ts';
import { parseClause } from './parse-clause.ts';
import { createQueryCursor, type QueryCursor } from './query-cursor.ts';
import type { Query, QueryProblem } from './query.ts';

interface Progress {
  readonly cursor: QueryCursor;
  depth: number;
}

/**
 * Text of Shopify's segment query language to a tree: the form of 2026-10 (`MATCHES (id = 1)`) and the one before it
 * (`products_purchased(id: 1) = true`). On failure everything that is wrong, in the order of the text. Never throws.
 */
export function parseQuery(source: string): Result<Query, readonly QueryProblem[]> {
  const whole = { start: 0, end: source.length };
  if (source.length > LIMITS.sourceLength) {
    const message = `Expected a query of at most ${LIMITS.sourceLength} characters, found ${source.length}.`;
    return fail([{ code: 'too-large', subject: 'query', span: whole, message }]);
  }
  const { tokens, problems } = lexQuery(source);
  const cursor = createQueryCursor(tokens);
  const query = parseAll({ cursor, depth: 0 });
  const found = [...problems, ...cursor.problems].sort((left, right) => left.span.start - right.span.start);
  return query && found.length === 0 ? ok(query) : fail(found.slice(0, LIMITS.diagnostics));
}

function parseAll(progress: Progress): Query | null {
  const { cursor } = progress;
  if (cursor.is('FROM')) return cursor.expected('a condition', 'Write only what follows WHERE.');
  cursor.takeIf('WHERE');
  const query = parseJoined(progress, 'OR');
  while (cursor.peek().kind !== 'end') {
    cursor.expected('AND, OR or the end of the query');
    cursor.take();
    skipToJoint(cursor);
    while (cursor.takeIf('AND') || cursor.takeIf('OR'));
    if (cursor.peek().kind !== 'end') parseJoined(progress, 'OR');
  }
  return query;
}

/** AND binds tighter than OR, as in SQL. */
function parseJoined(progress: Progress, joint: 'AND' | 'OR'): Query | null {
  const { cursor } = progress;
  const start = cursor.peek().span;
  const parseOne = () => (joint === 'OR' ? parseJoined(progress, 'AND') : parseOperand(progress));
  const operands = [parseOne()];
  while (cursor.takeIf(joint)) operands.push(parseOne());
  const read = operands.filter((operand) => operand !== null);
  const [only] = read;
  if (read.length < operands.length || !only) return null;
  if (read.length === 1) return only;
  return { kind: joint === 'OR' ? 'or' : 'and', operands: read, span: cursor.spanFrom(start) };
}

function parseOperand(progress: Progress): Query | null {
  const { cursor } = progress;
  if (cursor.is('NOT')) return refuseNot(cursor);
  if (!cursor.is('(')) {
    const clause = parseClause(cursor);
    if (!clause) skipToJoint(cursor);
    return clause;
  }
  return parseGroup(progress);
}

function parseGroup(progress: Progress): Query | null {
  const { cursor } = progress;
  const { span } = cursor.take();
  if (progress.depth >= LIMITS.depth) {
    while (cursor.take().kind !== 'end');
    const message = `Expected at most ${LIMITS.depth} groups inside each other.`;
    return cursor.report({ code: 'too-large', subject: '(', span, message });
  }
  progress.depth++;
  const query = parseJoined(progress, 'OR');
  progress.depth--;
  if (cursor.takeIf(')')) return query;
  if (cursor.peek().kind !== 'end') {
    cursor.expected('AND, OR or )');
    skipToJoint(cursor);
    cursor.takeIf(')');
    return null;
  }
  const message = 'Expected a closing parenthesis ) for this one, found none.';
  return cursor.report({ code: 'unreadable', subject: '(', span, message });
}

/** Before a whole condition: what it makes of customers without a value is not documented. */
function refuseNot(cursor: QueryCursor): null {
  const { span } = cursor.take();
  cursor.report({
    code: 'not-expressible',
    subject: 'NOT',
    span,
    message:
      "NOT before a condition is no part of Shopify's segment language. Write NOT CONTAINS, NOT MATCHES, != or IS NULL.",
  });
  skipToJoint(cursor);
  return null;
}

/** After a mistake: on to the next AND, OR or closing parenthesis of this group, where reading can go on. */
function skipToJoint(cursor: QueryCursor): void {
  let open = 0;
  while (cursor.peek().kind !== 'end') {
    if (open === 0 && (cursor.is('AND') || cursor.is('OR') || cursor.is(')'))) return;
    if (cursor.is('(')) open++;
    if (cursor.is(')')) open--;
    cursor.take();
  }
}
