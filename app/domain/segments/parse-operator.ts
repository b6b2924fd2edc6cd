import { COMPARISONS, type Comparison } from './ast.ts';
import { describeToken, type Cursor } from './cursor.ts';
import { didYouMean } from './did-you-mean.ts';

/** `=`, `>=` and so on; null when another kind of operator comes next. */
export function takeComparison(cursor: Cursor): Comparison | null {
  const token = cursor.peek();
  const comparison = token.kind === 'symbol' ? COMPARISONS.find((sign) => sign === token.text) : undefined;
  if (comparison === undefined || misspeltSign(cursor) !== null) return null;
  cursor.take();
  return comparison;
}

/** Signs of other languages, with ours. */
const SIGNS: ReadonlyMap<string, Comparison> = new Map([
  ['==', '='],
  ['=>', '>='],
  ['=<', '<='],
  ['<>', '!='],
]);

function misspeltSign(cursor: Cursor): string | null {
  const [sign, next] = [cursor.peek(), cursor.peek(1)];
  const pair = sign.span.end === next.span.start ? sign.text + next.text : '';
  return SIGNS.has(pair) ? pair : null;
}

/** Words of other languages, with what to write here. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['equals', '='],
  ['eq', '='],
  ['like', 'CONTAINS, STARTS WITH or ENDS WITH'],
  ['matches', 'the comparison after the fact, e.g. purchases.count of type "Mug" > 5'],
  ['has', 'CONTAINS'],
  ['includes', 'CONTAINS'],
  ['after', 'since "2026-01-31"'],
  ['before', 'until "2026-01-31"'],
  ['last', 'within 30 days'],
]);

/** What can stand after a fact, for a slip of the hand. */
const OPERATOR_WORDS = [
  'in',
  'not in',
  'contains',
  'between',
  'is',
  'within',
  'since',
  'until',
  'from',
  'of',
  'starts with',
  'ends with',
];

/** Reports what stands where an operator should. */
export function missingOperator(cursor: Cursor, factName: string): null {
  const sign = misspeltSign(cursor);
  if (sign !== null) {
    const span = { start: cursor.peek().span.start, end: cursor.peek(1).span.end };
    const advice = `Write ${SIGNS.get(sign) ?? ''}.`;
    return cursor.report(span, { code: 'unexpected-token', expected: 'an operator', found: sign, advice });
  }
  const expected =
    'an operator: = != < <= > >= IN CONTAINS STARTS WITH ENDS WITH BETWEEN IS within since until from';
  return cursor.expected(expected, adviceFor(cursor, factName));
}

function adviceFor(cursor: Cursor, factName: string): string | null {
  const next = cursor.peek();
  if (cursor.isKeyword('NOT')) return `Write NOT before the whole condition: NOT ${factName} ...`;
  if (cursor.isSymbol('('))
    return 'A fact has no parentheses: write for example purchases.count within 60 days > 5.';
  if (next.kind !== 'word') return null;
  const meant =
    WORDS.get(next.text.toLowerCase()) ??
    didYouMean(next.text, OPERATOR_WORDS)?.replace(/^\w+ with$/, toUpper);
  return meant === undefined ? null : `Did you mean ${meant} instead of ${describeToken(next)}?`;
}

const toUpper = (text: string): string => text.toUpperCase();
