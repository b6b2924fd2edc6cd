import { BadLine } from './bad-line.ts';
import { readLines } from './read-lines.ts';

export type CsvRow = Readonly<Record<string, string>>;

/**
 * Calls back for every record of a CSV file (RFC 4180: quoted fields may hold commas, quotes and line ends) with its fields by
 * the names of the first line, in lower case, and the number of its first line. Throws BadLine for a header without `columns`.
 */
export async function readCsv(
  file: string,
  columns: readonly string[],
  onRow: (row: CsvRow, line: number) => void,
): Promise<void> {
  let header: readonly string[] | null = null;
  let open: { text: string; line: number } | null = null;
  const take = (text: string, line: number): void => {
    if (header === null) header = readHeader(splitRecord(text), columns);
    else if (text !== '') onRow(toRow(header, splitRecord(text)), line);
  };
  await readLines(file, (line, number) => {
    const text: string = open === null ? line : `${open.text}\n${line}`;
    if (isOpen(text)) open = { text, line: open?.line ?? number };
    else {
      const first: number = open?.line ?? number;
      open = null;
      take(text, first);
    }
  });
  if (open !== null) {
    const { line } = open as { line: number };
    throw new BadLine(`Expected a closing quote for the field that opens in line ${line}, found the end.`);
  }
  if (header === null) throw new BadLine(`Expected a first line with ${columns.join(', ')}, found no line.`);
}

function readHeader(fields: readonly string[], columns: readonly string[]): readonly string[] {
  const names = fields.map((field) => field.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length === 0) return names;
  throw new BadLine(
    `Expected a first line with ${columns.join(', ')}, found one without ${missing.join(', ')}.`,
  );
}

function toRow(names: readonly string[], fields: readonly string[]): CsvRow {
  return Object.fromEntries(names.map((name, at) => [name, fields[at] ?? '']));
}

/** An odd number of quotes: the record goes on in the next line. */
function isOpen(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}

function splitRecord(text: string): readonly string[] {
  if (!text.includes('"')) return text.split(',');
  const fields: string[] = [];
  let start = 0;
  for (let isQuoted = false, at = 0; at <= text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (at === text.length || (text[at] === ',' && !isQuoted)) {
      fields.push(unquote(text.slice(start, at)));
      start = at + 1;
    }
  }
  return fields;
}

function unquote(field: string): string {
  return field.length > 1 && field.startsWith('"') && field.endsWith('"')
    ? field.slice(1, -1).replaceAll('""', '"')
    : field;
}
