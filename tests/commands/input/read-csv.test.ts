import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BadLine } from '#app/commands/input/bad-line.ts';
import { createBadLines } from '#app/commands/input/bad-lines.ts';
import { readCsv, type CsvRow } from '#app/commands/input/read-csv.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'attune-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = path.join(folder, 'rows.csv');

async function readAll(text: string, columns: readonly string[] = ['a', 'b'], use = (_row: CsvRow) => {}) {
  writeFileSync(file, text);
  const rows: CsvRow[] = [];
  const problems: string[] = [];
  const badLines = createBadLines({ problem: (problem) => void problems.push(problem) });
  await readCsv(
    file,
    columns,
    (row) => {
      use(row);
      rows.push(row);
    },
    badLines,
  );
  return { rows, problems, count: badLines.end() };
}

const read = async (text: string, columns?: readonly string[]) => (await readAll(text, columns)).rows;

describe('readCsv', () => {
  it('names the fields of each record by the first line', async () => {
    expect(await read('b,a\n1,2\n,\n')).toEqual([
      { b: '1', a: '2' },
      { b: '', a: '' },
    ]);
  });

  it('reads commas, quotes and line ends inside quotes', async () => {
    expect(await read('a,b\r\n"x, ""y""","1\n2"\r\n"",z\r\n')).toEqual([
      { a: 'x, "y"', b: '1\n2' },
      { a: '', b: 'z' },
    ]);
  });

  it('takes a quote that is not at the start of a field as it is', async () => {
    expect(await read('a,b\nCandle 5" tall,1\n5" by 7",2\n"6"" wide", "x, y"\n')).toEqual([
      { a: 'Candle 5" tall', b: '1' },
      { a: '5" by 7"', b: '2' },
      { a: '6" wide', b: 'x, y' },
    ]);
  });

  it('ignores case and space in the names, a byte order mark, and empty lines', async () => {
    expect(await read('\ufeffA, B\n\n1,2')).toEqual([{ a: '1', b: '2' }]);
  });

  it('says which columns the first line lacks', async () => {
    await expect(read('a,c\n1,2\n')).rejects.toThrow(
      `${file}: Expected a first line with a, b, found one without b.`,
    );
    await expect(read('')).rejects.toThrow(`${file}: Expected a first line with a, b, found no line.`);
  });

  it('says where a field opens that never closes', async () => {
    await expect(read('a,b\n1,"2\n3,4\n')).rejects.toThrow(
      `${file}:2: Expected a closing quote for the field that opens in this line, found the end of the file.`,
    );
  });

  it('refuses a first line that names a column it needs twice', async () => {
    await expect(read('a,c,B,b,c\n1,2,3,4,5\n')).rejects.toThrow(
      `${file}: Expected a first line with a, b, found one with b more than once.`,
    );
  });

  it('tells of a record with more fields than the first line names; empty ones at its end are none', async () => {
    expect(await readAll('a,b\n1,"x\ny",3\n1,2,,\n4\n')).toEqual({
      rows: [
        { a: '1', b: '2' },
        { a: '4', b: '' },
      ],
      problems: [`${file}:2: Expected at most 2 fields, as the first line has, found 3.`],
      count: 1,
    });
  });

  it('tells of twenty lines that cannot be used, and of the rest how many they are', async () => {
    const { problems, count } = await readAll(`a,b\n${'1,2\n'.repeat(23)}`, ['a'], () => {
      throw new BadLine('Expected more.');
    });
    expect([problems.length, count]).toEqual([21, 23]);
    expect(problems.at(-2)).toBe(`${file}:21: Expected more.`);
    expect(problems.at(-1)).toBe('… and 3 lines more that cannot be used.');
  });

  it('names a file that cannot be read', async () => {
    await expect(readCsv(folder, ['a'], () => {}, createBadLines({ problem: () => {} }))).rejects.toThrow(
      `${folder}: Expected a file that can be read, found: EISDIR`,
    );
  });
});
