import type { Value } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { LIMITS } from './limits.ts';
import { parseValue } from './parse-value.ts';

/** `("GB", "IE")`, at least one value; null after a report. */
export function parseList(cursor: Cursor): readonly Value[] | null {
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
  while (!cursor.isKeyword('AND') && !cursor.isKeyword('OR') && cursor.peek().kind !== 'end')
    if (cursor.take().text === ')') break;
  return failure;
}
