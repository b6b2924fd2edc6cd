import type { DateSpan } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** `since "2026-01-01"`, `until "2026-03-31"` or `from "2026-01-01" to "2026-03-31"`; null after a report. */
export function parseDates(cursor: Cursor): DateSpan | null {
  const word = cursor.take();
  const first = parseDate(cursor);
  if (first === null) return null;
  const span = () => ({ start: word.span.start, end: cursor.last().span.end });
  switch (word.text.toUpperCase()) {
    case 'SINCE':
      return { kind: 'dates', from: first, to: null, span: span() };
    case 'UNTIL':
      return { kind: 'dates', from: null, to: first, span: span() };
  }
  if (!cursor.takeIf('TO'))
    return cursor.expected('to and the last day', `For all after it, write since "${first}".`);
  const last = parseDate(cursor);
  if (last === null) return null;
  if (first <= last) return { kind: 'dates', from: first, to: last, span: span() };
  return cursor.report(span(), { code: 'dates-out-of-order', from: first, to: last });
}

function parseDate(cursor: Cursor): string | null {
  const token = cursor.peek();
  if (token.kind !== 'text')
    return cursor.expected(
      'a date in quotes',
      token.kind === 'number' ? 'Write for example "2026-01-31".' : null,
    );
  cursor.take();
  if (isDate(token.text)) return token.text;
  return cursor.report(token.span, { code: 'not-a-date', found: `"${token.text.slice(0, 40)}"` });
}

/** Whether it is a day of the calendar as YYYY-MM-DD, 1970-01-01 the first: nothing of a shop is older. */
function isDate(text: string): boolean {
  if (!/^(?:19[7-9]|[2-9]\d\d)\d-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
