import type { Row, Value } from '#app/domain/quality/inference/table.ts';
import { BadLine } from '../input/bad-line.ts';
import { readCsv, type CsvRow } from '../input/read-csv.ts';

export interface ReadTable {
  readonly rows: readonly Row[];
  readonly names: readonly string[];
}

/** Reads a CSV file with named columns. An empty field is missing; a column is of numbers where all its fields are and `categories` does not name it. */
export async function readTable(
  file: string,
  target: string,
  categories: readonly string[],
): Promise<ReadTable> {
  const read: CsvRow[] = [];
  await readCsv(file, [target], (row) => void read.push(row));
  const names = Object.keys(read[0] ?? {});
  const texts = [target, ...categories.map((name) => name.toLowerCase())];
  const unknown = texts.find((name) => !names.includes(name));
  if (unknown !== undefined && read.length > 0)
    throw new BadLine(`Expected --category to name columns, found "${unknown}".`);
  const numbers = new Set(
    names.filter((name) => !texts.includes(name) && read.every((row) => isNumberOrEmpty(row[name] ?? ''))),
  );
  const valueOf = (name: string, field: string): Value =>
    field === '' ? null : numbers.has(name) ? Number(field) : field;
  const rows = read.map((row) =>
    Object.fromEntries(names.map((name) => [name, valueOf(name, (row[name] ?? '').trim())])),
  );
  return { rows, names };
}

function isNumberOrEmpty(field: string): boolean {
  return field.trim() === '' || Number.isFinite(Number(field));
}
