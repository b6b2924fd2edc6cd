import { BadLine } from './bad-line.ts';
import type { BadLines } from './bad-lines.ts';
import { InputProblem } from './input-problem.ts';
import { readLines } from './read-lines.ts';
import { addFields } from './record-fields.ts';

export type CsvRow = Readonly<Record<string, string>>;

/**
 * Calls back for every record of a CSV file (RFC 4180: quoted fields may hold commas, quotes and line ends) with its fields by
 * the names of the first line, in lower case. A record that it throws BadLine for, or that has more fields than the first line names, goes to
 * `badLines`. Throws InputProblem for a first line that does not name each of `columns` once.
 */
export async function readCsv(
  file: string,
  columns: readonly string[],
  onRow: (row: CsvRow) => void,
  badLines: BadLines,
): Promise<void> {
  let header: readonly string[] | null = null;
  await readRecords(file, (fields, line) => {
    if (header === null) header = readHeader(file, fields, columns);
    else {
      const names = header;
      badLines.whileUsing(file, line, () => onRow(toRow(names, fields)));
    }
  });
  if (header === null)
    throw new InputProblem(`${file}: Expected a first line with ${columns.join(', ')}, found no line.`);
}

/** Gives each record's fields with the number of its first line; empty lines are none. */
async function readRecords(
  file: string,
  onRecord: (fields: readonly string[], line: number) => void,
): Promise<void> {
  let fields: string[] = [];
  let open: string[] | null = null;
  let first = 0;
  await readLines(file, (line, number) => {
    if (open === null) {
      if (line === '') return;
      if (!line.includes('"')) return onRecord(line.split(','), number);
      first = number;
      fields = [];
    }
    open = addFields(fields, line, open);
    if (open === null) onRecord(fields, first);
  });
  if (open !== null)
    throw new InputProblem(
      `${file}:${first}: Expected a closing quote for the field that opens in this line, found the end of the file.`,
    );
}

function readHeader(file: string, fields: readonly string[], columns: readonly string[]): readonly string[] {
  const names = fields.map((field) => field.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  const twice = columns.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (missing.length + twice.length === 0) return names;
  const found =
    missing.length > 0 ? `one without ${missing.join(', ')}` : `one with ${twice.join(', ')} more than once`;
  throw new InputProblem(`${file}: Expected a first line with ${columns.join(', ')}, found ${found}.`);
}

function toRow(names: readonly string[], fields: readonly string[]): CsvRow {
  if (fields.length > names.length && fields.slice(names.length).some((field) => field.trim() !== ''))
    throw new BadLine(
      `Expected at most ${names.length} fields, as the first line has, found ${fields.length}.`,
    );
  return Object.fromEntries(names.map((name, at) => [name, fields[at] ?? '']));
}
