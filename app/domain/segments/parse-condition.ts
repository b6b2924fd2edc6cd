import { COMPARISONS, type Comparison, type Condition, type FactReference, type Value } from './ast.ts';
import { describeToken, KEYWORDS, type Cursor } from './cursor.ts';
import { didYouMean } from './did-you-mean.ts';
import { LIMITS } from './limits.ts';
import { parseValue } from './parse-value.ts';
import { isLag, parseLag, parseWindow } from './parse-window.ts';

/** One condition from the cursor; null when it cannot be read, after a report. */
export function parseCondition(cursor: Cursor): Condition | null {
  const fact = parseFact(cursor);
  if (!fact) return null;
  const span = () => ({ start: fact.span.start, end: cursor.last().span.end });
  const operator = takeComparison(cursor);
  if (operator !== null) {
    const value = parseValue(cursor);
    return value && { kind: 'compare', fact, operator, value, span: span() };
  }
  if (cursor.takeIf('IN')) {
    const values = parseList(cursor);
    return values && { kind: 'in', fact, values, isNegated: false, span: span() };
  }
  if (cursor.takeIf('CONTAINS')) {
    const value = parseValue(cursor);
    return value && { kind: 'contains', fact, values: [value], match: 'any', isNegated: false, span: span() };
  }
  if (cursor.takeIf('BETWEEN')) return parseBetween(cursor, fact);
  if (cursor.takeIf('IS')) return parsePresence(cursor, fact);
  if (fact.window) return recent(fact, fact.window);
  return missingOperator(cursor, fact);
}

function parseFact(cursor: Cursor): FactReference | null {
  const token = cursor.peek();
  const isName = token.kind === 'word' && (token.text.includes('.') || !isKeyword(token.text));
  if (!isName) return cursor.expected('the name of a fact, NOT or (', nameAdvice(token.text));
  cursor.take();
  const isLagged = isLag(cursor);
  if (!isLagged && !cursor.takeIf('WITHIN'))
    return { name: token.text, nameSpan: token.span, filter: null, window: null, span: token.span };
  const window = isLagged ? parseLag(cursor) : parseWindow(cursor);
  const span = { start: token.span.start, end: cursor.last().span.end };
  return window && { name: token.text, nameSpan: token.span, filter: null, window, span };
}

function nameAdvice(found: string): string | null {
  return found === '' ? 'Write for example: purchases.count > 5' : null;
}

function isKeyword(word: string): boolean {
  return KEYWORDS.some((keyword) => keyword === word.toUpperCase());
}

function takeComparison(cursor: Cursor): Comparison | null {
  const token = cursor.peek();
  const comparison = token.kind === 'symbol' ? COMPARISONS.find((sign) => sign === token.text) : undefined;
  if (comparison === undefined) return null;
  cursor.take();
  return comparison;
}

/** `purchases.last within 30 days` has its window as its question, not as a part of the fact. */
function recent(fact: FactReference, window: NonNullable<FactReference['window']>): Condition {
  const bare = { ...fact, window: null, span: fact.nameSpan };
  return { kind: 'recent', fact: bare, window, span: fact.span };
}

function parseList(cursor: Cursor): readonly Value[] | null {
  const open = cursor.peek();
  if (!cursor.takeIf('('))
    return cursor.expected('( and a list of values', 'Write for example: IN ("GB", "IE")');
  const values: Value[] = [];
  do {
    const value = parseValue(cursor);
    if (!value) return skipList(cursor);
    values.push(value);
  } while (cursor.takeIf(','));
  if (!cursor.takeIf(')')) return skipList(cursor, cursor.expected(', or )'));
  if (values.length <= LIMITS.listLength) return values;
  return cursor.report(open.span, { code: 'list-too-long', limit: LIMITS.listLength });
}

/** After a mistake in a list: past its end, so that its parenthesis is not taken for a group's. */
function skipList(cursor: Cursor, failure: null = null): null {
  while (
    !['AND', 'OR'].some((word) => word === cursor.peek().text.toUpperCase()) &&
    cursor.peek().kind !== 'end'
  )
    if (cursor.take().text === ')') break;
  return failure;
}

function parseBetween(cursor: Cursor, fact: FactReference): Condition | null {
  const low = parseValue(cursor);
  if (!low) return null;
  if (!cursor.takeIf('AND')) return cursor.expected('AND and the larger value');
  const high = parseValue(cursor);
  return high && { kind: 'between', fact, low, high, span: { start: fact.span.start, end: high.span.end } };
}

function parsePresence(cursor: Cursor, fact: FactReference): Condition | null {
  const isSet = cursor.isKeyword('SET');
  if (!cursor.takeIf('SET') && !cursor.takeIf('MISSING')) return cursor.expected('SET or MISSING after IS');
  const span = { start: fact.span.start, end: cursor.last().span.end };
  return { kind: 'presence', fact, isSet, span };
}

function missingOperator(cursor: Cursor, fact: FactReference): null {
  const next = cursor.peek();
  const expected = 'an operator: = != < <= > >= IN CONTAINS BETWEEN IS within';
  if (cursor.isKeyword('NOT'))
    return cursor.expected(expected, `Write NOT before the whole condition: NOT ${fact.name} ...`);
  const meant = next.kind === 'word' ? didYouMean(next.text.toUpperCase(), KEYWORD_OPERATORS) : null;
  return cursor.expected(expected, meant && `Did you mean ${meant} instead of ${describeToken(next)}?`);
}

const KEYWORD_OPERATORS = ['in', 'contains', 'between', 'is', 'within'];
