import type { Row, Value } from '#app/domain/quality/inference/table.ts';
import { createBadLines } from '../input/bad-lines.ts';
import { InputProblem } from '../input/input-problem.ts';
import { readCsv, type CsvRow } from '../input/read-csv.ts';
import type { Output } from '../output.ts';

export interface ReadTable {
  readonly rows: readonly Row[];
  readonly names: readonly string[];
  /** Lines that could not be used; each was told of. */
  readonly badLines: number;
}

/** Reads a CSV file with named columns. An empty field is missing; a column is of numbers where all its fields are and `categories` does not name it. */
export async function readTable(
  file: string,
  target: string,
  categories: readonly string[],
  output: Output,
): Promise<ReadTable> {
  const read: CsvRow[] = [];
  const badLines = createBadLines(output);
  await readCsv(file, [target], (row) => void read.push(row), badLines);
  const names = Object.keys(read[0] ?? {});
  const texts = [target, ...categories.map((name) => name.toLowerCase())];
  const unknown = texts.find((name) => !names.includes(name));
  if (unknown !== undefined && read.length > 0)
    throw new InputProblem(`Expected --category to name columns, found "${unknown}".`);
  const numbers = new Set(
    names.filter((name) => !texts.includes(name) && read.every((row) => isNumberOrEmpty(row[name] ?? ''))),
  );
  const valueOf = (name: string, field: string): Value =>
    field === '' ? null : numbers.has(name) ? Number(field) : field;
  const rows = read.map((row) =>
    Object.fromEntries(names.map((name) => [name, valueOf(name, (row[name] ?? '').trim())])),
  );
  return { rows, names, badLines: badLines.end() };
}

function isNumberOrEmpty(field: string): boolean {
  return field.trim() === '' || Number.isFinite(Number(field));
}
