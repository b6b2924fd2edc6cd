import { parseDay } from './day.ts';
import type { QueryCursor } from './query-cursor.ts';
import {
  COMPARISONS,
  type Clause,
  type Comparison,
  type Parameter,
  type QueryTest,
  type QueryValue,
} from './query.ts';

/** One condition of a query; null when it cannot be read, after a report. */
export function parseClause(cursor: QueryCursor): Clause | null {
  const token = cursor.peek();
  if (token.kind !== 'word') return cursor.expected('the name of an attribute');
  cursor.take();
  const named = { name: token.text, nameSpan: token.span };
  if (cursor.is('(')) return parseOldFunction(cursor, named);
  const isNegated = cursor.is('NOT') && cursor.peek(1).text.toUpperCase() === 'MATCHES';
  if (isNegated) cursor.take();
  if (!cursor.takeIf('MATCHES')) {
    const test = parseTest(cursor);
    return test && { kind: 'attribute', ...named, test, span: cursor.spanFrom(token.span) };
  }
  const parameters = parseParameters(cursor, parseParameter);
  return (
    parameters && { kind: 'function', ...named, parameters, isNegated, span: cursor.spanFrom(token.span) }
  );
}

/** `products_purchased(id: 1) = true`, of which `= true` may be left out. */
function parseOldFunction(cursor: QueryCursor, named: Pick<Clause, 'name' | 'nameSpan'>): Clause | null {
  const parameters = parseParameters(cursor, parseOldParameter);
  if (!parameters) return null;
  let isNegated = false;
  const operator = takeComparison(cursor);
  if (operator !== null) {
    const isTrue = cursor.is('TRUE');
    if ((operator !== '=' && operator !== '!=') || (!isTrue && !cursor.is('FALSE')))
      return cursor.expected('= true or = false after a function');
    cursor.take();
    isNegated = isTrue !== (operator === '=');
  }
  return { kind: 'function', ...named, parameters, isNegated, span: cursor.spanFrom(named.nameSpan) };
}

function parseParameters(
  cursor: QueryCursor,
  parse: (cursor: QueryCursor) => Parameter | null,
): readonly Parameter[] | null {
  if (!cursor.takeIf('(')) return cursor.expected('( after MATCHES');
  const parameters: Parameter[] = [];
  if (cursor.takeIf(')')) return parameters;
  do {
    const parameter = parse(cursor);
    if (!parameter) return skipParameters(cursor);
    parameters.push(parameter);
  } while (cursor.takeIf(','));
  return cursor.takeIf(')') ? parameters : cursor.expected(', or )');
}

/** After a mistake: past the end of the parameters, so that their parenthesis is not taken for a group's. */
function skipParameters(cursor: QueryCursor): null {
  let open = 1;
  while (open > 0 && cursor.peek().kind !== 'end') {
    if (cursor.is('(')) open++;
    if (cursor.is(')')) open--;
    cursor.take();
  }
  return null;
}

function parseParameter(cursor: QueryCursor): Parameter | null {
  const token = cursor.peek();
  if (token.kind !== 'word') return cursor.expected('the name of a parameter');
  cursor.take();
  const test = parseTest(cursor);
  return test && { name: token.text, nameSpan: token.span, test, span: cursor.spanFrom(token.span) };
}

/** `id: 1`, `id: (1, 2)`, `date: > -30d`, `date: BETWEEN -30d AND today`. */
function parseOldParameter(cursor: QueryCursor): Parameter | null {
  const token = cursor.peek();
  if (token.kind !== 'word') return cursor.expected('the name of a parameter');
  cursor.take();
  if (!cursor.takeIf(':')) return cursor.expected(': after the name of a parameter');
  const test = parseOldTest(cursor);
  return test && { name: token.text, nameSpan: token.span, test, span: cursor.spanFrom(token.span) };
}

function parseOldTest(cursor: QueryCursor): QueryTest | null {
  if (cursor.is('(')) {
    const values = parseList(cursor);
    return values && { kind: 'in', values, isNegated: false };
  }
  if (cursor.peek().kind === 'symbol' || cursor.is('BETWEEN')) return parseTest(cursor);
  const value = parseValue(cursor);
  if (value?.kind !== 'day') return value && { kind: 'compare', operator: '=', value };
  return cursor.report({
    code: 'not-expressible',
    subject: 'date',
    span: value.span,
    message:
      'Whether a bare date means that day or since that day is not documented. Write an operator, e.g. >=.',
  });
}

/** What follows a name: an operator with its value or values. */
function parseTest(cursor: QueryCursor): QueryTest | null {
  const operator = takeComparison(cursor);
  if (operator !== null) {
    const value = parseValue(cursor);
    return value && { kind: 'compare', operator, value };
  }
  if (cursor.takeIf('IS')) {
    const isSet = cursor.takeIf('NOT');
    return cursor.takeIf('NULL') ? { kind: 'presence', isSet } : cursor.expected('NULL or NOT NULL after IS');
  }
  if (cursor.takeIf('BETWEEN')) return parseBetween(cursor);
  const isNegated = cursor.takeIf('NOT');
  if (cursor.takeIf('CONTAINS')) {
    const value = parseValue(cursor);
    return value && { kind: 'contains', value, isNegated };
  }
  if (!cursor.takeIf('IN'))
    return cursor.expected('an operator: = != < <= > >= BETWEEN CONTAINS IN IS MATCHES');
  const values = parseList(cursor);
  return values && { kind: 'in', values, isNegated };
}

function parseBetween(cursor: QueryCursor): QueryTest | null {
  const low = parseValue(cursor);
  if (!low) return null;
  if (!cursor.takeIf('AND')) return cursor.expected('AND and the larger value');
  const high = parseValue(cursor);
  return high && { kind: 'between', low, high };
}

function takeComparison(cursor: QueryCursor): Comparison | null {
  const { kind, text } = cursor.peek();
  const operator = kind === 'symbol' ? COMPARISONS.find((sign) => sign === text) : undefined;
  if (operator === undefined) return null;
  cursor.take();
  return operator;
}

function parseList(cursor: QueryCursor): readonly QueryValue[] | null {
  if (!cursor.takeIf('(')) return cursor.expected('( and a list of values');
  const values: QueryValue[] = [];
  do {
    const value = parseValue(cursor);
    if (!value) return null;
    values.push(value);
  } while (cursor.takeIf(','));
  return cursor.takeIf(')') ? values : cursor.expected(', or )');
}

function parseValue(cursor: QueryCursor): QueryValue | null {
  const { kind, text, span } = cursor.peek();
  if (kind === 'number' || kind === 'text') {
    cursor.take();
    return { kind, text, span };
  }
  if (cursor.is('TRUE') || cursor.is('FALSE'))
    return { kind: 'boolean', isTrue: cursor.take().text.toUpperCase() === 'TRUE', span };
  const day = parseDay(cursor.peek());
  if (day === null)
    return cursor.expected("a value: a number, a 'text' or a date such as 2026-01-31, -30d or today");
  cursor.take();
  return { kind: 'day', day, span };
}
