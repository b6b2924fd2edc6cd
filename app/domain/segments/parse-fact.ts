import { DIMENSIONS, type Dimension } from '../facts/fact.ts';
import type { FactReference, Filter, Value } from './ast.ts';
import { isKeywordText, type Cursor } from './cursor.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Token } from './lex.ts';
import { parseList } from './parse-list.ts';
import { parseValue } from './parse-value.ts';
import { isWindow, parseWindow } from './parse-window.ts';
import { printValue } from './print.ts';

/** A value that is no more likely than not to be true is never given, and none is certain. */
export const INFERRED_PERCENT = { least: 50, most: 99 };

/** The name of a fact, known or not; null after a report. */
export function parseName(cursor: Cursor): Token | null {
  const token = cursor.peek();
  const isName = token.kind === 'word' && (token.text.includes('.') || !isKeywordText(token.text));
  if (isName) return cursor.take();
  const advice = token.kind === 'end' ? 'Write for example: purchases.count > 5' : null;
  return cursor.expected('the name of a fact, NOT or (', advice);
}

/** What may follow the name: of what, and within what time. Null after a report. */
export function parseFact(cursor: Cursor, name: Token): FactReference | null {
  const filter = cursor.isKeyword('OF') ? parseFilter(cursor) : undefined;
  const inferredFrom = filter !== null && cursor.isKeyword('INFERRED') ? parseInferred(cursor) : undefined;
  if (filter === null || inferredFrom === null) return null;
  const window = isWindow(cursor) ? parseWindow(cursor) : undefined;
  if (window === null) return null;
  if (cursor.isKeyword('OF'))
    return cursor.expected('an operator', 'Write of .. once, before the window of time.');
  return {
    name: name.text,
    nameSpan: name.span,
    filter: filter ?? null,
    ...(inferredFrom !== undefined && { inferredFrom }),
    window: window ?? null,
    span: { start: name.span.start, end: cursor.last().span.end },
  };
}

/** The percent after INFERRED. */
function parseInferred(cursor: Cursor): number | null {
  cursor.take();
  const token = cursor.peek();
  const percent = token.kind === 'number' ? Number(token.text) : NaN;
  const { least, most } = INFERRED_PERCENT;
  if (Number.isInteger(percent) && percent >= least && percent <= most) {
    cursor.take();
    return percent;
  }
  return cursor.expected(
    `a whole number of percent from ${least} to ${most} after INFERRED`,
    'Write for example: customer.country INFERRED 90 = "DE"',
  );
}

/** `of type "Mug"` or `of product IN ("1", "2")`. */
function parseFilter(cursor: Cursor): Filter | null {
  const start = cursor.take().span.start;
  const dimension = takeDimension(cursor);
  const values = dimension && parseFilterValues(cursor);
  const texts = values && textsOf(cursor, values, dimension);
  return texts && { dimension, values: texts, span: { start, end: cursor.last().span.end } };
}

function takeDimension(cursor: Cursor): Dimension | null {
  const token = cursor.peek();
  if (token.kind !== 'word' || isKeywordText(token.text))
    return cursor.expected(`${DIMENSIONS.join(', ')} after of`, 'Write for example: of type "Mug"');
  const dimension = DIMENSIONS.find((each) => each === token.text.toLowerCase());
  if (dimension) return cursor.take() && dimension;
  const suggestion = didYouMean(token.text.replace(/^product_/i, ''), DIMENSIONS);
  return cursor.report(token.span, { code: 'unknown-dimension', name: token.text.slice(0, 40), suggestion });
}

function parseFilterValues(cursor: Cursor): readonly Value[] | null {
  if (cursor.takeIf('IN')) return parseList(cursor);
  if (cursor.isSymbol('='))
    return cursor.expected('a text in quotes or IN (..)', 'Write it without =: of type "Mug"');
  const value = parseValue(cursor);
  return value && [value];
}

/** Their texts, or null after a report of every value that is none. */
function textsOf(cursor: Cursor, values: readonly Value[], dimension: Dimension): readonly string[] | null {
  const texts = values.flatMap((value) => (value.kind === 'text' ? [value.value] : []));
  if (texts.length === values.length) return texts;
  for (const value of values)
    if (value.kind !== 'text')
      cursor.report(value.span, { code: 'filter-value', dimension, found: printValue(value) });
  return null;
}
