import type { Condition, FactReference } from './ast.ts';
import { unknownFact } from './check-name.ts';
import type { Cursor } from './cursor.ts';
import { parseFact, parseName } from './parse-fact.ts';
import { parseList } from './parse-list.ts';
import { missingOperator, takeComparison } from './parse-operator.ts';
import { parseValue } from './parse-value.ts';

/** One condition from the cursor; null when it cannot be read, after a report. */
export function parseCondition(cursor: Cursor): Condition | null {
  const name = parseName(cursor);
  if (!name) return null;
  const fact = parseFact(cursor, name);
  const condition = fact && parseQuestion(cursor, fact);
  if (condition) return condition;
  const unknown = unknownFact({ name: name.text, nameSpan: name.span });
  return unknown && cursor.report(unknown.span, unknown);
}

function parseQuestion(cursor: Cursor, fact: FactReference): Condition | null {
  const span = () => ({ start: fact.span.start, end: cursor.last().span.end });
  const operator = takeComparison(cursor);
  if (operator !== null) {
    const value = parseValue(cursor);
    return value && { kind: 'compare', fact, operator, value, span: span() };
  }
  const isNegated = takeNot(cursor);
  if (cursor.takeIf('IN')) {
    const values = parseList(cursor);
    return values && { kind: 'in', fact, values, isNegated, span: span() };
  }
  if (cursor.takeIf('CONTAINS')) {
    const wanted = parseWanted(cursor);
    return wanted && { kind: 'contains', fact, ...wanted, isNegated, span: span() };
  }
  if (cursor.isKeyword('STARTS') || cursor.isKeyword('ENDS')) return parseAffix(cursor, fact);
  if (cursor.takeIf('BETWEEN')) return parseBetween(cursor, fact);
  if (cursor.takeIf('IS')) return parsePresence(cursor, fact);
  if (fact.window && !cursor.isKeyword('NOT')) return recent(fact, fact.window);
  return noOperator(cursor, fact);
}

/** Reports it. The AND of a NOT BETWEEN is passed over, so that it is not taken for the rule's. */
function noOperator(cursor: Cursor, fact: FactReference): null {
  missingOperator(cursor, fact.name);
  if (cursor.isKeyword('BETWEEN', 1) && cursor.takeIf('NOT') && cursor.takeIf('BETWEEN'))
    parseBetween(cursor, fact);
  return null;
}

/** The NOT of NOT IN and NOT CONTAINS. */
function takeNot(cursor: Cursor): boolean {
  const isNegated = cursor.isKeyword('IN', 1) || cursor.isKeyword('CONTAINS', 1);
  return isNegated && cursor.takeIf('NOT');
}

/** `"a"`, `ANY ("a", "b")` or `ALL ("a", "b")`. */
function parseWanted(
  cursor: Cursor,
): Pick<Extract<Condition, { kind: 'contains' }>, 'values' | 'match'> | null {
  const isAll = cursor.isKeyword('ALL');
  if (cursor.takeIf('ALL') || cursor.takeIf('ANY')) {
    const values = parseList(cursor);
    return values && { values, match: isAll && values.length > 1 ? 'all' : 'any' };
  }
  if (cursor.isSymbol('('))
    return cursor.expected(
      'a text, ANY (..) or ALL (..)',
      'Say whether one of them is enough: CONTAINS ANY (..).',
    );
  const value = parseValue(cursor);
  return value && { values: [value], match: 'any' };
}

function parseAffix(cursor: Cursor, fact: FactReference): Condition | null {
  const side = cursor.take().text.toUpperCase() === 'STARTS' ? 'start' : 'end';
  if (!cursor.takeIf('WITH')) return cursor.expected(`WITH after ${side === 'start' ? 'STARTS' : 'ENDS'}`);
  const value = parseValue(cursor);
  return value && { kind: 'affix', fact, side, value, span: { start: fact.span.start, end: value.span.end } };
}

/** `purchases.last within 30 days` has its window as its question, not as a part of the fact. */
function recent(fact: FactReference, window: NonNullable<FactReference['window']>): Condition {
  const bareEnd = (fact.filter ?? { span: fact.nameSpan }).span.end;
  const bare = { ...fact, window: null, span: { start: fact.span.start, end: bareEnd } };
  return { kind: 'recent', fact: bare, window, span: fact.span };
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
  if (!cursor.takeIf('SET') && !cursor.takeIf('MISSING'))
    return cursor.expected('SET or MISSING after IS', presenceAdvice(cursor));
  const span = { start: fact.span.start, end: cursor.last().span.end };
  return { kind: 'presence', fact, isSet, span };
}

/** For the spellings of other languages: IS NULL, IS NOT NULL, IS NOT SET, IS "GB". */
function presenceAdvice(cursor: Cursor): string {
  const isNegated = cursor.isKeyword('NOT');
  const word = cursor.peek(isNegated ? 1 : 0).text.toUpperCase();
  if (word === (isNegated ? 'SET' : 'NULL')) return 'Write IS MISSING.';
  if (isNegated) return word === 'NULL' || word === 'MISSING' ? 'Write IS SET.' : 'Write != for "is not".';
  return 'Write = for "is".';
}
