/**
 * Adds the fields of one line of a CSV record to `fields`. `open` holds, by line, a quoted field that began in a line before; what is given
 * back is the same for the field that this line leaves open, or null. A quote opens a field only at its start (RFC 4180): anywhere else
 * it is a character like any other.
 */
export function addFields(fields: string[], line: string, open: string[] | null): string[] | null {
  let text = open;
  for (let at = 0; ; at++) {
    const quoted = text === null ? startOfQuoted(line, at) : at;
    let end: number;
    if (quoted === null) {
      end = endOfField(line, at);
      fields.push(line.slice(at, end));
    } else {
      const close = closingQuote(line, quoted);
      text ??= [];
      text.push(line.slice(quoted, close ?? undefined));
      if (close === null) return text;
      end = endOfField(line, close);
      fields.push(text.join('\n').replaceAll('""', '"') + line.slice(close + 1, end));
      text = null;
    }
    if (end === line.length) return null;
    at = end;
  }
}

/** Where the text of the field at `at` starts when it is quoted, spaces before the quote left out; else null. */
function startOfQuoted(line: string, at: number): number | null {
  let quote = at;
  while (line[quote] === ' ') quote++;
  return line[quote] === '"' ? quote + 1 : null;
}

function closingQuote(line: string, from: number): number | null {
  let at = line.indexOf('"', from);
  while (at !== -1 && line[at + 1] === '"') at = line.indexOf('"', at + 2);
  return at === -1 ? null : at;
}

function endOfField(line: string, from: number): number {
  const comma = line.indexOf(',', from);
  return comma === -1 ? line.length : comma;
}
