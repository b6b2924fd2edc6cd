import { BadLine } from '../input/bad-line.ts';
import type { BadLines } from '../input/bad-lines.ts';
import { readCsv, type CsvRow } from '../input/read-csv.ts';

/** The columns of interest by their names in the header. */
export interface Columns {
  readonly unit: string;
  readonly arm: string;
  /** Numbers: summed over a unit's rows. */
  readonly summed: readonly string[];
  /** Numbers too; an empty one counts as 0. */
  readonly before: readonly string[];
}

type OnRow = (unit: string, arm: string, values: readonly number[]) => void;

/** Reads a CSV file row by row. Throws InputProblem for a wrong header. */
export async function readRows(
  file: string,
  columns: Columns,
  onRow: OnRow,
  badLines: BadLines,
): Promise<void> {
  const read = rowReader(columns);
  const { unit, arm, summed, before } = columns;
  const names = [unit, arm, ...summed, ...before].map(inHeader);
  await readCsv(file, names, (row) => read(row, onRow), badLines);
}

const inHeader = (name: string): string => name.trim().toLowerCase();

function rowReader({ unit, arm, summed, before }: Columns): (row: CsvRow, onRow: OnRow) => void {
  const [unitKey, armKey] = [inHeader(unit), inHeader(arm)];
  const numbers = [
    ...summed.map((name) => ({ name, key: inHeader(name), empty: null })),
    ...before.map((name) => ({ name, key: inHeader(name), empty: 0 })),
  ];
  return (row, onRow) =>
    onRow(
      textOf(row[unitKey], unit),
      textOf(row[armKey], arm),
      numbers.map(({ name, key, empty }) => numberOf(row[key], name, empty)),
    );
}

function textOf(value: string | undefined, name: string): string {
  const text = value?.trim() ?? '';
  if (text !== '') return text;
  throw new BadLine(`Expected "${name}" to be a text, found an empty one.`);
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const WORDS: ReadonlyMap<string, number> = new Map([
  ['true', 1],
  ['false', 0],
]);

function numberOf(value: string | undefined, name: string, empty: number | null): number {
  const text = value?.trim() ?? '';
  if (text === '' && empty !== null) return empty;
  if (text === '')
    throw new BadLine(`Expected "${name}" to be a number, found nothing; write 0 where nothing happened.`);
  const number = DECIMAL.test(text) ? Number(text) : WORDS.get(text.toLowerCase());
  if (number !== undefined && Number.isFinite(number)) return number;
  throw new BadLine(`Expected "${name}" to be a number such as 12.30, found another text.`);
}
